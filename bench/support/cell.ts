// Does the job that its argument is and prints what came of it: see cells.ts.
import { learnCommand } from '../../src/engine/commands/learn.ts';
import { ExitCode, UserError } from '../../src/shared/errors.ts';
import type { Cell, CellJob } from './cells.ts';

const job = JSON.parse(process.argv[2] ?? '') as CellJob;

/** Of this process, where networks that answer calls are trained. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function perform(): Promise<Cell> {
  try {
    const report = await learnCommand({ ...job, guess: false, timeout: 10, clock: cpuSeconds }, () => undefined);
    const { network, training, generalisation } = report;
    const { seconds, stopped } = training;
    return { failed: null, parameters: network.parameters, seconds, stopped, results: generalisation };
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode !== ExitCode.notLearnable) throw error;
    return { failed: error.message, parameters: 0, seconds: 0, stopped: 'done', results: [] };
  }
}

void perform().then((cell) => process.stdout.write(JSON.stringify(cell)));
