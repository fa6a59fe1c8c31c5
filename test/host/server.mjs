// Starts a VS Code server with a folder of its own for settings and extensions, and a browser on its workbench.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const START_MS = 60_000;

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'files.simpleDialog.enable': true,
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * @param {{ vscode: string, vsix?: string, builtins?: string[], settings?: object, env?: object, testing?: boolean, node?: string, port?: number }} options
 * `builtins`: names of the built-in extensions to have; all if none are named. `testing` lets a page report the result of tests that run in the extension host.
 * @returns the port, the process, how to change settings while it runs, and how to end it
 */
export async function startServer({
  vscode,
  vsix,
  builtins,
  settings = {},
  env = {},
  testing = false,
  node = process.execPath,
  port = 0,
}) {
  const home = mkdtempSync(join(tmpdir(), 'understudy-host-'));
  const data = join(home, 'data');
  const configure = (changed) => {
    for (const scope of ['User', 'Machine']) {
      mkdirSync(join(data, scope), { recursive: true });
      writeFileSync(join(data, scope, 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings, ...changed }));
    }
  };
  configure({});
  const folders = [
    '--user-data-dir',
    data,
    '--extensions-dir',
    join(home, 'extensions'),
    '--server-data-dir',
    join(home, 'server'),
  ];
  if (builtins) {
    const folder = join(home, 'builtins');
    mkdirSync(folder);
    for (const name of builtins) symlinkSync(join(vscode, 'extensions', name), join(folder, name));
    folders.push('--builtin-extensions-dir', folder);
  }
  const main = [join(vscode, 'out/server-main.js'), '--accept-server-license-terms', ...folders];
  const clean = { EXTENSIONS_GALLERY: '{}', ...process.env, ...env };
  delete clean.NODE_OPTIONS;
  if (vsix) await finish(spawn(node, [...main, '--install-extension', vsix], { env: clean }));
  const flags = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--disable-telemetry'];
  const server = spawn(node, [...main, ...flags, ...(testing ? ['--enable-smoke-test-driver'] : [])], {
    env: clean,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    signal(server, 'SIGTERM');
    const killer = setTimeout(() => signal(server, 'SIGKILL'), 5000);
    if (server.exitCode === null && server.signalCode === null)
      await new Promise((resolve) => server.once('exit', resolve));
    clearTimeout(killer);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { port: await listening(server), pid: server.pid, home, configure, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function signal(server, name) {
  try {
    process.kill(-server.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function listening(server) {
  let output = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`VS Code did not start:\n${output}`)), START_MS);
    const read = (chunk) => {
      output += chunk;
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (!found) return;
      clearTimeout(late);
      resolve(Number(found[1]));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`VS Code ended with code ${code}:\n${output}`));
    });
  });
}

function finish(child) {
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`installing the extension failed:\n${output}`)),
    );
  });
}

/** @returns a page in a browser with a profile of its own, and how to close both */
export async function openBrowser(executablePath, { width = 1280, height = 800 } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'understudy-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width, height },
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page: context.pages()[0] ?? (await context.newPage()), close };
}

/** Address of a workbench on a folder, or on the folders that a file `….code-workspace` names. */
export function workbenchUrl(port, folder, { openFile, extension, tests } = {}) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(openFile ? [['openFile', remote(openFile)]] : []),
  ];
  const kind = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({
    ...(folder ? { [kind]: folder } : { ew: 'true' }),
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query}`;
}
