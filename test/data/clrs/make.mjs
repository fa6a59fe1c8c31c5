// Writes the samples beside this file: node test/data/clrs/make.mjs SOURCE
// All samples, into another folder:    node test/data/clrs/make.mjs SOURCE OUT
// SOURCE holds one JSON file an algorithm, as described in README.md.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLES_BY_SIZE = { 16: 3, 64: 2 };

const [source, out] = process.argv.slice(2);
if (source === undefined) {
  process.stderr.write('Say where the official samples are: node test/data/clrs/make.mjs SOURCE [OUT]\n');
  process.exit(2);
}
const target = out ?? import.meta.dirname;
mkdirSync(target, { recursive: true });
for (const file of readdirSync(source).filter((name) => name.endsWith('.json'))) {
  const { algorithm, spec, sets } = JSON.parse(readFileSync(join(source, file), 'utf8'));
  const samples = Object.values(sets).flatMap((set) =>
    decode(set).slice(0, out === undefined ? SAMPLES_BY_SIZE[set.length] : set.n),
  );
  writeFileSync(join(target, file), JSON.stringify({ algorithm, spec, samples }) + '\n');
}

/** One `{ size, args, returns }` for each sample of a set, whose arrays hold all samples along their first axis. */
function decode(set) {
  const data = (array) => (array.sameAs === undefined ? array : lookUp(set, array.sameAs)).data;
  const args = Object.values(set.args).map(data);
  const returns = data(set.returns);
  return Array.from({ length: set.n }, (_, i) => ({
    size: set.length,
    args: args.map((arg) => arg[i]),
    returns: returns[i],
  }));
}

/** The array that a path such as `inputs.key` names. */
function lookUp(set, path) {
  return path.split('.').reduce((value, key) => value[key], set);
}
