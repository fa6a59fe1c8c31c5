import type { LearnSettings } from '../../../src/shared/jobs.ts';
import type { LearnedFunction } from '../../../src/shared/panel.ts';
import type { CheckReport, Divergence } from '../../../src/shared/report.ts';

const FILE = '/work/f.ts';
const SETTINGS: LearnSettings = {
  network: 'machine',
  steps: 'expression',
  generator: null,
  seed: 1,
  budget: 60,
  trainSize: 16,
  sizes: [16, 32],
  runs: 100,
  guess: false,
  timeout: 10,
};
const RANGE = { file: FILE, start: { line: 3, column: 5 }, end: { line: 3, column: 9 } };

export function divergence(changes: Partial<Divergence> = {}): Divergence {
  const outcome = { output: 5, threw: null, mutated: [], sameAs: null };
  return {
    input: [[1, 2]],
    expected: outcome,
    got: { ...outcome, output: 7 },
    refused: null,
    size: 32,
    shrunkFrom: null,
    step: {
      index: 4,
      range: RANGE,
      name: 'x',
      expected: 5,
      got: 7,
      state: [
        { name: 'j', value: 3 },
        { name: 'x', value: 4 },
      ],
    },
    ...changes,
  };
}

export function report(changes: Partial<CheckReport> = {}): CheckReport {
  const size = { runs: 100, refused: 0, wrong: 0, limited: 0, seconds: 0 };
  return {
    function: { file: FILE, name: 'f', signature: 'f(a: number[]): number' },
    network: {
      kind: 'machine',
      parameters: 10,
      steps: 'expression',
      audit: { choices: 9, only: 9, ambiguous: 0, untrained: 0, conflict: 0 },
    },
    training: {
      seed: 1,
      traces: 10,
      transitions: 100,
      rounds: 1,
      seconds: 1,
      backend: 'wasm',
      stopped: 'done',
      size: 16,
    },
    generalisation: [
      { ...size, size: 16, exact: 100 },
      { ...size, size: 32, exact: 90, wrong: 10 },
    ],
    oneStep: null,
    unknown: { branches: [], ambiguous: [], missing: [] },
    divergence: null,
    others: [],
    model: 'f-1',
    ...changes,
  };
}

/** A function that was learned, unless the changes say otherwise. */
export function learned(changes: Partial<LearnedFunction> = {}): LearnedFunction {
  return {
    id: 'f-1',
    file: FILE,
    name: 'f',
    phase: 'done',
    progress: 1,
    paused: false,
    settings: SETTINGS,
    wanted: SETTINGS,
    resumed: false,
    examples: [],
    startedAt: 1,
    finishedAt: 2,
    curve: [],
    story: [],
    sizes: [],
    measuring: null,
    report: report(),
    listing: null,
    failure: null,
    text: 'function f() {}',
    recheck: null,
    comparison: null,
    ...changes,
  };
}
