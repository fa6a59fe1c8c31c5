import type { Program, StepId } from '../../../shared/program.ts';
import type { Candidate } from './candidates.ts';
import learned from './prior.json' with { type: 'json' };
import type { Trait } from './traits.ts';

/** What is known of candidates before a program has run once, as log odds; 0 where nothing is said. */
export interface Prior {
  /**
   * By feature ({@link candidateFeature}); the network goes on learning these, shared by all steps of the program. A property
   * or method that is not here has the weight of its kind: what one program calls its own says nothing of others.
   */
  readonly features: Readonly<Record<string, number>>;
  /** By shape of the step (each of {@link shapesOf}) and feature: `<` is likelier where a name is compared with a literal. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By kind of candidate: what e-fold further places in the list of candidates cost. Negative: later ones are likelier, as with variables. */
  readonly order: Readonly<Record<string, number>>;
  /** Of variables among which the traces don't decide. */
  readonly traits: Readonly<Partial<Record<Trait, number>>>;
}

/** Learned from what was open after a few traces of other programs and was settled by many (`npm run bench -- prior`). */
export const PRIOR: Prior = learned;

/** For whole expressions (statement steps) up to a size: each part more counts against one. */
export function simplicityPrior(parts: number): Prior {
  const sizes = Array.from({ length: parts }, (_, i) => i + 1);
  const features = Object.fromEntries(sizes.map((size) => [`expression of ${size} parts`, -size / 4]));
  return { features, shapes: {}, order: {}, traits: {} };
}

/**
 * What the syntax says of a step, exactly and roughly: its kind, the kinds of its parts, what its value is tested for; whether a literal is among
 * its parts, and what it is tested for. Other programs have seldom had just this shape.
 */
export function shapesOf(program: Program, id: StepId): readonly string[] {
  const step = program.steps[id];
  if (!step) return [];
  const parts = 'children' in step ? step.children.map((child) => partOf(program, child)) : [];
  const tested = step.decides ? ` ${step.decides}` : '';
  return [
    `${step.kind}(${parts.join(', ')})${tested}`,
    (parts.includes('literal') ? 'literal' : 'no literal') + tested,
  ];
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

interface Described {
  readonly kind: Candidate['kind'];
  readonly feature: string;
  readonly traits: readonly Trait[];
}

/** What kind, shape, order and traits say of a step's candidates, beyond what their features' own weights do: [candidates], log odds. */
export function biases(prior: Prior, shapes: readonly string[], candidates: readonly Described[]): number[] {
  const { features, order } = prior;
  return candidates.map(({ kind, feature, traits }, i) => {
    const isKnown = Object.hasOwn(features, feature);
    const ofKind = isKnown ? 0 : (features[kind] ?? 0);
    const named = isKnown ? feature : kind;
    const ofShapes = shapes.reduce((sum, shape) => sum + (prior.shapes[shape]?.[named] ?? 0), 0);
    const ofTraits = traits.reduce((sum, trait) => sum + (prior.traits[trait] ?? 0), 0);
    return ofKind + ofShapes + ofTraits - (order[kind] ?? 0) * orderOf(i);
  });
}
