// Installs the packages of the lock file when they are missing or stale. Node built-ins only: it runs before any package is there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** @throws {Error} if npm can't install. */
export function ensureInstalled() {
  if (isInstalled()) return;
  process.stdout.write('Installing packages (npm ci) …\n');
  // Install scripts are left out: no package here needs one, and what they run would be somebody else's code.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === 'win32',
  });
  if (npm.error)
    throw new Error('npm was not found: install Node.js 20 or newer together with npm.', { cause: npm.error });
  if (npm.status !== 0) throw new Error('npm ci failed: read its message above, then try again.');
}

/** npm writes what it installed into node_modules; that must be what the lock file asks for. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  delete wanted[''];
  return (
    Object.entries(wanted).every(([path, entry]) =>
      present[path] ? present[path].version === entry.version : entry.optional === true,
    ) && Object.keys(present).every((path) => path in wanted)
  );
}

/** @returns {Record<string, { version: string, optional?: boolean }> | null} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
