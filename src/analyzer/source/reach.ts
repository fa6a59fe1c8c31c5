import ts from 'typescript';
import type { Member, Unit, Units } from './units.ts';

export interface Reached {
  readonly units: ReadonlySet<Unit>;
  readonly variables: ReadonlySet<ts.Declaration>;
}

/** Methods that the language calls without their names being written. */
const IMPLICIT_NAMES = ['toString', 'valueOf', 'toJSON', 'next', 'return', 'throw'];

/**
 * Everything that can run or be read when one starts from these variables and units.
 * @param entry what hands out others than this one is as if it were not there
 */
export function reach(units: Units, variables: Iterable<ts.Declaration>, start: Iterable<Unit>, entry = -1): Reached {
  const search = new Search(units, entry);
  for (const variable of variables) search.addVariable(variable);
  for (const unit of start) search.addUnit(unit);
  return search.finish();
}

class Search {
  private readonly reachedUnits = new Set<Unit>();
  private readonly variables = new Set<ts.Declaration>();
  private readonly names = new Set<string>(IMPLICIT_NAMES);
  private anyName = false;
  /** Members of reached owners whose names nobody has mentioned yet. */
  private readonly waiting = new Map<Member, ts.Declaration>();
  private readonly queue: Unit[] = [];

  constructor(
    private readonly units: Units,
    private readonly entry: number,
  ) {}

  finish(): Reached {
    for (let unit = this.queue.pop(); unit; unit = this.queue.pop()) this.expand(unit);
    return { units: this.reachedUnits, variables: this.variables };
  }

  addUnit(unit: Unit): void {
    if (this.reachedUnits.has(unit) || (unit.entry ?? this.entry) !== this.entry) return;
    this.reachedUnits.add(unit);
    this.queue.push(unit);
  }

  addVariable(variable: ts.Declaration): void {
    if (this.variables.has(variable)) return;
    this.variables.add(variable);
    this.units.of(variable).forEach((unit) => this.addUnit(unit));
    for (const member of this.units.membersOf(variable)) this.waiting.set(member, variable);
    this.wake(({ name }) => this.anyName || this.names.has(name));
  }

  private expand({ scan, isHelper }: Unit): void {
    scan.mentions.forEach((variable) => this.addVariable(variable));
    const before = this.names.size;
    scan.names.forEach((name) => this.names.add(name));
    if (scan.callsAnyName && !isHelper) this.anyName = true;
    if (this.names.size > before || scan.callsAnyName) this.wake(({ name }) => this.anyName || this.names.has(name));
    this.wake((_, owner) => scan.handsOn.has(owner) && isPlainObject(owner));
  }

  private wake(isNeeded: (member: Member, owner: ts.Declaration) => boolean): void {
    for (const [member, owner] of this.waiting) {
      if (!isNeeded(member, owner)) continue;
      this.waiting.delete(member);
      this.addUnit(member.unit);
    }
  }
}

/** Whoever has the object itself may call any function in it; a class has to be asked for its methods by name. */
function isPlainObject(owner: ts.Declaration): boolean {
  if (ts.isParameter(owner)) return true;
  return ts.isVariableDeclaration(owner) && owner.initializer !== undefined && !isCode(owner.initializer);
}

function isCode(value: ts.Expression): boolean {
  return ts.isClassExpression(value) || ts.isFunctionExpression(value) || ts.isArrowFunction(value);
}
