// `npm run build`: bundles the entry points into dist/ and puts beside them the files they read.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { commonJsNames, node } from './scripts/bundling.mjs';

const root = fileURLToPath(new URL('./', import.meta.url));
const outdir = 'dist';

const bundles = {
  // One file per dynamic import, so that `--help` doesn't load the compiler. Bundled, it loads in about a third of the
  // time that importing the package takes. Identifiers stay, for `--verbose` prints stack traces.
  cli: {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts', engine: 'src/engine/server/main.ts' },
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner: { js: commonJsNames },
    minifyWhitespace: true,
    minifySyntax: true,
  },
  extension: {
    ...node,
    entryPoints: { extension: 'src/extension/extension.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    minifyWhitespace: true,
    minifySyntax: true,
  },
  // The panel's web page; its style sheet is a file of its own, as the content security policy wants it.
  panel: {
    entryPoints: { panel: 'media/panel/main.tsx', style: 'media/panel/panel.css' },
    entryNames: 'panel',
    platform: 'browser',
    target: 'chrome132',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
  },
  sandbox: {
    ...node,
    entryPoints: { sandbox: 'src/analyzer/sandbox/child.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  },
  // Runs in a bare realm: on the neutral platform esbuild refuses Node's built-in modules.
  realm: {
    entryPoints: { realm: 'src/engine/realm/main.ts' },
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    format: 'iife',
    globalName: 'understudyRealm',
  },
  // Written into the modules that `instrument` and `export` make.
  standalone: {
    entryPoints: {
      'standalone-traced': 'src/engine/standalone/traced.ts',
      'standalone-network': 'src/engine/standalone/network.ts',
    },
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    format: 'iife',
    globalName: 'understudy',
    minifyWhitespace: true,
    minifySyntax: true,
  },
};

try {
  await buildAll(Object.values(bundles));
} catch (error) {
  // What esbuild finds wrong it has printed by now, with the place in the source.
  if (!error.errors) process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function buildAll(chosen) {
  checkEntryPoints(chosen);
  mkdirSync(join(root, outdir), { recursive: true });
  const outputs = (await Promise.all(chosen.map(bundle))).flat();
  const assets = [...tensorflowPrograms(), ...compilerLibraries()];
  for (const file of assets) copyFileSync(file, join(root, outdir, basename(file)));
  if (chosen.includes(bundles.cli)) chmodSync(join(root, outdir, 'cli.js'), 0o755);
  removeAllBut([...outputs, ...assets].map((file) => basename(file)));
}

function checkEntryPoints(chosen) {
  const missing = chosen
    .flatMap(({ entryPoints }) => Object.values(entryPoints))
    .filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0)
    throw new Error(`The build has no ${missing.join(' and no ')}: write it, or take it out of esbuild.mjs.`);
}

/** @returns the paths of the files written */
async function bundle(options) {
  const { metafile } = await build({
    ...options,
    bundle: true,
    outdir,
    absWorkingDir: root,
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.outputs);
}

/** The WebAssembly programs of the tensor backend. */
function tensorflowPrograms() {
  const folder = packageFolder('@tensorflow/tfjs-backend-wasm');
  return filesIn(join(folder, 'dist'), /\.wasm$/);
}

/** The declarations of the standard library, which the compiler looks for beside its own code. */
function compilerLibraries() {
  return filesIn(join(packageFolder('typescript'), 'lib'), /^lib\..*\.d\.ts$/);
}

function packageFolder(name) {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

function filesIn(folder, pattern) {
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  if (names.length === 0) throw new Error(`${folder} holds no file like ${pattern}.`);
  return names.map((name) => join(folder, name));
}

/** What an earlier build left goes last, so that a program started meanwhile finds what it needs. */
function removeAllBut(names) {
  for (const name of readdirSync(join(root, outdir))) {
    if (!names.includes(name)) rmSync(join(root, outdir, name), { recursive: true });
  }
}
