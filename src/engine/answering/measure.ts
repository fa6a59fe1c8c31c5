import { decodeInput } from '../../analyzer/inputs/functions.ts';
import { shrinkInput } from '../../analyzer/inputs/shrink.ts';
import { UserError } from '../../shared/errors.ts';
import type { Divergence, Outcome, SizeResult } from '../../shared/report.ts';
import { encode, type Wire } from '../../shared/values.ts';
import type { AnsweringNetwork, Example } from '../../trainer/example.ts';
import { seedOfSize, type MeasureEvent, type MeasureOptions } from '../measure.ts';
import type { Pauses } from '../pauses.ts';
import type { InputSource } from '../realm/protocol.ts';
import type { RealmClient } from '../realm-client.ts';

interface Failed {
  readonly size: number;
  readonly example: Example;
  readonly verdict: 'wrong' | 'refused';
}

const GRACE_MS = 15_000;
/** Values of the arguments that are drawn at a time, about. */
const PORTION = 1_600;
const MAX_PORTION = 50;
/** Inputs that are tried to make a failing one smaller, and the time for it. */
const SHRINK = { maxCalls: 150, deadlineMs: 4_000 };

/** Compares network and function on fresh inputs, size by size; gives the counts and the first failure. */
export async function measureAnswers(
  realm: RealmClient,
  network: AnsweringNetwork,
  options: MeasureOptions,
  onEvent: (event: MeasureEvent) => void = () => undefined,
  pauses?: Pauses,
): Promise<{ readonly results: readonly SizeResult[]; readonly found: Failed | null }> {
  const results: SizeResult[] = [];
  let found: Failed | null = null;
  for (const size of options.sizes) {
    onEvent({ kind: 'measuring', size });
    const count = { runs: 0, exact: 0, refused: 0, wrong: 0, limited: 0 };
    const scores: number[] = [];
    const started = performance.now();
    const deadline = started + options.boxMs;
    const portion = Math.max(1, Math.min(MAX_PORTION, Math.floor(PORTION / Math.max(1, size))));
    for (let asked = 0; asked < options.runs && (asked === 0 || performance.now() < deadline); asked += portion) {
      await pauses?.passed();
      const request = {
        count: Math.min(portion, options.runs - asked),
        from: asked,
        size,
        exact: true,
        seed: seedOfSize(options.seed, size),
        ms: options.boxMs,
      };
      const examples = await realm.call('examples', request, 3 * options.boxMs + GRACE_MS);
      count.limited += request.count - examples.length;
      const judgements = network.judge(examples, deadline);
      for (const { example: index, verdict, score } of judgements) {
        count.runs++;
        count[verdict]++;
        if (score !== null) scores.push(score);
        const example = examples[index];
        if (verdict !== 'exact' && example && (found === null || (found.verdict === 'refused' && verdict === 'wrong')))
          found = { size, example, verdict };
      }
    }
    const score = scores.length > 0 ? { score: scores.reduce((a, b) => a + b, 0) / scores.length } : {};
    const result = { size, ...count, seconds: (performance.now() - started) / 1000, ...score };
    results.push(result);
    onEvent({ kind: 'measured', result });
  }
  return { results, found };
}

/** Makes a failing input small and asks the network what it answers to it. */
export async function explainAnswer(
  realm: RealmClient,
  network: AnsweringNetwork,
  inputs: InputSource,
  { size, example, verdict }: Failed,
): Promise<Divergence> {
  let failing = example;
  if (inputs.kind === 'spec' && verdict === 'wrong') {
    const stillFails = async (candidate: readonly unknown[]): Promise<boolean> => {
      const input = candidate.map((arg) => encode(arg));
      const outcome = await outcomeOn(realm, input);
      if (!outcome || network.judge([{ input, outcome }], 0)[0]?.verdict !== 'wrong') return false;
      failing = { input, outcome };
      return true;
    };
    await shrinkInput(inputs.spec, decodeInput(example.input), stillFails, SHRINK);
  }
  const { input, outcome } = failing;
  const answer = answerTo(network, input);
  return {
    input,
    expected: outcome,
    got: answer.outcome,
    refused: answer.refused,
    size,
    shrunkFrom: failing === example ? null : example.input,
    step: null,
  };
}

/** What a network that answers as a whole says to an input, or why it says nothing. */
export function answerTo(
  network: AnsweringNetwork,
  input: readonly Wire[],
): { readonly outcome: Outcome; readonly refused: string | null } {
  const outcome = network.answer(input);
  if (outcome) return { outcome, refused: null };
  return {
    outcome: { output: null, threw: null, mutated: input, sameAs: null },
    refused: network.refusal(input) ?? 'what the network answers stands for no value',
  };
}

async function outcomeOn(realm: RealmClient, input: readonly Wire[]): Promise<Outcome | null> {
  try {
    return (await realm.call('call', { inputs: [input] }, GRACE_MS))[0] ?? null;
  } catch (error) {
    // A call that does not end in time shows nothing.
    if (error instanceof UserError || (error as Error).name === 'LimitError') return null;
    throw error;
  }
}
