/**
 * Checks the corpus without Understudy: `node bench/corpus/verify.mjs [node_modules]`.
 *
 * Every entry's package must be installed at the version and with the licence that functions.json states, and its
 * file must load and export the function. A function to be learned must answer plausible inputs (its generator's, or
 * those of samples.json) without throwing each time, and answer alike when it is called again with the same inputs:
 * right away, and once more after all the others, so that state left behind by other calls shows.
 * Exit code 1 if anything is wrong; each fault is one line on standard error.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const SIZES = [1, 2, 4, 8, 16];
const RUNS_PER_SIZE = 20;
const SLOWEST_CALL_MS = 2000;
const MOST_FROM_ONE_PACKAGE = 15;
const LARGEST_SHARE_WITH_GENERATOR = 0.45;

const here = import.meta.dirname;
const modules = path.resolve(process.argv[2] ?? path.join(here, '../../node_modules'));
const entries = JSON.parse(await readFile(path.join(here, 'functions.json'), 'utf8'));
const samples = JSON.parse(await readFile(path.join(here, 'samples.json'), 'utf8'));
const faults = [];

checkShape();
for (const entry of entries) {
  try {
    await checkPackage(entry);
    const fn = await loadFunction(entry);
    if (entry.expect === 'learn') checkAnswers(entry, fn, await plausibleInputs(entry));
  } catch (error) {
    fault(entry, error.message);
  }
}
for (const line of faults) console.error(line);
const learn = entries.filter((entry) => entry.expect === 'learn').length;
console.log(`${learn} functions to learn, ${entries.length - learn} to refuse, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;

function fault(entry, message) {
  faults.push(`${entry.target}: ${message}`);
}

function checkShape() {
  const targets = new Set();
  const perPackage = new Map();
  for (const entry of entries) {
    if (targets.has(entry.target)) fault(entry, 'is listed twice');
    targets.add(entry.target);
    perPackage.set(entry.package, (perPackage.get(entry.package) ?? 0) + 1);
    if (!entry.target.startsWith(`${entry.package}/`)) fault(entry, `is not in package ${entry.package}`);
    if (entry.expect === 'refuse' && !entry.why) fault(entry, 'is to be refused, and no reason is given');
    if (entry.expect === 'learn' && !entry.generator === !samples[entry.target]) {
      fault(entry, 'needs either a generator or samples');
    }
  }
  for (const target of Object.keys(samples)) {
    if (!targets.has(target)) fault({ target }, 'has samples, but functions.json does not list it');
  }
  for (const [name, count] of perPackage) {
    if (count > MOST_FROM_ONE_PACKAGE) fault({ target: name }, `${count} functions from one package`);
  }
  const share = entries.filter((entry) => entry.generator).length / entries.length;
  if (share > LARGEST_SHARE_WITH_GENERATOR) fault({ target: 'functions.json' }, `${share} of it has a generator`);
}

async function checkPackage(entry) {
  const installed = JSON.parse(await readFile(path.join(modules, entry.package, 'package.json'), 'utf8'));
  if (installed.version !== entry.version) fault(entry, `version ${installed.version} is installed`);
  const licence = installed.license ?? installed.licenses?.map((each) => each.type).join(' OR ');
  if (licence !== entry.licence) fault(entry, `the licence of the installed package is ${licence}`);
}

/**
 * A name is an export, a dotted path from the default export, the name that an exported function calls itself, or the
 * name that the source gives to its default export (a curried function has one name in the source, another when it runs).
 */
async function loadFunction(entry) {
  const [file, name] = entry.target.split('#');
  const location = path.join(modules, file);
  const module = await import(pathToFileURL(location).href);
  const isDefault = new RegExp(`(export default|module\\.exports =) ${name}\\b|\\b${name} = module\\.exports =`);
  const whole = module.default;
  const exported = [module, whole, whole?.default].filter((each) => each != null);
  const byPath = name
    .split('.')
    .slice(1)
    .reduce((value, key) => value?.[key], whole);
  const found = [
    ...(name === 'default' ? [whole?.default, whole] : []),
    ...exported.map((each) => each[name]),
    ...exported.filter((each) => each.name === name),
    ...exported.flatMap((each) => Object.values(each)).filter((each) => each?.name === name),
    ...(name.includes('.') ? [byPath] : []),
    ...(isDefault.test(await readFile(location, 'utf8')) ? [whole] : []),
  ].find((each) => typeof each === 'function');
  if (!found) throw new Error(`exports no function ${name}`);
  return found;
}

async function plausibleInputs(entry) {
  if (!entry.generator) return samples[entry.target];
  const file = path.join(here, entry.generator);
  if (/^import\b|\bMath\.random\b/m.test(await readFile(file, 'utf8'))) {
    fault(entry, 'its generator must stand alone, and draw from `random` only');
  }
  const { inputs } = await import(pathToFileURL(file).href);
  const sizes = SIZES.map((size) => Math.min(size, entry.maxSize ?? Infinity));
  return sizes.flatMap((size) =>
    Array.from({ length: RUNS_PER_SIZE }, (_, run) => {
      const first = inputs(size, seeded(size * 1000 + run));
      const again = inputs(size, seeded(size * 1000 + run));
      if (!isDeepStrictEqual(first, again)) throw new Error(`${entry.generator} is not decided by its random numbers`);
      return first;
    }),
  );
}

function checkAnswers(entry, fn, inputs) {
  const first = inputs.map((input) => call(fn, input));
  const second = inputs.map((input) => call(fn, input)).reverse();
  const third = inputs.toReversed().map((input) => call(fn, input));
  const slowest = Math.max(...first.map((each) => each.ms));
  if (slowest > SLOWEST_CALL_MS) fault(entry, `a call took ${Math.round(slowest)} ms`);
  const throws = first.filter((each) => each.answer.threw !== null);
  if (2 * throws.length > first.length)
    fault(entry, `threw ${throws.length} of ${first.length}: ${throws[0].answer.threw}`);
  if (new Set(first.map((each) => JSON.stringify(plain(each.answer)))).size < 2) fault(entry, 'gave one answer only');
  if (first.some((each) => each.answer.output instanceof Promise)) fault(entry, 'is asynchronous');
  const differs = first.findIndex((each, i) => {
    const others = [second.at(-1 - i), third.at(-1 - i)];
    return others.some((other) => !isDeepStrictEqual(each.answer, other.answer));
  });
  if (differs >= 0) fault(entry, `answered ${JSON.stringify(inputs[differs])} differently the second time`);
}

function call(fn, input) {
  const args = structuredClone(input);
  const start = performance.now();
  let output = null;
  let threw = null;
  try {
    output = fn(...args);
  } catch (error) {
    threw = error instanceof Error ? error.message : String(error);
  }
  const ms = performance.now() - start;
  // A copy: a function may hand out a table of its own, and write to it later.
  return { ms, answer: { output: copy(output), threw, mutated: copy(args) } };
}

function copy(value) {
  return typeof value === 'function' ? value.name : structuredClone(value);
}

/** For telling answers apart only. */
function plain(value) {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' || each instanceof RegExp ? String(each) : each)),
  );
}

/** Mulberry32. */
function seeded(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
