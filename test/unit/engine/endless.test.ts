import assert from 'node:assert/strict';
import { Batch } from '../../../src/engine/realm/batch.ts';
import { Endless } from '../../../src/engine/realm/endless.ts';
import { Callable } from '../../../src/engine/realm/modules.ts';
import { bounded, LONG_RUN_STEPS, stepLimited } from '../../../src/engine/realm/step-limited.ts';
import { instrumentText, runInstrumented } from '../../support/evaluate.ts';

describe('inputs that a function does not end on', () => {
  it('are told by what none that ended had', () => {
    const endless = new Endless();
    endless.noteEnded(['abc', 'a']);
    endless.noteEnded(['', 'b']);
    assert.equal(endless.likely(['abc', '']), false);
    endless.noteHung(['abc', '']);
    assert.equal(endless.likely(['x', '']), true);
    assert.equal(endless.likely(['', 'x']), false);
  });

  it('two things together are blamed when it happened twice', () => {
    const endless = new Endless();
    for (const input of [[0, 5, 1], [5, 2, -1], [3, 3, 0]]) endless.noteEnded(input); // prettier-ignore
    endless.noteHung([1, 9, -1]);
    assert.equal(endless.likely([2, 7, -2]), false);
    endless.noteHung([2, 8, -3]);
    assert.equal(endless.likely([2, 7, -2]), true);
    assert.equal(endless.likely([7, 2, -2]), false);
  });

  it('an input like one that ended later is drawn again', () => {
    const endless = new Endless();
    endless.noteHung([0]);
    assert.equal(endless.likely([0]), true);
    endless.noteEnded([0]);
    assert.equal(endless.likely([0]), false);
  });

  it('are not those that are only too long for a trace', () => {
    const made = instrumentText('export function f(n) { let i = 0; while (i < n || n < 0) i++; return i; }');
    const endless = new Endless();
    const batch = new Batch({} as ConstructorParameters<typeof Batch>[0], 1000);
    const make: Parameters<typeof bounded>[1] = (tracer) =>
      new Callable(() => runInstrumented(made, tracer).f as () => unknown, false);
    const ends = stepLimited(bounded(made.program, make), endless, 1000);
    assert.equal(ends([LONG_RUN_STEPS / 10], batch), null);
    assert.equal(endless.any, false);
    assert.equal(ends([2], batch)?.output, 2);
    assert.equal(ends([-1], batch), null);
    assert.equal(endless.any, true);
    assert.equal(endless.likely([-1]), true);
  });

  it('do not count what a module does before the call', () => {
    const made = instrumentText(
      'const table = []; for (let i = 0; i < 500; i++) table.push(i); export function f(n) { return table[n]; }',
    );
    const make: Parameters<typeof bounded>[1] = (tracer) =>
      new Callable(() => runInstrumented(made, tracer).f as () => unknown, true);
    const call = bounded(made.program, make);
    assert.equal(call([7], 100)?.output, 7);
    assert.equal(call([8], 1), null);
  });
});
