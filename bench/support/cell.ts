// Does the job that its argument is and prints what came of it: see cells.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { learnCommand } from '../../src/engine/commands/learn.ts';
import { ExitCode, UserError } from '../../src/shared/errors.ts';
import type { Cell, CellJob } from './cells.ts';
import { cpuSeconds } from './results.ts';

const job = JSON.parse(process.argv[2] ?? '') as CellJob;

async function perform(): Promise<Cell> {
  const place = mkdtempSync(path.join(tmpdir(), 'understudy-cell-'));
  try {
    const settings = { guess: false, timeout: 10, clock: cpuSeconds, out: path.join(place, 'model') };
    const report = await learnCommand({ ...job, ...settings }, () => undefined);
    const { network, training, generalisation } = report;
    const { seconds, stopped } = training;
    return { failed: null, parameters: network.parameters, seconds, stopped, results: generalisation };
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode !== ExitCode.notLearnable) throw error;
    return { failed: error.message, parameters: 0, seconds: 0, stopped: 'done', results: [] };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

void perform().then((cell) => process.stdout.write(JSON.stringify(cell)));
