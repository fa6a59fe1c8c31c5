import type { SizeResult } from '../../src/shared/report.ts';
import type { LearnOutcome } from './job.ts';

/** Ways of making a program of the same traces: the network, and those of rivals.ts. */
export const LEARNERS = ['network', 'elimination', 'counting'] as const;
export type Learner = (typeof LEARNERS)[number];

/** Counts by size; none if learning failed. */
export function exactRuns(outcome: LearnOutcome, learner: Learner): readonly SizeResult[] {
  if (outcome.status !== 'learned') return [];
  return learner === 'network' ? outcome.sizes : (outcome.rivals[learner] ?? []);
}
