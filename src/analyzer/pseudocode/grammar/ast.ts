import type { Span } from '../documents/mapped-text.ts';

/** What pseudocode says, whatever the dialect: the parser's result, before anything is known of names. */

export type BinaryOperator =
  | '+' | '-' | '*' | '/' | 'div' | 'mod' | '^' | '&'
  | '==' | '≠' | '<' | '≤' | '>' | '≥'
  | 'and' | 'or' | 'xor' | 'in' | 'not in' | '∪' | '∩' | '∖' | '⊆'; // prettier-ignore

export type Expr = Span &
  (
    | { readonly kind: 'number'; readonly value: string }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'nil' }
    | { readonly kind: 'infinity' }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'index'; readonly object: Expr; readonly indices: readonly Expr[] }
    | { readonly kind: 'slice'; readonly object: Expr; readonly from: Expr | null; readonly to: Expr | null; readonly colon: boolean }
    | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string }
    | { readonly kind: 'call'; readonly callee: string; readonly nameSpan: Span; readonly args: readonly Expr[] }
    | { readonly kind: 'method'; readonly object: Expr; readonly name: string; readonly args: readonly Expr[] }
    | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operand: Expr }
    | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'choice'; readonly condition: Expr; readonly yes: Expr; readonly no: Expr }
    | { readonly kind: 'list'; readonly items: readonly Expr[]; readonly form: 'list' | 'set' | 'tuple' }
    /** `[value for variable in source]`. */
    | { readonly kind: 'comprehension'; readonly value: Expr; readonly variable: string; readonly source: Expr; readonly filter: Expr | null }
    | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr; readonly exclusive: boolean; readonly step: Expr | null }
    /** `|A|`, `length[A]`, `size of A`, `number of columns of A` (axis 1). */
    | { readonly kind: 'size'; readonly of: Expr; readonly axis: 0 | 1 }
    | { readonly kind: 'copy'; readonly of: Expr }
    | { readonly kind: 'empty'; readonly what: string }
    /** A new record without parts: `new Node`. */
    | { readonly kind: 'made'; readonly what: string }
    | { readonly kind: 'array'; readonly dimensions: readonly Dimension[]; readonly fill: Expr | null }
    | { readonly kind: 'isEmpty'; readonly of: Expr; readonly negated: boolean }
    /** `vertex in Q with minimum dist[u]`: `variable` is bound in `key`. */
    | { readonly kind: 'best'; readonly most: boolean; readonly variable: string | null; readonly of: Expr; readonly key: Expr | null }
    | { readonly kind: 'end'; readonly of: Expr; readonly which: 'first' | 'last' }
    | { readonly kind: 'neighbors'; readonly of: Expr; readonly incoming: boolean }
    | { readonly kind: 'labelled'; readonly of: Expr; readonly label: string; readonly negated: boolean }
    /** Takes an item out of a collection and gives it: `dequeue(Q)`, `pop S`, `EXTRACT-MIN(Q)`. */
    | { readonly kind: 'take'; readonly of: Expr; readonly which: 'first' | 'last' | 'min' | 'max' | 'any' }
    | { readonly kind: 'input'; readonly prompt: string | null }
    | { readonly kind: 'parenthesized'; readonly inner: Expr }
  ); // prettier-ignore

export interface Dimension {
  /** null: the base of the text. */
  readonly from: Expr | null;
  /** With `from` null, the number of elements. */
  readonly to: Expr;
}

export interface Branch {
  readonly condition: Expr;
  readonly body: readonly Stmt[];
  /** The line that tests it. */
  readonly head: Span;
}

export interface ForHead {
  readonly variable: string;
  readonly variableSpan: Span;
  readonly from: Expr;
  readonly to: Expr;
  readonly step: Expr | null;
  readonly down: boolean;
  /** The bound itself is not reached (`range(n)`). */
  readonly exclusive: boolean;
}

export type Pattern =
  | { readonly kind: 'one'; readonly name: string; readonly span: Span }
  | { readonly kind: 'many'; readonly names: readonly { readonly name: string; readonly span: Span }[] };

