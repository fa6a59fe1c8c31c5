import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { commonJsNames, node } from '../../scripts/bundling.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** A job for another computer. */
export interface PackedJob {
  /** BENCH/NAME, as its result is called in bench/results. */
  readonly name: string;
  readonly program: string;
  readonly job: object;
}

/** Puts a job down in the folder's list. */
export function pack(folder: string, job: PackedJob): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'jobs.json');
  const jobs = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackedJob[]) : [];
  const others = jobs.filter(({ name }) => name !== job.name);
  writeFileSync(file, JSON.stringify([...others, job], null, 1));
}

/**
 * Puts the programs of jobs into the folder, so that Node alone does them: in the repository's root, `node FOLDER/lanes.js LANES` does what
 * is in the list and leaves results in FOLDER/results; copied into bench/results, they are found by the next `npm run bench`.
 */
export async function packPrograms(folder: string): Promise<void> {
  await build({
    entryPoints: ['cell', 'mpnn-cell', 'lanes'].map((name) => path.join(import.meta.dirname, `${name}.ts`)),
    bundle: true,
    outdir: folder,
    ...node,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    banner: { js: commonJsNames },
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
  // The sandbox, what runs in it, the compiler's declarations and the WebAssembly programs.
  const dist = path.join(root, 'dist');
  for (const name of readdirSync(dist))
    if (/^(sandbox\.cjs|realm\.js|standalone-.*|lib\..*|.*\.wasm)$/.test(name))
      copyFileSync(path.join(dist, name), path.join(folder, name));
  const data = process.env['UNDERSTUDY_CLRS'];
  if (data !== undefined) cpSync(data, path.join(folder, 'clrs'), { recursive: true });
}
