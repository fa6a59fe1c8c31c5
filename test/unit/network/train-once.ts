/** Trains in a process of its own and prints the hash of the weights; the argument is the seed. */
import { createHash } from 'node:crypto';
import { trainNetwork } from '../../../src/trainer/network/train.ts';
import { selectBackend } from '../../../src/trainer/tensor/backend.ts';
import { syntheticProgram } from './programs.ts';

const { data } = syntheticProgram({ seed: 9, choices: 30, visits: 40, corrupted: 0.1 });
const { weights } = await trainNetwork(data, { seed: Number(process.argv[2]), backend: await selectBackend('wasm') });
process.stdout.write(createHash('sha256').update(weights.theta).update(weights.phi).digest('hex'));
