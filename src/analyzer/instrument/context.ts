import type ts from 'typescript';
import type {
  Decision,
  FunctionId,
  FunctionInfo,
  Program,
  Region,
  RegionId,
  Scope,
  Step,
  StepBody,
  StepId,
} from '../../shared/program.ts';
import { declaredText } from './names.ts';
import type { Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';

/** Maps a stretch of the program text to the user's source; null for what the user did not write. */
export type RangeOf = (start: number, end: number, kind: ts.SyntaxKind) => Range | null;

/** Code that computes a value and leaves it in the register of step `id`. */
export interface Coded {
  readonly id: StepId;
  readonly code: string;
}

/** A scope while its text is being written. */
export interface OpenScope {
  readonly id: number;
  readonly up: OpenScope | null;
  readonly slots: ReadonlyMap<string, number>;
}

/** A function while its text is being written. */
export interface OpenFunction {
  readonly id: FunctionId;
  /** Whether the code that is being written is in strict mode: a class always is. */
  strict: boolean;
  registers: number;
  region: RegionId;
  /** Scope variables that have to be declared at the function's start. */
  readonly declared: string[];
}

type StepFields = { -readonly [K in keyof Step]: Step[K] };

/** How the visitors reach each other without importing each other. */
export interface Visitors {
  expression(cx: Context, node: ts.Expression, nameHint?: string): Coded;
  statements(cx: Context, statements: readonly ts.Statement[]): string;
  callable(cx: Context, node: ts.FunctionLikeDeclaration, nameHint?: string): { fn: FunctionId; code: string };
  classLike(cx: Context, node: ts.ClassLikeDeclaration, nameHint?: string): Coded;
}

/** All that is known while one program text is being instrumented. */
export class Context {
  readonly steps: Step[] = [];
  readonly scopes: Scope[] = [];
  readonly functions: FunctionInfo[] = [];
  readonly regions: Region[] = [];
  readonly unsupported: Reason[] = [];
  readonly texts: Record<StepId, string> = {};
  private readonly names = new Set<string>();
  private readonly literals = new Map<string, Program['literals'][number]>();
  scope: OpenScope | null = null;
  fn: OpenFunction = { id: -1, strict: true, registers: 0, region: -1, declared: [] };

  constructor(
    readonly file: ts.SourceFile,
    readonly rangeOf: RangeOf,
    readonly visit: Visitors,
    /** Prefix of every name that the instrumented text adds. */
    readonly prefix: string,
  ) {}

  // ---- names in the emitted text
  get frame(): string {
    return `${this.prefix}f`;
  }
  get runtime(): string {
    return `${this.prefix}u`;
  }
  scopeName(id: number): string {
    return `${this.prefix}s${id}`;
  }
  text(node: ts.Node): string {
    return declaredText(node, this.file);
  }

  // ---- steps
  step(node: ts.Node | null, body: StepBody, decides?: Decision): StepId {
    const id = this.steps.length;
    const valued = !VALUELESS.has(body.kind);
    const range = node ? this.rangeOf(node.getStart(this.file), node.getEnd(), node.kind) : null;
    this.steps.push({
      id,
      fn: this.fn.id,
      scope: this.scope ? this.scope.id : -1,
      region: this.fn.region,
      register: valued ? this.fn.registers++ : -1,
      range,
      ...(decides ? { decides } : {}),
      ...body,
    });
    return id;
  }

  /** A step whose value the code computes. */
  value(node: ts.Node | null, body: StepBody, code: string, decides?: Decision): Coded {
    const id = this.step(node, body, decides);
    return { id, code: `${this.frame}.v(${id},${code})` };
  }

  /**
   * Says what a step's value is tested for. The step that decides is the last one before control parts: where another
   * comes after the value (`if (a = f())`, `while (n--)`), the value is taken up once more.
   */
  decide(coded: Coded, decides: Decision): Coded {
    let tested = coded;
    if (coded.id !== this.steps.length - 1) {
      const id = this.step(null, { kind: 'select', children: [coded.id], resets: [] });
      (this.steps[id] as StepFields).range = this.steps[coded.id]?.range ?? null;
      tested = { id, code: `${this.frame}.s(${id},${coded.code})` };
    }
    (this.steps[tested.id] as StepFields).decides = decides;
    return tested;
  }

  register(id: StepId): string {
    const step = this.steps[id];
    if (!step || step.register < 0) throw new Error(`step ${id} has no register`);
    return `${this.frame}.T[${step.register}]`;
  }

  /** Leaves a construct as it stands: it runs, but its inside can't be traced. */
  opaque(node: ts.Node, why: string): Coded {
    const range = this.rangeOf(node.getStart(this.file), node.getEnd(), node.kind);
    if (range) this.unsupported.push({ range, reason: why });
    return this.value(node, { kind: 'opaque', why }, `(${this.text(node)})`);
  }

  written(name: string): string {
    this.names.add(name);
    return name;
  }

  literal(value: string | number | boolean | null | bigint): void {
    const wire = typeof value === 'bigint' ? { bigint: String(value) } : value;
    this.literals.set(`${typeof value}:${String(value)}`, wire);
  }

  // ---- scopes
  openScope(variables: Iterable<string>, jumps = false): OpenScope {
    const names = [...variables];
    const id = this.scopes.length;
    const parent = this.scope ? this.scope.id : -1;
    this.scopes.push({ id, parent, fn: this.fn.id, variables: names, ...(jumps ? { jumps } : {}) });
    this.scope = { id, up: this.scope, slots: new Map(names.map((name, slot) => [name, slot])) };
    return this.scope;
  }

  closeScope(scope: OpenScope): void {
    this.scope = scope.up;
  }

  /** Runs `body` with `scope` open. */
  within<X>(variables: Iterable<string>, body: (scope: OpenScope) => X, jumps = false): X {
    const scope = this.openScope(variables, jumps);
    const result = body(scope);
    this.closeScope(scope);
    return result;
  }

  lookup(name: string): { scope: number; slot: number } | null {
    for (let s = this.scope; s; s = s.up) {
      const slot = s.slots.get(name);
      if (slot !== undefined) return { scope: s.id, slot };
    }
    return null;
  }

  /** Code that tells of a write to a variable and gives the value on; `coded` itself where the name is not one of ours. */
  write(node: ts.Node | null, name: string, coded: Coded, declares?: 'let' | 'const'): string {
    const found = this.lookup(name);
    if (!found) return coded.code;
    const id = this.step(node, {
      kind: 'write',
      child: coded.id,
      target: found.scope,
      slot: found.slot,
      name,
      source: 'value',
      ...(declares ? { declares } : {}),
    });
    return `${this.frame}.w(${id},${coded.code})`;
  }

  // ---- regions
  openRegion(region: Omit<Region, 'id' | 'parent' | 'fn'>): RegionId {
    const id = this.regions.length;
    this.regions.push({ id, parent: this.fn.region, fn: this.fn.id, ...region });
    this.fn.region = id;
    return id;
  }

  patchRegion(id: RegionId, patch: Partial<Region>): void {
    this.regions[id] = { ...(this.regions[id] as Region), ...patch };
  }

  program(exports: Readonly<Record<string, number>>): Program {
    const literals = [...this.literals.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return {
      steps: this.steps,
      scopes: this.scopes,
      functions: this.functions,
      regions: this.regions,
      names: [...this.names].sort(),
      literals: literals.map(([, literal]) => literal),
      exports,
      texts: this.texts,
    };
  }
}

const VALUELESS: ReadonlySet<StepBody['kind']> = new Set<StepBody['kind']>([
  'enter',
  'write',
  'set',
  'privateSet',
  'scope',
  'copyScope',
  'return',
  'throw',
  'tryEnter',
  'finally',
  'endFinally',
  'yielding',
  'destructure',
]);

/** Joins pieces of code into one expression that has the last one's value. */
export function sequence(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(',')})`;
}

export function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