export interface EachHead {
  readonly pattern: Pattern;
  /** `for i, x in enumerate(A)`: the position. */
  readonly position: { readonly name: string; readonly span: Span } | null;
  /** A list of several values for each pattern element, walked together. */
  readonly of: Expr;
  readonly filter: Expr | null;
  readonly reversed: boolean;
}

export type Stmt = Span &
  (
    | { readonly kind: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr }
    /** `a, b ← b, a`: all values are read before the first is written. */
    | { readonly kind: 'assignAll'; readonly targets: readonly Expr[]; readonly values: readonly Expr[] }
    | { readonly kind: 'update'; readonly target: Expr; readonly operator: BinaryOperator; readonly value: Expr }
    | { readonly kind: 'swap'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Stmt[] | null }
    | { readonly kind: 'while'; readonly condition: Expr; readonly body: readonly Stmt[]; readonly head: Span }
    | { readonly kind: 'repeat'; readonly condition: Expr; readonly until: boolean; readonly body: readonly Stmt[]; readonly head: Span }
    | { readonly kind: 'for'; readonly head: Span; readonly loop: ForHead; readonly body: readonly Stmt[] }
    | { readonly kind: 'each'; readonly head: Span; readonly loop: EachHead; readonly body: readonly Stmt[] }
    /** `for (i = 0; i < n; i++)`. */
    | { readonly kind: 'steps'; readonly init: Stmt; readonly condition: Expr; readonly step: Stmt; readonly body: readonly Stmt[]; readonly head: Span }
    | { readonly kind: 'loop'; readonly body: readonly Stmt[]; readonly head: Span }
    | { readonly kind: 'case'; readonly subject: Expr; readonly arms: readonly { readonly values: readonly Expr[]; readonly body: readonly Stmt[] }[]; readonly otherwise: readonly Stmt[] | null; readonly head: Span }
    | { readonly kind: 'return'; readonly values: readonly Expr[] }
    | { readonly kind: 'call'; readonly call: Expr }
    | { readonly kind: 'break' | 'continue' | 'pass' | 'stop' }
    | { readonly kind: 'throw'; readonly message: string }
    | { readonly kind: 'declare'; readonly name: string; readonly value: Expr | null; readonly constant: boolean; readonly type?: string }
    | { readonly kind: 'input'; readonly target: Expr }
    | { readonly kind: 'output'; readonly values: readonly Expr[] }
    /** `last`: at the end; `set`: unless it is there; `first`: at the beginning. */
    | { readonly kind: 'add'; readonly item: Expr; readonly to: Expr; readonly where: 'last' | 'set' | 'first'; readonly priority: Expr | null }
    /** All entries of a list or table get one value. */
    | { readonly kind: 'fill'; readonly of: Expr; readonly value: Expr }
    | { readonly kind: 'remove'; readonly item: Expr; readonly from: Expr }
    | { readonly kind: 'label'; readonly of: Expr; readonly label: string }
    | { readonly kind: 'sort'; readonly of: Expr; readonly key: Expr | null; readonly variables: readonly string[]; readonly down: boolean }
    /** What could not be read; `problems` tells. */
    | { readonly kind: 'unread' }
  ); // prettier-ignore

export interface Parameter {
  readonly name: string;
  readonly span: Span;
  readonly byReference: boolean;
  /** What is said of it: `list of sortable items`, `INTEGER`. */
  readonly description: string;
}

export interface Routine {
  /** As written; null for statements outside of any routine. */
  readonly name: string | null;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Stmt[];
  /** Statements outside of any routine, named after the caption or the file. */
  readonly headless?: boolean;
  /** What `Input:` or `Require:` says, and `Output:` or `Ensure:`. */
  readonly inputs: readonly Sentence[];
  readonly outputs: readonly Sentence[];
}

/** A sentence as its words. */
export interface Sentence extends Span {
  readonly words: readonly string[];
}

export type StmtOf<K extends Stmt['kind']> = Extract<Stmt, { readonly kind: K }>;
export type ExprOf<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** Something that could not be settled: asked for, not guessed. */
export interface Problem extends Span {
  /** The piece of text it is about. */
  readonly phrase: string;
  /** A sentence that names the phrase and says what to write. */
  readonly message: string;
  /** Readings to choose from, each the text to put in the phrase's place. */
  readonly fixes: readonly { readonly title: string; readonly text: string }[];
}
