import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainTracer } from '../../../src/analyzer/instrument/plain-tracer.ts';
import { compareCalls, sameCall, type Called } from '../../../src/trainer/divergence/verdict.ts';
import { instrumentText, runInstrumented } from '../../support/evaluate.ts';
import { call, learnHere, machineOf, observe, plainFunction } from '../../support/learn-here.ts';
import { argumentLists, programs } from '../../support/random-programs.ts';
import { eliminationTable } from '../../../src/trainer/machine/audit.ts';

/** Fixed, so that the ring is the same every time; set FUZZ_SEED and FUZZ_RUNS to look further. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260101);
const SCALE = Number(process.env['FUZZ_RUNS'] ?? 1);

/** Lists of arguments. Only programs are made smaller, else that takes minutes. */
function some(count: number): fc.Arbitrary<unknown[][]> {
  return fc.noShrink(fc.array(argumentLists, { minLength: count, maxLength: count }));
}

/** JSON, without running getters that throw. */
function text(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    return `something whose text throws ${String(error)}`;
  }
}

function shown({ output, threw, args }: Called): string {
  const end = threw ? `throws ${String(threw.error)}` : `returns ${text(output)}`;
  return `${end}, arguments ${text(args)}`;
}

describe('random programs', function () {
  this.timeout(120_000 * SCALE);

  it('are valid, and most of them do something', () => {
    const sample = fc.sample(programs, { numRuns: 100, seed: SEED });
    const ends = sample.map((source) => JSON.stringify(call(plainFunction(source), [[3, 1, 2], 4, 'ab c']).output));
    assert.ok(new Set(ends).size > 30, `${new Set(ends).size} different results of 100`);
  });

  it('behave the same when instrumented: result, throw and arguments', () => {
    const property = fc.property(programs, some(4), (source, lists) => {
      const plain = plainFunction(source);
      const made = instrumentText(source);
      assert.deepEqual(made.unsupported, []);
      const registers = made.program.steps.map((step) => step.register);
      const traced = runInstrumented(
        made,
        plainTracer(registers, () => undefined),
      )['f'];
      assert.ok(traced);
      for (const input of lists) {
        const [expected, got] = [call(plain, input), call(traced, input)];
        assert.ok(
          sameCall(expected, got),
          `${source}\n${JSON.stringify(input)}\nexpected ${shown(expected)}\ngot ${shown(got)}`,
        );
      }
    });
    fc.assert(property, { numRuns: 300 * SCALE, seed: SEED });
  });

  const draws = some(40);
  const fresh = some(20);

  it('are the same or refused, never silently wrong, when learned by elimination alone', () => {
    const property = fc.property(programs, draws, fresh, (source, inputs, others) => {
      const plain = plainFunction(source);
      const { program, choices } = observe(instrumentText(source), inputs);
      // A step that nothing explains is refused whenever it is reached, so it would hide what is wrong.
      for (const { step, candidates, survivors } of choices.values) {
        assert.ok(
          candidates.length === 0 || survivors.length > 0,
          `${source}\nnothing explains ${program.texts[step] ?? step}`,
        );
      }
      const machine = machineOf(program, eliminationTable(choices), true);
      for (const input of others) {
        const [expected, got] = [call(plain, input), call(machine, input)];
        assert.ok(
          compareCalls(expected, got) === 'refused' || sameCall(expected, got),
          `${source}\n${JSON.stringify(input)}\nexpected ${shown(expected)}\ngot ${shown(got)}`,
        );
      }
    });
    fc.assert(property, { numRuns: 60 * SCALE, seed: SEED });
  });

  it('are the same or refused, never silently wrong, when learned by the network', async () => {
    const property = fc.asyncProperty(programs, draws, fresh, async (source, inputs, others) => {
      const plain = plainFunction(source);
      const { program, decoded } = await learnHere(source, inputs);
      const machine = machineOf(program, decoded.table, true);
      for (const input of others) {
        const [expected, got] = [call(plain, input), call(machine, input)];
        assert.ok(
          compareCalls(expected, got) === 'refused' || sameCall(expected, got),
          `${source}\n${JSON.stringify(input)}\nexpected ${shown(expected)}\ngot ${shown(got)}`,
        );
      }
    });
    await fc.assert(property, { numRuns: 20 * SCALE, seed: SEED });
  });
});
