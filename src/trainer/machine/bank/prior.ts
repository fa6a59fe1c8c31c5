import type { Program, StepId } from '../../../shared/program.ts';
import type { Candidate } from './candidates.ts';
import learned from './prior.json' with { type: 'json' };

/** What is known of candidates before a program has run once, as log odds; 0 where nothing is said. */
export interface Prior {
  /**
   * By feature ({@link candidateFeature}); the network goes on learning these, shared by all steps of the program. A property
   * or method that is not here has the weight of its kind: what one program calls its own says nothing of others.
   */
  readonly features: Readonly<Record<string, number>>;
  /** By shape of the step ({@link shapeOf}) and feature: `<` is likelier where a name is compared with a literal. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By kind of candidate: what e-fold further places in the list of candidates cost. Negative: later ones are likelier, as with variables. */
  readonly order: Readonly<Record<string, number>>;
}

/** Learned from what was open after a few traces of other programs and was settled by many (`npm run bench -- prior`). */
export const PRIOR: Prior = learned;

/** For whole expressions (statement steps) up to a size: each part more counts against one. */
export function simplicityPrior(parts: number): Prior {
  const sizes = Array.from({ length: parts }, (_, i) => i + 1);
  const features = Object.fromEntries(sizes.map((size) => [`expression of ${size} parts`, -size / 4]));
  return { features, shapes: {}, order: {} };
}

/** What the syntax says of a step: its kind, the kinds of its parts, what its value is tested for. */
export function shapeOf(program: Program, id: StepId): string {
  const step = program.steps[id];
  if (!step) return '';
  const parts = 'children' in step ? step.children.map((child) => partOf(program, child)).join(', ') : '';
  return `${step.kind}(${parts})${step.decides ? ` ${step.decides}` : ''}`;
}

function partOf(program: Program, id: StepId): string {
  const part = program.steps[id];
  if (part?.kind === 'leaf') return part.literal ? 'literal' : 'name';
  return part?.kind ?? 'hole';
}

/** How far down the list a candidate stands, in e-folds. */
export function orderOf(index: number): number {
  return Math.log(1 + index);
}

/** What kind, shape and order say of a step's candidates, beyond what their features' own weights do: [candidates], log odds. */
export function biases(
  { features, shapes, order }: Prior,
  shape: string,
  candidates: readonly { readonly kind: Candidate['kind']; readonly feature: string }[],
): number[] {
  const ofShape = shapes[shape] ?? {};
  return candidates.map(({ kind, feature }, i) => {
    const isKnown = Object.hasOwn(features, feature);
    const ofKind = isKnown ? 0 : (features[kind] ?? 0);
    return ofKind + (ofShape[isKnown ? feature : kind] ?? 0) - (order[kind] ?? 0) * orderOf(i);
  });
}
