import { ExitCode, UserError } from '../../shared/errors.ts';
import type { ComparedNetwork, ComparedRun, CompareEvent, Comparison, Contender } from '../../shared/comparison.ts';
import type { LearnEvent } from '../../shared/events.ts';
import type { StepsOf } from '../../shared/program.ts';
import type { CheckReport } from '../../shared/report.ts';
import { openRealm, trainCallMs } from '../learn.ts';
import type { Pauses } from '../pauses.ts';
import type { RealmClient } from '../realm-client.ts';
import { holdsTrajectories } from '../trajectories/folder.ts';
import { openTarget, requireLearnable, type Target } from '../target.ts';
import { inputsFor, learnWith, type FoundInputs, type LearnCommand } from './learn.ts';

/** The budget is that of each training. */
export interface CompareCommand extends Omit<LearnCommand, 'network' | 'steps' | 'out' | 'guess' | 'examples'> {
  readonly contenders: readonly NamedContender[];
  readonly seeds: readonly number[];
}

type NamedContender = Contender & { readonly name: string };
type Report = Omit<CheckReport, 'model'>;

/**
 * Learns one function with several networks, several seeds each, and measures them at the same sizes. Each is learned as `learn`
 * would, with a budget of its own; the models are not kept. The function is read and its inputs are found once, for all. A network
 * that can't learn the function is told with the reason; the others go on.
 * In the place of a function may stand a folder of trajectories.
 */
export async function compareCommand(
  command: CompareCommand,
  onEvent: (event: CompareEvent) => void,
  pauses?: Pauses,
): Promise<Comparison> {
  if (holdsTrajectories(command.target)) {
    const { compareTrajectories } = await import('../trajectories/compare.ts');
    return compareTrajectories(command, onEvent, pauses);
  }
  const { sizes, trainSize, budget } = command;
  const source = await Source.open(command);
  const done: ComparedNetwork[] = [];
  let sample: Report | null = null;
  const comparisonOf = (of: Report, networks: readonly ComparedNetwork[]): Comparison => {
    return { function: of.function, sizes, trainSize, budget, backend: of.training.backend, networks };
  };
  for (const contender of command.contenders) {
    let compared: ComparedNetwork = { ...contender, runs: [], failed: null };
    for (const seed of command.seeds) {
      try {
        const report = await source.learn(contender, seed, onEvent, pauses);
        sample ??= report;
        compared = { ...compared, runs: [...compared.runs, runOf(report)] };
      } catch (error) {
        if (!(error instanceof UserError) || error.exitCode !== ExitCode.notLearnable) throw error;
        compared = { ...compared, runs: [], failed: error.message };
      }
      if (sample) onEvent({ kind: 'so-far', comparison: comparisonOf(sample, [...done, compared]) });
      if (compared.failed !== null) break;
    }
    done.push(compared);
  }
  const first = done.find(({ failed }) => failed !== null);
  if (!sample) throw new UserError(first?.failed ?? 'Nothing was compared.', ExitCode.notLearnable);
  return comparisonOf(sample, done);
}

/** A function that several networks learn. */
class Source {
  private readonly targets = new Map<StepsOf, Target>();

  private constructor(
    private readonly command: CompareCommand,
    first: Target,
    private readonly inputs: FoundInputs,
  ) {
    this.targets.set(first.steps, first);
  }

  static async open(command: CompareCommand): Promise<Source> {
    const target = await openTarget(command.target, command);
    requireLearnable(target);
    const [seed = command.seed] = command.seeds;
    const inputs = await inRealm(target, command, (realm) => inputsFor(target, realm, command.generator, seed));
    return new Source(command, target, inputs);
  }

  async learn(
    { name, network, steps, variant }: NamedContender,
    seed: number,
    onEvent: (event: CompareEvent) => void,
    pauses: Pauses | undefined,
  ): Promise<Report> {
    const { command, inputs } = this;
    const target = this.targets.get(steps) ?? (await openTarget(command.target, { ...command, steps }));
    this.targets.set(steps, target);
    const settings = { ...command, network, seed, guess: false, ...(variant === undefined ? {} : { variant }) };
    return inRealm(target, command, (realm) => {
      const tell = (event: LearnEvent): void => onEvent({ kind: 'doing', name, seed, event });
      return learnWith(realm, target, inputs, settings, null, tell, pauses);
    });
  }
}

async function inRealm<T>(
  target: Target,
  { timeout }: CompareCommand,
  use: (realm: RealmClient) => Promise<T>,
): Promise<T> {
  const realm = await openRealm(target, null, trainCallMs(timeout));
  try {
    return await use(realm);
  } finally {
    await realm.dispose();
  }
}

function runOf({ network, training, generalisation }: Report): ComparedRun {
  const { seed, seconds, stopped } = training;
  return { seed, parameters: network.parameters, seconds, stopped, results: generalisation };
}
