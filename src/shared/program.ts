import type { Range } from './range.ts';

/**
 * The step table: what is known of a program before it runs. It holds nesting, arity, the scope tree and written names.
 * It does NOT hold operators, which variable or literal a name stands for, callees, or successors: those are learned.
 */
export interface Program {
  /** Every step; `steps[i].id === i`. */
  readonly steps: readonly Step[];
  readonly scopes: readonly Scope[];
  readonly functions: readonly FunctionInfo[];
  readonly regions: readonly Region[];
  /** Property and method names written anywhere in the program, sorted; which step uses which is not said. */
  readonly names: readonly string[];
  /** Literals written anywhere in the program, in wire form, sorted; which step uses which is not said. */
  readonly literals: readonly (string | number | boolean | null | { readonly bigint: string })[];
  /** Exported name ─▶ slot of the module's scope. */
  readonly exports: Readonly<Record<string, number>>;
  /**
   * For people only, by step: how an engine names a callee or iterable in its error messages ("a.b is not a function"),
   * and how the user wrote the member that a `set` writes. Nothing learns from it.
   */
  readonly texts: Readonly<Record<StepId, string>>;
}

/** What is traced: every sub-expression, or statements as a whole. */
export type StepsOf = 'expression' | 'statement';

export type StepId = number;
export type ScopeId = number;
export type FunctionId = number;
export type RegionId = number;

/** A lexical scope: function, block, loop head, catch clause or class. */
export interface Scope {
  readonly id: ScopeId;
  /** −1 for the outermost. */
  readonly parent: ScopeId;
  readonly fn: FunctionId;
  /** Variable names by slot. */
  readonly variables: readonly string[];
  /** A `switch`: control may jump past declarations. */
  readonly jumps?: true;
}

export type FunctionKind =
  | 'module'
  | 'function'
  | 'arrow'
  | 'method'
  | 'getter'
  | 'setter'
  | 'constructor'
  /** A class field's initial value: runs with the instance (or class) as `this`. */
  | 'initializer'
  | 'staticBlock';

export interface FunctionInfo {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  readonly name: string;
  readonly generator: boolean;
  readonly strict: boolean;
  /** `fn.length`. */
  readonly length: number;
  /** Parameters are plain names: argument i goes to slot i of the function's scope. Otherwise `argument` steps read them. */
  readonly simple: boolean;
  readonly parameters: number;
  /** Slots of hoisted `var`s, `undefined` from the start. */
  readonly hoisted: readonly number[];
  readonly usesArguments: boolean;
  readonly derived: boolean;
  readonly scope: ScopeId;
  /** The scope the function is created in; −1 for the module. */
  readonly parentScope: ScopeId;
  readonly enter: StepId;
  /** How many registers its steps use. */
  readonly registers: number;
  readonly range: Range | null;
}

/** A stretch of steps that control can't leave unnoticed: `try` (with its handlers) or the body of `for…of`. */
export interface Region {
  readonly id: RegionId;
  readonly kind: 'try' | 'loop';
  /** −1 for none. */
  readonly parent: RegionId;
  readonly fn: FunctionId;
  /** `try`: the step that receives the exception, −1 for none. */
  readonly catchStep: StepId;
  /** `try`: the step that begins `finally`, −1 for none. */
  readonly finallyStep: StepId;
  /** `loop`: the step that made the iterator, which is closed when control leaves early; −1 for `try`. */
  readonly iterate: StepId;
}

/** What a step's value is tested for, where the syntax tests it. */
export type Decision = 'truthy' | 'undefined' | 'nullish';

interface StepBase {
  readonly id: StepId;
  readonly fn: FunctionId;
  readonly scope: ScopeId;
  readonly region: RegionId;
  /** Index of the step's value in its function's registers; −1 if it has none. */
  readonly register: number;
  readonly decides?: Decision;
  /** null for what the user did not write. */
  readonly range: Range | null;
}

/** A key written as a name, or computed by a step. */
export type Key = { readonly name: string } | { readonly step: StepId };

export type ObjectPart =
  | { readonly kind: 'value'; readonly key: Key; readonly value: StepId }
  | { readonly kind: 'spread'; readonly value: StepId }
  | { readonly kind: 'method' | 'get' | 'set'; readonly key: Key; readonly fn: FunctionId };

export interface ClassMember {
  readonly kind: 'method' | 'get' | 'set' | 'field' | 'staticBlock';
  readonly isStatic: boolean;
  /** A name beginning with `#` is private. Absent for `staticBlock`. */
  readonly key: Key | null;
  /** −1 for a field without an initial value. */
  readonly fn: FunctionId;
}

