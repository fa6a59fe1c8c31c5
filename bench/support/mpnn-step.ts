// One training step of the CLRS network, as `bench/mpnn-step.ts` bundles it: hidden 64, n = 16, batch 16, 8 unrolled steps, the probes of
// Bellman-Ford; forward, backward, Adam. Prints its CPU time and the losses as JSON.
import { createRandom } from '../../src/shared/random.ts';
import { Network, parameterSpecs } from '../../src/trainer/clrs/network.ts';
import { windowLoss } from '../../src/trainer/clrs/train.ts';
import { adamStep, createAdam } from '../../src/trainer/descent/adam.ts';
import { differentiate } from '../../src/trainer/descent/train.ts';
import { selectBackend } from '../../src/trainer/tensor/backend.ts';
import { Parameters } from '../../src/trainer/tensor/parameters.ts';
import { CLRS_ALGORITHMS } from './clrs-runs.ts';

const HIDDEN = 64;
const N = 16;
const RUNS = 16;
const STEPS = 8;
const WARM_UP = 3;
const MEASURED = 10;

export interface MeasuredStep {
  readonly backend: string;
  readonly milliseconds: number;
  /** Of every step, those of the warm-up included. */
  readonly losses: readonly number[];
}

const [wasmDirectory] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure()));

async function measure(): Promise<MeasuredStep> {
  const { tf, name } = await selectBackend(undefined, { wasmDirectory });
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
  const losses: number[] = [];
  const step = (): void => {
    const task = { parameters: weights, loss: () => windowLoss(tf, network, { windows, ownHints: false }, true) };
    const { loss, gradient } = differentiate(tf, task, null);
    losses.push(loss);
    adamStep(adam, weights.values, gradient, 1e-3);
    weights.publish();
  };
  for (let i = 0; i < WARM_UP; i++) step();
  const before = process.cpuUsage();
  for (let i = 0; i < MEASURED; i++) step();
  const { user, system } = process.cpuUsage(before);
  return { backend: name, milliseconds: (user + system) / 1000 / MEASURED, losses };
}
