// Installs a VS Code that runs on Node alone: the server and web workbench inside the code-server package, from the npm
// registry, without install scripts. Chromium and ripgrep come from the system, or from apt where there is none.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.vscode-test');

/** code-server's version, which contains VS Code 1.99.3: the oldest that the extension supports. */
const VERSION = process.env.UNDERSTUDY_CODE_SERVER ?? '4.99.4';

const NPM_FLAGS = [
  '--ignore-scripts',
  '--legacy-peer-deps',
  '--omit=dev',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

/** @returns {{ vscode: string, chromium: string }} folder of the server, path of the browser */
export function ensureHost() {
  const chromium = ensureChromium();
  ensureProgram(['rg'], 'ripgrep');
  return { vscode: ensureServer(), chromium };
}

/** @returns {string} path of the browser */
export function ensureChromium() {
  return ensureProgram(['chromium', 'chromium-browser', 'google-chrome'], 'chromium', process.env.CHROMIUM);
}

/** @returns {string} folder of the server; without ripgrep, searching in files is missing there */
export function ensureServer() {
  const home = join(cache, `code-server-${VERSION}`);
  const vscode = join(home, 'vscode');
  if (existsSync(join(home, '.done'))) return vscode;
  process.stdout.write(`Installing code-server ${VERSION} (once) …\n`);
  mkdirSync(home, { recursive: true });
  const unpacked = mkdtempSync(join(cache, 'unpack-'));
  try {
    run('npm', ['pack', '--silent', '--loglevel=error', `code-server@${VERSION}`], unpacked);
    const [archive] = readdirSync(unpacked);
    run('tar', ['xzf', archive, '--exclude=*.js.map', '--exclude=*.css.map', 'package/lib/vscode'], unpacked);
    rmSync(vscode, { recursive: true, force: true });
    renameSync(join(unpacked, 'package/lib/vscode'), vscode);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  run('npm', ['ci', ...NPM_FLAGS], vscode);
  run('npm', ['ci', ...NPM_FLAGS], join(vscode, 'extensions'));
  // Up to 1.99 some modules are looked up under this name.
  if (!existsSync(join(vscode, 'node_modules.asar'))) symlinkSync('node_modules', join(vscode, 'node_modules.asar'));
  const bin = join(vscode, 'node_modules/@vscode/ripgrep/bin');
  const ripgrep = find(['rg']);
  mkdirSync(bin, { recursive: true });
  if (ripgrep && !existsSync(join(bin, 'rg'))) symlinkSync(ripgrep, join(bin, 'rg'));
  writeFileSync(join(home, '.done'), VERSION);
  return vscode;
}

/** Path of the first of some programs that is there; asks apt for a package where none is. */
function ensureProgram(names, aptPackage, given) {
  if (given) return given;
  const found = find(names);
  if (found) return found;
  process.stdout.write(`Installing ${aptPackage} …\n`);
  const apt = ['-o', 'DPkg::Lock::Timeout=300', '-qq', '-y'];
  try {
    run('apt-get', [...apt, 'update'], cache);
    run('apt-get', [...apt, 'install', '--no-install-recommends', aptPackage], cache);
  } catch (cause) {
    throw new Error(`${missing(aptPackage)} (${cause.message.trim()})`, { cause });
  }
  const installed = find(names);
  if (!installed) throw new Error(missing(aptPackage));
  return installed;
}

function missing(program) {
  return `${program} is missing: install it, or leave out the rings integration and e2e.`;
}

function find(names) {
  for (const name of names) {
    const which = spawnSync('which', [name], { encoding: 'utf8' });
    if (which.status === 0) return which.stdout.trim();
  }
  return undefined;
}

function run(command, args, cwd) {
  mkdirSync(cwd, { recursive: true });
  const { status, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr}`);
}
