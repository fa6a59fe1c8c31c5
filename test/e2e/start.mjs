// A window of a real VS Code with the extension installed, for the tests of this folder.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageExtension } from '../../scripts/package.mjs';
import { ensureHost } from '../host/install.mjs';
import { openBrowser, startServer, workbenchUrl } from '../host/server.mjs';
import { Workbench } from './workbench.mjs';

const fixtures = fileURLToPath(new URL('./workspace/', import.meta.url));

/** Packed once for all tests; UNDERSTUDY_VSIX names a package to test in its place. */
let packed;

/**
 * @param {{ settings?: object, openFile?: string, empty?: boolean, roots?: string[] }} options `empty`: without a folder;
 * `roots`: with several, by name, each with the same files
 * @returns the workbench, the server, the folder that is open, and how to end it all
 */
export async function startWindow({ settings = {}, openFile, empty = false, roots } = {}) {
  const { vscode, chromium } = ensureHost();
  packed ??= Promise.resolve(process.env.UNDERSTUDY_VSIX ?? packageExtension());
  const folder = mkdtempSync(join(tmpdir(), 'understudy-workspace-'));
  for (const root of roots ?? ['']) cpSync(fixtures, join(folder, root), { recursive: true });
  const opened = [];
  const stop = async () => {
    for (const close of opened.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = await startServer({ vscode, vsix: await packed, settings });
    opened.push(server.stop);
    const browser = await openBrowser(chromium, { width: 1500, height: 950 });
    opened.push(browser.close);
    const workbench = new Workbench(browser.page);
    const file = openFile && join(folder, openFile);
    const place = roots ? workspaceOf(folder, roots) : folder;
    await workbench.open(workbenchUrl(server.port, empty ? undefined : place, { openFile: file }));
    return { workbench, server, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns the file of a workspace of several folders */
function workspaceOf(folder, roots) {
  const file = join(folder, 'all.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: roots.map((path) => ({ path })) }));
  return file;
}

/** Keeps a picture of a window in which a test failed. To be called with mocha's `this`. */
export async function keepPicture({ currentTest }, workbench) {
  if (currentTest.state === 'failed')
    await workbench?.screenshot(`failed-${currentTest.title.replace(/\W+/g, '-').slice(0, 80)}`);
}

/** Processes of the engine and its sandbox below a server. */
export function engines({ pid }) {
  return ofGroup(pid, /dist\/(engine\.js|sandbox\.cjs)/);
}

/** Processes of a group whose command matches, a line each that begins with the process id. */
export function ofGroup(group, pattern) {
  const lines = execFileSync('ps', ['-eo', 'pid,pgid,args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => Number(line.trim().split(/\s+/)[1]) === group && pattern.test(line));
}

export async function eventually(check) {
  for (let left = 100; ; left--) {
    try {
      return await check();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
