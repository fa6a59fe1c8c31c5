// Runs the tests of this folder inside a real extension host: bundles them, opens a workbench that loads the extension
// from this repository, and ends with what the tests end with. `--reporter-option counts=FILE` is passed on.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensureHost } from '../host/install.mjs';
import { openBrowser, startServer, workbenchUrl } from '../host/server.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_MS = 10 * 60_000;

const counts = process.argv.map((arg) => /^counts=(.*)$/.exec(arg)?.[1]).find(Boolean) ?? '';
const tests = join(root, '.vscode-test', 'integration', 'index.cjs');
mkdirSync(join(root, '.vscode-test', 'integration'), { recursive: true });
await build({
  entryPoints: [join(root, 'test/integration/index.ts')],
  outfile: tests,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});

const { vscode, chromium } = ensureHost();
const folder = mkdtempSync(join(tmpdir(), 'understudy-workspace-'));
cpSync(join(root, 'test/e2e/workspace'), folder, { recursive: true });
const env = { UNDERSTUDY_COUNTS: counts, UNDERSTUDY_ROOT: root };
const server = await startServer({ vscode, env, testing: true });
const browser = await openBrowser(chromium);
try {
  process.exitCode = await new Promise((resolve) => {
    const late = setTimeout(() => {
      process.stdout.write('The tests did not end.\n');
      resolve(1);
    }, LIMIT_MS);
    const end = (code) => {
      clearTimeout(late);
      resolve(code);
    };
    void start(end);
  });
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function start(end) {
  const { page } = browser;
  await page.exposeFunction('codeAutomationLog', (_type, [text]) => {
    const own = /^\[test\] ([^]*)/.exec(String(text))?.[1];
    if (own !== undefined) process.stdout.write(`${own}\n`);
  });
  await page.exposeFunction('codeAutomationExit', end);
  await page.goto(workbenchUrl(server.port, folder, { extension: root, tests }));
}
