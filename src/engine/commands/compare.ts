import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { ComparedNetwork, ComparedRun, Comparison, Contender } from '../../shared/comparison.ts';
import type { LearnEvent } from '../../shared/events.ts';
import type { CheckReport } from '../../shared/report.ts';
import type { Pauses } from '../pauses.ts';
import { learnCommand, type LearnCommand } from './learn.ts';

export interface CompareCommand extends Omit<LearnCommand, 'network' | 'out' | 'guess'> {
  readonly contenders: readonly (Contender & { readonly name: string })[];
  readonly seeds: readonly number[];
}

/** What happens while networks are compared: what each does, told with its name and seed. */
export interface CompareEvent {
  readonly name: string;
  readonly seed: number;
  readonly event: LearnEvent;
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
  try {
    const networks: ComparedNetwork[] = [];
    let sample: CheckReport | null = null;
    for (const contender of command.contenders) {
      const reports: CheckReport[] = [];
      let failed: string | null = null;
      for (const seed of command.seeds) {
        const { name, network, steps } = contender;
        const out = path.join(place, `${name.replace(':', '-')}-${seed}`);
        const job = { ...command, network, steps, seed, out, guess: false };
        try {
          reports.push(await learnCommand(job, (event) => onEvent({ name, seed, event }), pauses));
        } catch (error) {
          if (!(error instanceof UserError) || error.exitCode !== ExitCode.notLearnable) throw error;
          failed = error.message;
          break;
        }
      }
      sample ??= reports[0] ?? null;
      networks.push({ ...contender, runs: failed === null ? reports.map(runOf) : [], failed });
    }
    const first = networks.find(({ failed }) => failed !== null);
    if (!sample) throw new UserError(first?.failed ?? 'Nothing was compared.', ExitCode.notLearnable);
    const { sizes, trainSize, budget } = command;
    return { function: sample.function, sizes, trainSize, budget, backend: sample.training.backend, networks };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function runOf({ network, training, generalisation }: CheckReport): ComparedRun {
  const { seed, seconds, stopped } = training;
  return { seed, parameters: network.parameters, seconds, stopped, results: generalisation };
}
