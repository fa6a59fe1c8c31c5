// `npm run package`: builds and packs the extension into one .vsix that installs on every platform.
// It has no native parts: in place of esbuild's program it carries esbuild as WebAssembly.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = fileURLToPath(new URL('../', import.meta.url));
const stage = join(root, '.vscode-test', 'package');

/** What an installed extension needs; the command line's own entry is left out. */
const ICONS = ['icon.png', 'icon.svg', 'icon-light.svg', 'icon-dark.svg'].map((name) => `media/${name}`);
const CONTENT = [
  'dist',
  ...ICONS,
  'media/walkthrough',
  'media/pseudocode',
  'package.nls.json',
  'l10n',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];

/** Fields of package.json that mean nothing to an editor. */
const FIELDS_LEFT_OUT = ['private', 'bin', 'files', 'scripts', 'dependencies', 'devDependencies'];

/** @returns {Promise<string>} path of the package */
export async function packageExtension() {
  if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0) {
    throw new Error('The build failed: see its message above.');
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const name of CONTENT) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(stage, name), { recursive: true });
  }
  rmSync(join(stage, 'dist/cli.js'), { force: true });
  if (!manifest.repository) leaveOutLinks(join(stage, 'README.md'));
  const kept = Object.entries(manifest).filter(([field]) => !FIELDS_LEFT_OUT.includes(field));
  writeFileSync(join(stage, 'package.json'), JSON.stringify(Object.fromEntries(kept), null, 2));
  requireNamed(manifest);
  addEsbuild();
  const file = join(root, `${manifest.name}-${manifest.version}.vsix`);
  await createVSIX({
    cwd: stage,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return file;
}

/** @throws {Error} for what package.json names and the package lacks: an editor passes over it without a word */
function requireNamed({ main, icon, contributes }) {
  const named = JSON.stringify({ main, icon, contributes }).match(/(?<=")(\.\/)?(dist|media)\/[^"]+/g);
  const missing = named.filter((name) => !existsSync(join(stage, name)));
  if (missing.length > 0)
    throw new Error(`The package lacks ${missing.join(', ')}: see CONTENT in scripts/package.mjs.`);
}

/** Pictures and links of the repository show nothing from inside a package that does not say where its repository is. */
function leaveOutLinks(file) {
  const text = readFileSync(file, 'utf8')
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n/gm, '')
    .replaceAll(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '$1');
  writeFileSync(file, text);
}

/** The engine imports `esbuild`; here it finds the one that runs everywhere. */
function addEsbuild() {
  const from = dirname(createRequire(import.meta.url).resolve('esbuild-wasm/package.json'));
  const to = join(stage, 'dist/node_modules/esbuild');
  for (const name of ['bin/esbuild', 'esbuild.wasm', 'wasm_exec.js', 'wasm_exec_node.js', 'LICENSE.md']) {
    cpSync(join(from, name), join(to, name), { recursive: true });
  }
  mkdirSync(join(to, 'lib'), { recursive: true });
  // It starts a process by the name of Node, which an editor's user need not have: the engine's own program is one.
  const code = readFileSync(join(from, 'lib/main.js'), 'utf8');
  const mended = code.replace(
    'return ["node", [path2.join(__dirname',
    'return [process.execPath, [path2.join(__dirname',
  );
  if (mended === code) throw new Error('esbuild-wasm no longer starts Node as scripts/package.mjs expects: see there.');
  writeFileSync(join(to, 'lib/main.js'), mended);
  const { version, license } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  writeFileSync(join(to, 'package.json'), JSON.stringify({ name: 'esbuild', version, license, main: 'lib/main.js' }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await packageExtension();
  process.stdout.write(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB\n`);
}
