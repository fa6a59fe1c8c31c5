// `npm run vscode`: the extension with the examples, in a real VS Code in your own browser. Ctrl+C ends it.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

/** What opens an address in the user's own browser; where it is not there, the address printed will do. */
const OPENERS = { darwin: ['open'], win32: ['cmd', '/c', 'start', '""'], linux: ['xdg-open'] };

const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'understudy-examples-'));
try {
  ensureInstalled();
  // These use what has just been installed.
  const { packageExtension } = await import('./package.mjs');
  const { ensureServer } = await import('../test/host/install.mjs');
  const { startServer, workbenchUrl } = await import('../test/host/server.mjs');
  cpSync(examples, folder, { recursive: true });
  const vsix = await packageExtension();
  const server = await startServer({ vscode: ensureServer(), vsix });
  const url = workbenchUrl(server.port, folder);
  process.stdout.write(`\nOpen ${url}\n(Ctrl+C ends it)\n`);
  openInBrowser(url);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  await server.stop();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function openInBrowser(url) {
  const [command, ...args] = OPENERS[process.platform] ?? OPENERS.linux;
  const address = process.platform === 'win32' ? url.replaceAll('&', '^&') : url;
  const opener = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}
