import { inputsFor } from '../../src/engine/commands/learn.ts';
import { learn, openRealm, trainCallMs } from '../../src/engine/learn.ts';
import type { RealmClient } from '../../src/engine/realm-client.ts';
import { openTarget, requireLearnable, type Target } from '../../src/engine/target.ts';
import { deriveSeed } from '../../src/shared/random.ts';
import type { StepId } from '../../src/shared/program.ts';
import { candidateCost, candidateKey, type Candidate } from '../../src/trainer/machine/bank/candidates.ts';
import { PRIOR, shapesOf } from '../../src/trainer/machine/bank/prior.ts';
import { Traits, type Trait } from '../../src/trainer/machine/bank/traits.ts';
import { toChoices } from '../../src/trainer/machine/choices.ts';
import { trainingData, type Choices, type Decoded } from '../../src/trainer/machine/decode.ts';

/** Candidates that a few traces could not tell apart, and which of them many traces showed to be right. */
export interface Tie {
  readonly program: string;
  /** Of the step, see {@link shapesOf}. */
  readonly shapes: readonly string[];
  readonly candidates: readonly TiedCandidate[];
  /** Elimination's hand-set costs. */
  readonly costs: readonly number[];
  readonly truth: number;
}

export interface TiedCandidate {
  readonly kind: Candidate['kind'];
  readonly feature: string;
  /** In the list of all candidates of the step. */
  readonly index: number;
  readonly traits: readonly Trait[];
}

const TIMEOUT_SECONDS = 5;
const GRACE_MS = 15_000;
const TRACES = [3, 10, 30];
const SEEDS = [1, 2, 3, 4, 5, 6];

/** Learns a function from many traces, then asks what a few would have left open. @throws {UserError} */
export async function collectTies(name: string, generator: string | undefined, trainSize: number): Promise<Tie[]> {
  const target = await openTarget(name);
  requireLearnable(target);
  const realm = await openRealm(target, null, trainCallMs(TIMEOUT_SECONDS));
  try {
    const { inputs } = await inputsFor(target, realm, generator, 1);
    const options = { seed: 1, budget: 20, trainSize, guess: true, inputs, timeout: TIMEOUT_SECONDS };
    const { decoded, size } = await learn(target, options, realm);
    const truths = certain(decoded);
    const ties: Tie[] = [];
    for (const traces of TRACES) {
      for (const seed of SEEDS) {
        const choices = await observeFew(realm, traces, size, seed);
        ties.push(...tiesOf(target, choices, truths));
      }
    }
    return ties;
  } finally {
    await realm.dispose();
  }
}

/** Where one candidate alone is left, it is what the program does. */
function certain({ decisions }: Decoded): ReadonlyMap<StepId, string> {
  const only = decisions.filter(({ status }) => status === 'only');
  return new Map(only.map(({ step, candidate }) => [step, candidateKey(candidate)]));
}

async function observeFew(realm: RealmClient, count: number, size: number, seed: number): Promise<Choices> {
  await realm.call('reset', { seed: deriveSeed(seed, 61), noise: null }, GRACE_MS);
  await realm.call('observe', { count, size, mutate: false, maxSteps: 1_000_000, ms: 5_000 }, GRACE_MS);
  return toChoices(await realm.call('evidence', null, GRACE_MS));
}

function tiesOf(target: Target, choices: Choices, truths: ReadonlyMap<StepId, string>): Tie[] {
  const { program } = target.instrumented;
  const known = choices.values.filter(({ candidates }) => candidates.length > 0);
  const data = trainingData(program, { ...choices, values: known }, PRIOR);
  const traits = new Traits(program);
  return known.flatMap((choice, i) => {
    const { step, candidates, survivors } = choice;
    const truth = survivors.findIndex((at) => candidateKey(candidates[at] as Candidate) === truths.get(step));
    if (truth < 0 || survivors.length < 2) return [];
    const ofEach = traits.of(choice);
    return [
      {
        program: target.file,
        shapes: shapesOf(program, step),
        candidates: survivors.map((index) => ({
          kind: (candidates[index] as Candidate).kind,
          feature: data[i]?.candidates[index]?.feature ?? '',
          index,
          traits: ofEach[index] ?? [],
        })),
        costs: survivors.map((at) => candidateCost(candidates[at] as Candidate)),
        truth,
      },
    ];
  });
}
