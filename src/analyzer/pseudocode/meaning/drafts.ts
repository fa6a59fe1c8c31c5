import type { Expr, ExprOf, Routine, Stmt } from '../grammar/ast.ts';
import { lookUpNames } from './built-ins.ts';
import type { GraphUse } from './graphs.ts';
import { plain } from './normalise.ts';
import { bodiesOf, expressionsIn, usesOf, type Written } from './walk.ts';

/** What the text of one routine does with its names, before anything is known of the others. */
export interface Draft {
  readonly routine: Routine;
  /** Its written parameters. */
  readonly own: ReadonlySet<string>;
  readonly set: Set<string>;
  /** Written at an index without being there before, or added to. */
  readonly filled: Set<string>;
  readonly used: string[];
  /** Read before they are set. */
  readonly firstReads: Set<string>;
  readonly calls: Set<string>;
  readonly lookUps: Set<string>;
  readonly attributes: Set<string>;
  needsGraph: boolean;
}

/** What all routines of the text have in common. */
export interface Known {
  /** Names of routines, compared plainly. */
  readonly names: ReadonlySet<string>;
  readonly graph: GraphUse | null;
  readonly symbols: ReadonlySet<string>;
}

export function draft(routine: Routine, known: Known): Draft {
  return new Drafter(routine, known).run();
}

class Drafter implements Draft {
  readonly own: ReadonlySet<string>;
  readonly set = new Set<string>();
  readonly filled = new Set<string>();
  readonly used: string[] = [];
  readonly firstReads = new Set<string>();
  readonly calls = new Set<string>();
  readonly lookUps = new Set<string>();
  readonly attributes = new Set<string>();
  needsGraph = false;
  /** Words of the sentences about the input. */
  private readonly said: ReadonlySet<string>;

  constructor(
    readonly routine: Routine,
    private readonly known: Known,
  ) {
    this.own = new Set(routine.parameters.map(({ name }) => name));
    this.said = new Set(routine.inputs.flatMap(({ words }) => words));
  }

  run(): this {
    this.visit(this.routine.body);
    return this;
  }

  private visit(statements: readonly Stmt[]): void {
    for (const statement of statements) {
      // What a repeat tests has been set in its body, and what `for (i = 0; …)` tests before it.
      const isTestedLater = statement.kind === 'repeat' || statement.kind === 'steps';
      if (isTestedLater) for (const body of bodiesOf(statement)) this.visit(body);
      const { reads, writes, binds } = usesOf(statement);
      for (const name of binds) this.set.add(name);
      for (const each of reads) this.read(each);
      for (const each of writes) this.write(each, statement);
      this.operate(statement);
      if (!isTestedLater) for (const body of bodiesOf(statement)) this.visit(body);
    }
  }

  private write({ expression }: Written, statement: Stmt): void {
    if (expression.kind === 'name') {
      this.set.add(expression.name);
      return;
    }
    const root = rootOf(expression);
    // What is read first, or only moved about, has been there before.
    const isWritten = statement.kind !== 'swap' && statement.kind !== 'update';
    if (expression.kind === 'index' && root !== null && isWritten && !this.said.has(root)) {
      if (this.filled.has(root) || !this.used.includes(root)) this.filled.add(root);
    }
    this.read(expression);
    if (expression.kind === 'attribute') this.attributes.add(expression.name);
    if (expression.kind === 'index' && expression.object.kind === 'attribute')
      this.attributes.add(expression.object.name);
  }

  /** What operations on collections, marks and sorting need. */
  private operate(statement: Stmt): void {
    // A collection that items go into is made on the way.
    if (statement.kind === 'add' && statement.to.kind === 'name') this.filled.add(statement.to.name);
    if (statement.kind === 'sort' && statement.key?.kind === 'name' && statement.of.kind === 'attribute')
      this.lookUps.add(statement.key.name);
    if (statement.kind === 'label') {
      this.attributes.add(statement.label);
      this.needsGraph = true;
    }
    // DECREASE-KEY(Q, v, k) writes v's key.
    if (statement.kind !== 'call' || statement.call.kind !== 'call') return;
    const name = plain(statement.call.callee);
    if (/^(decreasekey|changekey|increasekey|relax)$/.test(name) && !this.known.names.has(name))
      this.needsGraph ||= this.known.graph !== null;
  }

  private read(root: Expr): void {
    const parts = expressionsIn(root);
    const locals = parts.flatMap((each) =>
      each.kind === 'comprehension' || each.kind === 'best' ? [each.variable ?? ''] : [],
    );
    for (const each of parts) {
      if (each.kind === 'name' && !this.known.symbols.has(each.name) && !locals.includes(each.name)) {
        if (!this.set.has(each.name)) this.firstReads.add(each.name);
        this.used.push(each.name);
      }
      if (each.kind === 'call') this.call(each);
      if (this.isOfGraph(each)) this.needsGraph = true;
      if (each.kind === 'method' && each.args.length === 2 && each.object.kind === 'name')
        if (this.known.graph?.names.has(each.object.name)) this.lookUps.add(each.name);
    }
  }

  private call(call: ExprOf<'call'>): void {
    this.calls.add(plain(call.callee));
    const isLookUp = !this.known.names.has(plain(call.callee)) && lookUpNames(call);
    if (isLookUp) this.lookUps.add(call.callee);
    if (isLookUp || this.own.has(call.callee)) this.used.push(call.callee);
  }

  private isOfGraph(part: Expr): boolean {
    const { graph } = this.known;
    switch (part.kind) {
      case 'neighbors':
      case 'labelled':
        return true;
      case 'index':
        return part.object.kind === 'name' && graph?.parts.has(part.object.name) === true;
      case 'attribute':
        return graph?.attributes.has(part.name) === true;
      default:
        return false;
    }
  }
}

function rootOf(expression: Expr): string | null {
  let current = expression;
  while (current.kind === 'index' || current.kind === 'attribute') current = current.object;
  return current.kind === 'name' ? current.name : null;
}
