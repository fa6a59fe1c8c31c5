import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { commonJsNames, node } from '../scripts/bundling.mjs';
import type { MeasuredStep } from './support/mpnn-step.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, rounded } from './support/table.ts';

const support = path.join(import.meta.dirname, 'support');
const dist = path.resolve(import.meta.dirname, '../dist');
/** Losses of ours and of the stock parts may differ by this share, or it would not be the same step. */
const TOLERANCE = 1e-3;

/**
 * CPU time of one training step of the CLRS network (8 unrolled steps, Bellman-Ford's probes, forward, backward, Adam): here, with
 * TensorFlow.js's stock gradients and kernels, and in PyTorch on one thread, if there is a Python that has it.
 */
export async function mpnnStepBench(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'understudy-step-'));
  try {
    const here = await step(path.join(folder, 'here.mjs'), []);
    const stock = await step(path.join(folder, 'stock.mjs'), [stockParts]);
    here.losses.forEach((loss, i) => {
      const other = stock.losses[i] ?? NaN;
      if (!(Math.abs(loss - other) <= TOLERANCE * loss))
        throw new Error(`after ${i} steps the loss is ${loss} here and ${other} with stock parts`);
    });
    const torch = torchStep();
    const row = (name: string, milliseconds: number): (string | number)[] => {
      return [name, rounded(milliseconds), torch === null ? '–' : rounded(milliseconds / torch)];
    };
    const rows = [
      row(`TensorFlow.js, ${here.backend}, as Understudy trains`, here.milliseconds),
      row(`TensorFlow.js, ${stock.backend}, stock gradients and kernels`, stock.milliseconds),
      torch === null ? ['PyTorch, one thread', 'not installed', '–'] : row('PyTorch, one thread', torch),
    ];
    const figures = { here: here.milliseconds, stock: stock.milliseconds, torch };
    await writeResults('mpnn-step', { machine: machine(), ...figures });
    return [
      '## One training step of the CLRS network: hidden 64, n = 16, batch 16, 8 steps',
      markdownTable(['library', 'CPU ms', 'times PyTorch'], rows),
    ].join('\n\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bundles the step as the product is bundled, and runs it in a process of its own. */
async function step(outfile: string, plugins: Plugin[]): Promise<MeasuredStep> {
  await build({
    entryPoints: [path.join(support, 'mpnn-step.ts')],
    bundle: true,
    outfile,
    ...node,
    format: 'esm',
    banner: { js: commonJsNames },
    plugins,
    logLevel: 'warning',
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, [outfile, dist], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the training step failed: ${stderr}`);
  return JSON.parse(stdout) as MeasuredStep;
}

/** Puts the modules of `support/stock` in the places of those in `src/trainer` that have their names. */
const stockParts: Plugin = {
  name: 'stock parts',
  setup: (bundler) => {
    const stock = path.join(support, 'stock');
    bundler.onResolve({ filter: /\/(gradients|layers|pairs)\.ts$/ }, ({ path: wanted, importer }) => {
      return importer.startsWith(stock) ? undefined : { path: path.join(stock, path.basename(wanted)) };
    });
  },
};

/** Milliseconds; null where no Python has PyTorch. */
function torchStep(): number | null {
  const script = path.join(support, 'mpnn-step.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, [script], { env, encoding: 'utf8' });
    if (status === 0) return Number(stdout);
  }
  return null;
}
