import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyCompareEvent, applyEvent } from '../../../src/extension/learning/progress.ts';
import type { Comparison } from '../../../src/shared/comparison.ts';
import type { LearnEvent } from '../../../src/shared/events.ts';
import { learned } from './learned.ts';

const event = fc.oneof(
  fc.record({
    kind: fc.constant('traced' as const),
    traces: fc.nat(),
    steps: fc.nat(),
    informative: fc.nat(),
    taught: fc.constant([[1]]),
  }),
  fc.record({
    kind: fc.constant('training' as const),
    round: fc.nat(9),
    iteration: fc.nat(200),
    loss: fc.double({ min: 0, max: 9 }),
    accuracy: fc.double({ min: 0, max: 1 }),
  }),
  fc.record({ kind: fc.constant('decided' as const), round: fc.nat(9), choices: fc.nat(), only: fc.nat() }),
  fc.record({ kind: fc.constant('measuring' as const), size: fc.nat(1000) }),
);

function after(events: readonly LearnEvent[]): ReturnType<typeof learned> {
  return events.reduce(applyEvent, learned({ phase: 'waiting', progress: 0, sizes: [] }));
}

describe('the progress of learning', () => {
  it('never goes back and stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let before = 0;
        for (let i = 0; i <= events.length; i++) {
          const { progress } = after(events.slice(0, i));
          assert.ok(progress >= before && progress <= 1);
          before = progress;
        }
      }),
    );
  });

  it('lays the rounds of a curve one after the other', () => {
    const training = (round: number, iteration: number): LearnEvent => ({
      kind: 'training',
      round,
      iteration,
      loss: 1,
      accuracy: 0,
    });
    const { curve } = after([training(0, 5), training(0, 10), training(1, 5), training(1, 10), training(2, 5)]);
    assert.deepEqual(
      curve.map(({ iteration }) => iteration),
      [5, 10, 15, 20, 25],
    );
  });

  it('keeps a long curve short, and its last point', () => {
    const events = Array.from({ length: 5000 }, (_, i): LearnEvent => ({
      kind: 'training',
      round: 0,
      iteration: i,
      loss: 1 / (i + 1),
      accuracy: 0,
    }));
    const { curve } = after(events);
    assert.ok(curve.length <= 601);
    assert.equal(curve.at(-1)?.iteration, 4999);
  });

  it('follows the budget where that is what ends training', () => {
    const at = (seconds: number): LearnEvent => ({
      kind: 'training',
      ...{ round: 0, iteration: 1, loss: 1, accuracy: 0, seconds },
    });
    const shares = [0, 30, 60, 90].map((seconds) => after([at(seconds)]).progress);
    assert.deepEqual(
      shares.map((share) => share.toFixed(2)),
      ['0.10', '0.40', '0.70', '0.70'],
    );
  });

  it('of a comparison grows with each training that ends, also where a network can not learn', () => {
    const compared = (names: readonly string[]): Comparison => ({
      ...{ function: { file: '', name: 'f', signature: '' }, sizes: [4], trainSize: 4, budget: 1, backend: 'wasm' },
      networks: names.map((name) => ({
        ...{ name, network: 'mpnn', steps: 'expression' },
        runs: name === 'bad' ? [] : [{ seed: 1, parameters: 1, seconds: 1, stopped: 'done', results: [] }],
        failed: name === 'bad' ? 'no' : null,
      })),
    });
    const comparison = { state: 'running', doing: '', result: null, text: '' } as const;
    let fn = learned({ phase: 'comparing', progress: 0, comparison });
    const seen = [['one'], ['one', 'bad']].map((names) => {
      fn = applyCompareEvent(fn, { kind: 'so-far', comparison: compared(names) }, { networks: 4, seeds: 1 });
      return fn.progress;
    });
    assert.deepEqual(seen, [0.25, 0.5]);
    const event = { kind: 'measuring', size: 1000 } as const;
    fn = applyCompareEvent(fn, { kind: 'doing', name: 'mpnn', seed: 2, event }, { networks: 4, seeds: 1 });
    assert.deepEqual([fn.comparison?.doing, fn.progress], ['mpnn, seed 2: measuring at size 1,000', 0.5]);
  });

  it('keeps what was measured, in order', () => {
    const result = { size: 4, runs: 10, exact: 10, refused: 0, wrong: 0, limited: 0, seconds: 0.1 };
    const fn = after([
      { kind: 'measuring', size: 4 },
      { kind: 'measured', result },
    ]);
    assert.deepEqual(fn.sizes, [result]);
    assert.equal(fn.measuring, null);
    assert.equal(fn.phase, 'measuring');
  });
});
