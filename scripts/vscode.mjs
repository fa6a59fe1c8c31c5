// `npm run vscode`: the extension with the examples, in a real VS Code in your own browser. Ctrl+C ends it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureServer } from '../test/host/install.mjs';
import { startServer, workbenchUrl } from '../test/host/server.mjs';
import { packageExtension } from './package.mjs';

const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'understudy-examples-'));
try {
  cpSync(examples, folder, { recursive: true });
  const vsix = await packageExtension();
  const server = await startServer({ vscode: ensureServer(), vsix });
  process.stdout.write(`\nOpen ${workbenchUrl(server.port, folder)}\n(Ctrl+C ends it)\n`);
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
