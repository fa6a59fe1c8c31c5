import { plainTracer } from '../../src/analyzer/instrument/plain-tracer.ts';
import { compareCalls, sameCall, type Called, type Verdict } from '../../src/trainer/divergence/verdict.ts';
import { eliminationTable } from '../../src/trainer/machine/audit.ts';
import { instrumentText, runInstrumented } from './evaluate.ts';
import { call, learnHere, machineOf, observe, plainFunction } from './learn-here.ts';

type Fn = (...args: unknown[]) => unknown;
type Input = readonly unknown[];

/** How many calls ended how; `difference`: the first one that is wrong, as text. */
export interface Checked {
  exact: number;
  refused: number;
  wrong: number;
  difference: string | null;
}

/** Whether a program behaves the same when instrumented: result, throw and arguments. */
export function checkInstrumented(source: string, inputs: readonly Input[]): Checked {
  const made = instrumentText(source);
  const registers = made.program.steps.map((step) => step.register);
  const silent = plainTracer(registers, () => undefined);
  const checked = compare(source, runInstrumented(made, silent)['f'] as Fn, inputs);
  const reason = made.unsupported[0]?.reason;
  return reason === undefined ? checked : { ...checked, difference: `${source}\nnot supported: ${reason}` };
}

/** How a strict machine does on fresh inputs, learned by elimination alone or by the network. */
export async function checkLearned(
  source: string,
  learner: 'elimination' | 'network',
  inputs: readonly Input[],
  fresh: readonly Input[],
): Promise<Checked> {
  if (learner === 'network') {
    const { program, decoded } = await learnHere(source, inputs);
    return compare(source, machineOf(program, decoded.table, true), fresh);
  }
  const { program, choices } = observe(instrumentText(source), inputs);
  // A step that nothing explains is refused whenever it is reached, so it would hide what is wrong.
  const lost = choices.values.find(({ candidates, survivors }) => candidates.length > 0 && survivors.length === 0);
  if (lost) throw new Error(`${source}\nnothing explains ${program.texts[lost.step] ?? lost.step}`);
  return compare(source, machineOf(program, eliminationTable(choices), true), fresh);
}

function compare(source: string, other: Fn, inputs: readonly Input[]): Checked {
  const plain = plainFunction(source);
  const checked: Checked = { exact: 0, refused: 0, wrong: 0, difference: null };
  for (const input of inputs) {
    const [expected, got] = [call(plain, input), call(other, input)];
    const verdict: Verdict = sameCall(expected, got) ? 'exact' : compareCalls(expected, got);
    checked[verdict]++;
    if (verdict === 'wrong') {
      checked.difference ??= `${source}\n${text(input)}\nexpected ${shown(expected)}\ngot ${shown(got)}`;
    }
  }
  return checked;
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
