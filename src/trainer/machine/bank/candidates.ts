import type { Program, ScopeId, StepId } from '../../../shared/program.ts';
import { BINARY, LOGICAL, UNARY } from './operators.ts';

/** One way in which a step may get its value, or a step that may come next. */
export type Candidate =
  | { readonly kind: 'variable'; readonly scope: ScopeId; readonly slot: number }
  | { readonly kind: 'constant'; readonly literal: Literal }
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'unary'; readonly index: number }
  | { readonly kind: 'binary'; readonly index: number }
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'template' }
  | { readonly kind: 'array' }
  | { readonly kind: 'call' }
  | { readonly kind: 'new' }
  | { readonly kind: 'method'; readonly name: string }
  /** `o[k](…)`: the second operand is the method's name. */
  | { readonly kind: 'element' }
  /** `f.call(o, …)`: the second operand is called on the first. */
  | { readonly kind: 'receiver' }
  | { readonly kind: 'next'; readonly step: StepId }
  /** The value of a step inside the expression. */
  | { readonly kind: 'register'; readonly step: StepId }
  | { readonly kind: 'logical'; readonly index: number }
  /** `x?.name` */
  | { readonly kind: 'optional'; readonly name: string }
  /** A whole expression: an operation over expressions. */
  | Tree;

export interface Tree {
  readonly kind: 'tree';
  readonly head: Candidate;
  readonly parts: readonly Candidate[];
}

export type Literal = Program['literals'][number] | { readonly undefined: true };

/** Identifies a candidate within its step; stable across runs. */
export function candidateKey(candidate: Candidate): string {
  switch (candidate.kind) {
    case 'variable':
      return `variable ${candidate.scope}.${candidate.slot}`;
    case 'constant':
      return `constant ${JSON.stringify(candidate.literal)}`;
    case 'global':
      return `global ${candidate.name}`;
    case 'unary':
      return `unary ${UNARY[candidate.index]?.symbol ?? ''}`;
    case 'binary':
      return `binary ${BINARY[candidate.index]?.symbol ?? ''}`;
    case 'property':
      return `property ${candidate.name}`;
    case 'method':
      return `method ${candidate.name}`;
    case 'next':
      return `next ${candidate.step}`;
    case 'register':
      return `register ${candidate.step}`;
    case 'logical':
      return `logical ${LOGICAL[candidate.index]?.symbol ?? ''}`;
    case 'optional':
      return `optional ${candidate.name}`;
    case 'tree':
      return `(${[candidate.head, ...candidate.parts].map((part) => candidateKey(part)).join(', ')})`;
    default:
      return candidate.kind;
  }
}

/**
 * What a candidate has in common with candidates of other steps. The network learns one weight for each, shared by all
 * steps: an operator that is certain in one place is likelier in another.
 */
export function candidateFeature(candidate: Candidate, hops: (scope: ScopeId) => number): string {
  switch (candidate.kind) {
    case 'variable':
      return `variable, ${Math.min(hops(candidate.scope), 3)} scopes out`;
    case 'constant':
    case 'next':
    case 'register':
      return candidate.kind;
    case 'tree':
      return `expression of ${treeSize(candidate)} parts`;
    default:
      return candidateKey(candidate);
  }
}

/** Names, literals and operations that an expression consists of. */
function treeSize(candidate: Candidate): number {
  if (candidate.kind !== 'tree') return 1;
  return candidate.parts.reduce((sum, part) => sum + treeSize(part), 1);
}

/** The elimination baseline's hand-set order of preference: lower is preferred. */
export function candidateCost(candidate: Candidate): number {
  switch (candidate.kind) {
    case 'unary':
      return UNARY[candidate.index]?.cost ?? 1;
    case 'binary':
      return BINARY[candidate.index]?.cost ?? 1;
    case 'property':
    case 'method':
      return 0.5;
    case 'call':
      return 0.4;
    case 'new':
    case 'element':
    case 'receiver':
      return 1.5;
    case 'template':
      return 2;
    case 'tree':
      return treeSize(candidate);
    default:
      return 1;
  }
}

/** Wire form of a literal as a value. */
export function literalValue(literal: Literal): string | number | boolean | bigint | null | undefined {
  if (typeof literal !== 'object' || literal === null) return literal;
  return 'undefined' in literal ? undefined : BigInt(literal.bigint);
}

/** How many scopes lie between a scope and one around it; −1 if it is not around it. */
export function scopeDistance(program: Program, from: ScopeId, to: ScopeId): number {
  let hops = 0;
  for (let s = from; s >= 0; s = program.scopes[s]?.parent ?? -1) {
    if (s === to) return hops;
    hops++;
  }
  return -1;
}