export type StepBody =
  /** A call of the function begins. */
  | { readonly kind: 'enter' }
  /** A name or a literal, nothing said of which. */
  | { readonly kind: 'leaf'; readonly literal: boolean }
  /** Some operator, property read, template or array literal over its children (−1: a hole; `spread`: child is spread). */
  | { readonly kind: 'op'; readonly children: readonly StepId[]; readonly spread?: readonly boolean[] }
  /** Some call over its children: f(…), o.m(…), o[k](…), new F(…), f called on a receiver. */
  | { readonly kind: 'call'; readonly children: readonly StepId[]; readonly spread?: readonly boolean[] }
  | { readonly kind: 'argument'; readonly index: number; readonly rest: boolean }
  /** The first `count` values of an iterable; from index `rest` on (if ≥ 0) all the others as an array. */
  | { readonly kind: 'take'; readonly child: StepId; readonly count: number; readonly rest: number }
  | { readonly kind: 'element'; readonly child: StepId; readonly index: number }
  /** Refuses null and undefined before an object pattern takes them apart; `key` is the first one wanted, for the message. */
  | { readonly kind: 'destructure'; readonly child: StepId; readonly key: string }
  /** A property read whose name the syntax fixes (destructuring). */
  | { readonly kind: 'field'; readonly child: StepId; readonly key: Key }
  /** An object without the given keys (rest in object patterns). */
  | { readonly kind: 'omit'; readonly child: StepId; readonly keys: readonly Key[] }
  /** All values of an iterable, for a spread argument. */
  | { readonly kind: 'spread'; readonly child: StepId }
  | { readonly kind: 'object'; readonly parts: readonly ObjectPart[] }
  /** Regular expressions and template objects: JavaScript source of a value that is the same wherever it stands. */
  | { readonly kind: 'constant'; readonly source: string }
  | { readonly kind: 'function'; readonly callee: FunctionId }
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly heritage: StepId;
      readonly constructorFn: FunctionId;
      /** The `write` step that gives the class its own name inside, for static initial values; −1 for none. */
      readonly binding: StepId;
      readonly members: readonly ClassMember[];
    }
  | { readonly kind: 'this' }
  | { readonly kind: 'newTarget' }
  | { readonly kind: 'superCall'; readonly children: readonly StepId[]; readonly spread?: readonly boolean[] }
  | { readonly kind: 'superGet'; readonly key: Key }
  | {
      readonly kind: 'superMethod';
      readonly key: Key;
      readonly children: readonly StepId[];
      readonly spread?: readonly boolean[];
    }
  | { readonly kind: 'privateGet'; readonly object: StepId; readonly name: string }
  | { readonly kind: 'privateIn'; readonly object: StepId; readonly name: string }
  | { readonly kind: 'privateSet'; readonly object: StepId; readonly name: string; readonly value: StepId }
  | {
      readonly kind: 'privateCall';
      readonly object: StepId;
      readonly name: string;
      readonly children: readonly StepId[];
      readonly spread?: readonly boolean[];
    }
  | { readonly kind: 'delete'; readonly object: StepId; readonly key: Key }
  /** Takes the value of whichever child ran last; a step of `resets` that runs makes it `undefined` (`a?.b`). */
  | { readonly kind: 'select'; readonly children: readonly StepId[]; readonly resets: readonly StepId[] }
  /** `child` −1: the value is the function itself, its `arguments`, or the class that is being made. */
  | {
      readonly kind: 'write';
      readonly child: StepId;
      readonly target: ScopeId;
      readonly slot: number;
      readonly name: string;
      readonly source: 'value' | 'self' | 'arguments' | 'class';
      /** It begins the variable's life: before it, reading and writing throw; a `const` is never written again. */
      readonly declares?: 'let' | 'const';
    }
  | { readonly kind: 'set'; readonly object: StepId; readonly key: Key; readonly value: StepId }
  /** A lexical scope is entered. */
  | { readonly kind: 'scope'; readonly target: ScopeId }
  /** A fresh copy of a loop's scope, before the increment (per-iteration bindings). */
  | { readonly kind: 'copyScope'; readonly target: ScopeId }
  | { readonly kind: 'iterate'; readonly child: StepId; readonly keys: boolean }
  /** Asks the iterator; its value is whether there was an item. */
  | { readonly kind: 'next'; readonly iterator: StepId }
  /** The item that `next` gave; has a register but is not visited by itself. */
  | { readonly kind: 'item'; readonly next: StepId }
  | { readonly kind: 'return'; readonly child: StepId }
  | { readonly kind: 'throw'; readonly child: StepId }
  | { readonly kind: 'tryEnter' }
  | { readonly kind: 'catch' }
  | { readonly kind: 'finally' }
  /** `begin` is its `finally` step. */
  | { readonly kind: 'endFinally'; readonly begin: StepId }
  /** Gives `child` out and waits; `resume` is where the next value comes in. */
  | { readonly kind: 'yielding'; readonly child: StepId }
  | { readonly kind: 'yield'; readonly yielding: StepId }
  | { readonly kind: 'yieldStar'; readonly child: StepId }
  /** A construct that is run but can't be traced. */
  | { readonly kind: 'opaque'; readonly why: string }
  /**
   * A whole expression, nothing said of what is in it (statement steps). `operands`: steps inside it that are traced, as
   * calls are. `tested`: all that is traced of its value is how the test on it came out.
   */
  | { readonly kind: 'expression'; readonly operands: readonly StepId[]; readonly tested: boolean }
  /** Part of an expression: runs, but is not traced (statement steps). */
  | { readonly kind: 'hidden' };

export type Step = StepBase & StepBody;
export type StepKind = StepBody['kind'];
export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;
