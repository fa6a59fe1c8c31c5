import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createRandom } from '../src/shared/random.ts';
import { Network, parameterSpecs } from '../src/trainer/clrs/network.ts';
import { windowLoss } from '../src/trainer/clrs/train.ts';
import { adamStep, createAdam } from '../src/trainer/descent/adam.ts';
import { selectBackend } from '../src/trainer/tensor/backend.ts';
import { Parameters } from '../src/trainer/tensor/parameters.ts';
import { CLRS_ALGORITHMS } from './support/clrs-runs.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable, rounded } from './support/table.ts';

const HIDDEN = 64;
const N = 16;
const RUNS = 16;
const STEPS = 8;
const WARM_UP = 3;
const MEASURED = 10;

/**
 * CPU time of one training step of the CLRS network (8 unrolled steps, Bellman-Ford's probes, forward, backward, Adam), here and in
 * PyTorch on one thread, if there is a Python that has it.
 */
export async function mpnnStepBench(): Promise<string> {
  const { tf, name } = await selectBackend();
  const algorithm = CLRS_ALGORITHMS['bellman_ford'];
  if (!algorithm) throw new Error('the runs of Bellman-Ford are gone');
  const shape = { specification: algorithm.specification, hidden: HIDDEN };
  const weights = new Parameters(tf, parameterSpecs(shape), 1);
  const network = new Network(tf, weights, shape);
  const random = createRandom(1);
  const windows = Array.from({ length: RUNS }, () => {
    const run = algorithm.run(algorithm.draw(N, random));
    return Array.from({ length: STEPS + 1 }, (_, i) => ({ run, step: Math.min(i, run.length - 1) }));
  });
  const adam = createAdam(weights.count);
  const step = (): void => {
    const gradient = tf.tidy(() => {
      const loss = () => windowLoss(tf, network, { windows, ownHints: false }, true);
      return weights.gather(tf.variableGrads(loss, weights.variables).grads);
    });
    adamStep(adam, weights.values, gradient, 1e-3);
    weights.publish();
  };
  for (let i = 0; i < WARM_UP; i++) step();
  const before = process.cpuUsage();
  for (let i = 0; i < MEASURED; i++) step();
  const { user, system } = process.cpuUsage(before);
  weights.dispose();
  const here = (user + system) / 1000 / MEASURED;
  const torch = torchStep();
  const ratio = torch === null ? null : here / torch;
  const rows = [
    [`TensorFlow.js, ${name}`, rounded(here), ratio === null ? '–' : rounded(ratio)],
    ['PyTorch, one thread', torch === null ? 'not installed' : rounded(torch), torch === null ? '–' : 1],
  ];
  await writeResults('mpnn-step', { machine: machine(), here, torch, ratio });
  return [
    `## One training step of the CLRS network: hidden ${HIDDEN}, n = ${N}, batch ${RUNS}, ${STEPS} steps`,
    markdownTable(['library', 'CPU ms', 'times PyTorch'], rows),
  ].join('\n\n');
}

/** Milliseconds; null where no Python has PyTorch. */
function torchStep(): number | null {
  const script = path.join(import.meta.dirname, 'support/mpnn-step.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, [script], { env, encoding: 'utf8' });
    if (status === 0) return Number(stdout);
  }
  return null;
}
