import type { ClrsTraining } from '../../src/trainer/clrs/train.ts';

/** How the CLRS network is trained on an algorithm of the benchmark. */
export interface MpnnRecipe extends Pick<
  ClrsTraining,
  'rounds' | 'triplets' | 'hidden' | 'pairs' | 'unroll' | 'ownHints' | 'learningRate'
> {
  /**
   * Weights of a training run are multiplied by one number between 1 − `shrink` and 1: in graphs of 64 nodes distances are shorter, and
   * nearer to each other, than in those of 16.
   */
  readonly shrink: number;
  /** Of the budget, which share is needed. */
  readonly share: number;
}

const COMMON = { hidden: 64, pairs: 8_192, unroll: 2, ownHints: 0.5, learningRate: 2e-3, shrink: 0, share: 1 };

export const MPNN_RECIPES: Readonly<Record<string, MpnnRecipe>> = {
  bfs: { ...COMMON, share: 0.3 },
  minimum: COMMON,
  bellman_ford: { ...COMMON, pairs: 4_096, shrink: 0.5 },
  dijkstra: { ...COMMON, pairs: 4_096, shrink: 0.5, rounds: 2 },
};
