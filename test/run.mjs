// `npm test`: every check of the repository, on a fresh clone too. `npm test -- lint unit` runs just those named.
// The last line is `N passed, N failed`: one for each static check, plus every test.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../scripts/install.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

/** Names of package scripts that pass or fail as a whole; run side by side, the slowest first. */
const STATIC_CHECKS = ['lint', 'typecheck', 'build', 'deadcode', 'layers', 'format:check'];

/** Names of package scripts that run mocha, the last two in a real VS Code; one after the other, alone on the machine, for they measure times too. */
const RINGS = ['unit', 'integration', 'e2e'];

/** A check that takes longer hangs. */
const LIMIT_MS = 15 * 60_000;

/** @typedef {{ name: string, passed: number, failed: number, seconds: number }} Result */

try {
  const { checks, rings } = choose(process.argv.slice(2));
  ensureInstalled();
  const results = [...(await runChecks(checks)), ...(await runRings(rings))];
  const failed = sum(results, 'failed');
  printSummary(results);
  process.stdout.write(`${sum(results, 'passed')} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  process.stdout.write(`${error.message}\n0 passed, 1 failed\n`);
  process.exitCode = 1;
}

/** Splits the names given on the command line, or all of them if none was given. */
function choose(names) {
  const unknown = names.filter((name) => !STATIC_CHECKS.includes(name) && !RINGS.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no check ${unknown.join(', ')}. Choose from ${[...STATIC_CHECKS, ...RINGS].join(', ')}.`);
  }
  const isChosen = (name) => names.length === 0 || names.includes(name);
  return { checks: STATIC_CHECKS.filter(isChosen), rings: RINGS.filter(isChosen) };
}

/** @returns {Promise<Result[]>} */
async function runChecks(names) {
  const waiting = [...names];
  const results = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { ok, output, seconds } = await runScript(name);
      process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)\n${ok ? '' : output}`);
      results.push({ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, seconds });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** @returns {Promise<Result[]>} */
async function runRings(names) {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    const results = [];
    for (const name of names) {
      const counts = join(folder, `${name}.json`);
      process.stdout.write(`\n${name}\n`);
      const reporter = `--reporter ./test/reporter.cjs --reporter-option "counts=${counts}"`;
      const { ok, seconds } = await runScript(name, { args: reporter, show: true });
      results.push({ name, seconds, ...readCounts(counts, ok) });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mocha that died before its end, or failed outside any test, counts as one failure. */
function readCounts(file, ok) {
  let counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { passed: 0, failed: 1 };
  }
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Runs a package script the way npm does, without the half second that npm takes to start. */
function runScript(name, { args = '', show = false } = {}) {
  const started = performance.now();
  const env = { ...process.env };
  // Some tools take CI for a terminal with colours.
  if (!process.stdout.isTTY) env.NO_COLOR = '1';
  // Windows spells it `Path`, and a copy of the environment tells cases apart.
  const pathName = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = join(root, 'node_modules', '.bin') + delimiter + (env[pathName] ?? '');
  return new Promise((resolve) => {
    const child = spawn(`${scripts[name]} ${args}`, {
      cwd: root,
      env,
      shell: true,
      timeout: LIMIT_MS,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => chunks.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code, signal) => {
      if (signal) chunks.push(Buffer.from(`${name} was ended by ${signal}.\n`));
      const seconds = (performance.now() - started) / 1000;
      resolve({ ok: code === 0, output: Buffer.concat(chunks).toString(), seconds });
    });
  });
}

/** @param {Result[]} results */
function printSummary(results) {
  process.stdout.write('\n');
  for (const { name, passed, failed, seconds } of results) {
    const verdict = failed > 0 ? `${failed} FAILED` : 'ok';
    process.stdout.write(
      `${name.padEnd(14)} ${String(passed).padStart(5)} passed  ${verdict.padEnd(12)} ${seconds.toFixed(1)} s\n`,
    );
  }
  process.stdout.write('\n');
}

function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}
