import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  ComparedNetwork,
  ComparedRun,
  CompareEvent,
  Comparison,
  Contender,
  MpnnVariant,
} from '../../shared/comparison.ts';
import { UserError } from '../../shared/errors.ts';
import type { LearnEvent } from '../../shared/events.ts';
import type { SizeResult } from '../../shared/report.ts';
import { bySize } from '../../trainer/clrs/batch.ts';
import { ROUNDS } from '../../trainer/clrs/calls.ts';
import type { Network } from '../../trainer/clrs/network.ts';
import { rollout } from '../../trainer/clrs/rollout.ts';
import { scoreOutputs } from '../../trainer/clrs/score.ts';
import { probesOf, type Dataset, type Trajectory } from '../../trainer/clrs/spec.ts';
import { settingsFor } from '../../trainer/clrs/train-mpnn.ts';
import { trainClrs } from '../../trainer/clrs/train.ts';
import { selectBackend, type Backend, type BackendName } from '../../trainer/tensor/backend.ts';
import type { Pauses } from '../pauses.ts';
import { openTrajectories } from './folder.ts';

/** Of each number of nodes that is trained on, the share of runs that is not; half of it is for validation, half is scored. */
const HELD_SHARE = 0.25;
/** Pairs of nodes, over all steps, that are computed at a time. */
const PAIRS = 400_000;
/** Least time for the runs of one size, milliseconds. */
const BOX_MS = 6_000;
const ELSEWHERE = 'it learns from a function, and a folder of trajectories holds none';

interface TrajectoriesCommand {
  /** The folder. */
  readonly target: string;
  readonly contenders: readonly (Contender & { readonly name: string })[];
  readonly seeds: readonly number[];
  readonly trainSize: number;
  /** Seconds for a training. */
  readonly budget: number;
  readonly backend?: BackendName;
}

/**
 * Trains the CLRS network on a folder of trajectories and scores it on those that it was not trained on, several seeds. Numbers of
 * nodes up to `trainSize` are trained on; every number in the folder is scored.
 */
export async function compareTrajectories(
  command: TrajectoriesCommand,
  onEvent: (event: CompareEvent) => void,
  pauses?: Pauses,
): Promise<Comparison> {
  const { target, trainSize, budget } = command;
  const dataset = openTrajectories(target);
  const parts = split(dataset, trainSize);
  if (parts.training.length === 0) {
    throw new UserError(
      `${target} holds too few runs of at most ${trainSize} nodes to train on: write more, or pass --train-size.`,
    );
  }
  const backend = await selectBackend(command.backend);
  const networks: ComparedNetwork[] = [];
  for (const contender of command.contenders) {
    const { name, network, variant } = contender;
    const runs: ComparedRun[] = [];
    for (const seed of network === 'mpnn' ? command.seeds : [])
      runs.push(
        await learnParts(
          { ...parts, seed, backend, budget, variant },
          (event) => onEvent({ kind: 'doing', name, seed, event }),
          pauses,
        ),
      );
    networks.push({ ...contender, runs, failed: network === 'mpnn' ? null : ELSEWHERE });
  }
  const { algorithm, probes } = dataset.specification;
  return {
    function: { file: target, name: algorithm, signature: `${algorithm}, ${probes.length} probes` },
    sizes: [...parts.scored.keys()],
    trainSize,
    budget,
    backend: backend.name,
    networks,
  };
}

interface Parts {
  readonly dataset: Dataset;
  readonly training: readonly Trajectory[];
  readonly validation: readonly Trajectory[];
  /** By number of nodes. */
  readonly scored: ReadonlyMap<number, readonly Trajectory[]>;
}

function split(dataset: Dataset, trainSize: number): Parts {
  const { specification } = dataset;
  const hinted = probesOf(specification, 'hint').length > 0;
  const training: Trajectory[] = [];
  const validation: Trajectory[] = [];
  const scored = new Map<number, readonly Trajectory[]>();
  for (const [n, all] of bySize(dataset)) {
    // Without hints the network takes a few rounds.
    const runs = hinted ? all : all.map((run) => ({ ...run, length: ROUNDS + 1 }));
    const held = n > trainSize ? [] : runs.slice(Math.floor(runs.length * (1 - HELD_SHARE)));
    const own = held.filter((_, i) => i % 2 === 0);
    // A single one has to do for both.
    const other = held.length === 1 ? held : held.filter((_, i) => i % 2 === 1);
    if (n <= trainSize) training.push(...runs.slice(0, runs.length - held.length));
    validation.push(...own);
    scored.set(n, n > trainSize ? runs : other);
  }
  return { dataset, training, validation, scored };
}

async function learnParts(
  job: Parts & {
    readonly seed: number;
    readonly backend: Backend;
    readonly budget: number;
    readonly variant: MpnnVariant | undefined;
  },
  onEvent: (event: LearnEvent) => void,
  pauses: Pauses | undefined,
): Promise<ComparedRun> {
  const { dataset, training, validation, scored, seed, backend, budget, variant } = job;
  const { specification } = dataset;
  const hinted = probesOf(specification, 'hint').length > 0;
  const { network, descent } = await trainClrs({
    seed,
    backend,
    specification,
    runs: (chunk) => Promise.resolve(chunk < 0 ? validation : training),
    ...settingsFor(hinted, variant),
    budget,
    onProgress: ({ step, trainingLoss: loss, validation }) =>
      onEvent({ kind: 'training', round: 0, iteration: step, loss, accuracy: validation?.accuracy ?? null }),
    turn: async () => {
      await nextTurn();
      await pauses?.passed();
    },
  });
  try {
    const boxMs = Math.max(BOX_MS, (budget * 1000) / 4);
    const results = [...scored].map(([size, runs]) => {
      onEvent({ kind: 'measuring', size });
      return scoreRuns(backend, network, dataset, size, runs, boxMs, !hinted);
    });
    const { steps, seconds, stopped } = descent;
    onEvent({ kind: 'traced', traces: training.length, steps, informative: 0, taught: [] });
    return { seed, parameters: network.weights.count, seconds, stopped, results };
  } finally {
    network.weights.dispose();
  }
}

/** As many as fit in the time; one portion at least. */
function scoreRuns(
  { tf }: Backend,
  network: Network,
  { specification }: Dataset,
  size: number,
  runs: readonly Trajectory[],
  boxMs: number,
  remembers: boolean,
): SizeResult {
  const started = performance.now();
  const result = { runs: 0, exact: 0, score: 0 };
  const longest = Math.max(1, ...runs.map(({ length }) => length));
  const portion = Math.max(1, Math.floor(PAIRS / (size * size * longest)));
  for (let at = 0; at < runs.length && (at === 0 || performance.now() - started < boxMs); at += portion) {
    const some = runs.slice(at, at + portion);
    rollout(tf, network, some, remembers).forEach((outputs, i) => {
      const { score, exact } = scoreOutputs(specification, some[i] as Trajectory, outputs);
      result.runs++;
      result.exact += exact ? 1 : 0;
      result.score += score;
    });
  }
  const seconds = (performance.now() - started) / 1000;
  const wrong = result.runs - result.exact;
  return {
    size,
    ...result,
    score: result.score / Math.max(1, result.runs),
    refused: 0,
    wrong,
    limited: runs.length - result.runs,
    seconds,
  };
}
