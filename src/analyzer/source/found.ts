import type ts from 'typescript';
import type { Range } from '../../shared/range.ts';

/** A function with a body. */
export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** How code at the end of the module gets at the function. */
export type Reach =
  /** A name in the module's scope. */
  | { readonly kind: 'name'; readonly name: string }
  /** `export default` of something without a name. */
  | { readonly kind: 'default'; readonly statement: ts.Statement }
  /** A function expression in the module's scope, e.g. `(...args) => Stack.of(...args)`. */
  | { readonly kind: 'expression'; readonly code: string }
  /** Inside a function that runs when the module is loaded: `code` is what it is called at the offset `at`. */
  | { readonly kind: 'inside'; readonly code: string; readonly at: number }
  /** Not at all; the reason says what to do about it. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** What makes the object that a method is called on; its first arguments come before the method's own. */
export interface Maker {
  /** What the class is called in the module's code. */
  readonly code: string;
  readonly node: ts.ConstructorDeclaration | ts.FunctionDeclaration | ts.FunctionExpression;
  /** How many arguments it is given: those that it can't do without. */
  readonly count: number;
}

export interface FoundFunction {
  /** `name`, `Class.method`, `bag.name` or `default`. */
  readonly name: string;
  /** Other names it can be asked for by: those it is exported under. */
  readonly aliases: readonly string[];
  /** The implementation. */
  readonly node: FunctionNode;
  /** The whole declaration, and the name alone (for an anonymous function, both are the function). */
  readonly range: Range;
  readonly nameRange: Range;
  readonly reach: Reach;
  /** Absent for what is no method, and where the object is made without arguments. */
  readonly maker?: Maker;
  /** What callers see: all overloads, or the declaration file's signatures for JavaScript. Needs the checker. */
  readonly signatures: readonly ts.Signature[];
  /** The declaration of the first signature, with its parameters' types and JSDoc. */
  readonly declaration: ts.SignatureDeclaration;
  /** The first signature as text: `insertionSort(a: number[]): number[]`, `new Queue(size: number).push(x: number): void`. */
  readonly signature: string;
}

/** A function before its types are asked for. */
export interface Candidate {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly node: FunctionNode;
  readonly declared: ts.Node;
  readonly nameNode: ts.Node;
  readonly reach: Reach;
  readonly maker?: Maker;
}
