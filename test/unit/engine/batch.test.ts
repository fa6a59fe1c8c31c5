import assert from 'node:assert/strict';
import type { Host } from '../../../src/analyzer/sandbox/host.ts';
import { Batch } from '../../../src/engine/realm/batch.ts';
import { UserError } from '../../../src/shared/errors.ts';

const STOP = new Error('stopped from outside');

/** A host that stops pieces where the test says, as the sandbox does: for want of time, or to run them anew. */
function hostThat(ends: (run: number) => 'ok' | 'time' | 'anew'): Host {
  let runs = 0;
  return {
    limited(_ms, fn) {
      for (;;) {
        const end = ends(runs++);
        try {
          fn();
          return 'ok';
        } catch (error) {
          if (error !== STOP) throw error;
          if (end === 'time') return 'time';
        }
      }
    },
    now: () => 0,
    compile: () => assert.fail(),
  };
}

describe('batch of runs', () => {
  it('leaves a piece behind that takes too long, and tells of it', () => {
    const batch = new Batch(
      hostThat(() => 'time'),
      10,
    );
    const done: number[] = [];
    let told = 0;
    batch.onLate = () => told++;
    batch.many(4, (i) => {
      if (i === 1) throw STOP;
      done.push(i);
    });
    assert.deepEqual([done, batch.late, told], [[0, 2, 3], 1, 1]);
  });

  it('runs a piece again that had no time, and holds it against nobody', () => {
    const batch = new Batch(
      hostThat(() => 'anew'),
      10,
    );
    const done: number[] = [];
    let waits = 2;
    batch.onLate = () => assert.fail('not late');
    batch.many(4, (i) => {
      if (i === 1 && waits-- > 0) throw STOP;
      done.push(i);
    });
    assert.deepEqual([done, batch.late], [[0, 1, 2, 3], 0]);
  });

  it('draws the same for a piece that it runs again, and anew for the next', () => {
    const batch = new Batch(
      hostThat((run) => (run === 4 ? 'time' : 'anew')),
      10,
    );
    let drawn = 0;
    let waits = 3;
    const done: [number, number][] = [];
    batch.many(4, (i) => {
      const input = batch.once(() => drawn++);
      if (i === 1 && waits-- > 0) throw STOP;
      if (i === 2) throw STOP;
      done.push([i, input]);
    });
    assert.deepEqual(
      [done, batch.late],
      [
        [
          [0, 0],
          [1, 1],
          [3, 3],
        ],
        1,
      ],
    );
  });

  it('runs no piece again that had ended when the time was over', () => {
    const done: number[] = [];
    let stops = 1;
    const batch = new Batch(
      hostThat(() => 'anew'),
      10,
    );
    batch.enough = () => {
      if (done.length === 2 && stops-- > 0) throw STOP;
      return false;
    };
    batch.many(3, (i) => done.push(i));
    assert.deepEqual(done, [0, 1, 2]);
  });

  it('says of a single piece that it takes too long', () => {
    const batch = new Batch(
      hostThat(() => 'time'),
      2000,
    );
    assert.throws(
      () =>
        batch.one(() => {
          throw STOP;
        }),
      (error) => error instanceof UserError && error.exitCode === 4 && /^One call took over 2 s: /.test(error.message),
    );
  });
});
