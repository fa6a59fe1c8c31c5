// `npm start`: installs, builds and learns two examples, one exactly and one with a divergence to look at.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Exit codes of `learn` that tell a result rather than a failure. */
const LEARNED = 0;
const DIVERGED = 1;

const EXAMPLES = [
  { target: 'examples/insertion-sort.ts#insertionSort', intro: 'A function that is learned exactly:' },
  { target: 'examples/shipping-cost.ts#shippingCost', intro: 'A function with a branch that its traces rarely reach:' },
];

try {
  ensureInstalled();
  if (runNode('esbuild.mjs') !== 0) throw new Error('The build failed: see its message above.');
  for (const { target, intro } of EXAMPLES) {
    process.stdout.write(`\n${intro}\n$ understudy learn ${target}\n\n`);
    const status = runNode('dist/cli.js', 'learn', target);
    if (status !== LEARNED && status !== DIVERGED)
      throw new Error(`understudy learn ${target} ended with code ${status}.`);
  }
  process.stdout.write('\nNow try your own: node dist/cli.js learn path/to/file.ts#functionName\n');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function runNode(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;
}
