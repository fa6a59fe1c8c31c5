import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { ComparedNetwork, ComparedRun, CompareEvent, Comparison, Contender } from '../../shared/comparison.ts';
import type { CheckReport } from '../../shared/report.ts';
import type { Pauses } from '../pauses.ts';
import { learnCommand, type LearnCommand } from './learn.ts';

export interface CompareCommand extends Omit<LearnCommand, 'network' | 'out' | 'guess'> {
  readonly contenders: readonly (Contender & { readonly name: string })[];
  readonly seeds: readonly number[];
}

/**
 * Learns one function with several networks, several seeds each, and measures them at the same sizes. Each is learned as `learn`
 * would; the models are not kept. A network that can't learn the function is told with the reason; the others go on.
 */
export async function compareCommand(
  command: CompareCommand,
  onEvent: (event: CompareEvent) => void,
  pauses?: Pauses,
): Promise<Comparison> {
  const place = await mkdtemp(path.join(tmpdir(), 'understudy-compare-'));
  const { sizes, trainSize, budget } = command;
  const done: ComparedNetwork[] = [];
  let sample: CheckReport | null = null;
  const comparisonOf = (of: CheckReport, networks: readonly ComparedNetwork[]): Comparison => {
    return { function: of.function, sizes, trainSize, budget, backend: of.training.backend, networks };
  };
  try {
    for (const contender of command.contenders) {
      const reports: CheckReport[] = [];
      let compared: ComparedNetwork = { ...contender, runs: [], failed: null };
      for (const seed of command.seeds) {
        const { name, network, steps } = contender;
        const out = path.join(place, `${name.replace(':', '-')}-${seed}`);
        const job = { ...command, network, steps, seed, out, guess: false };
        try {
          reports.push(await learnCommand(job, (event) => onEvent({ kind: 'doing', name, seed, event }), pauses));
          compared = { ...contender, runs: reports.map(runOf), failed: null };
        } catch (error) {
          if (!(error instanceof UserError) || error.exitCode !== ExitCode.notLearnable) throw error;
          compared = { ...contender, runs: [], failed: error.message };
        }
        sample ??= reports[0] ?? null;
        if (sample) onEvent({ kind: 'so-far', comparison: comparisonOf(sample, [...done, compared]) });
        if (compared.failed !== null) break;
      }
      done.push(compared);
    }
    const first = done.find(({ failed }) => failed !== null);
    if (!sample) throw new UserError(first?.failed ?? 'Nothing was compared.', ExitCode.notLearnable);
    return comparisonOf(sample, done);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function runOf({ network, training, generalisation }: CheckReport): ComparedRun {
  const { seed, seconds, stopped } = training;
  return { seed, parameters: network.parameters, seconds, stopped, results: generalisation };
}
