import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A declaration file that says more about a JavaScript file than the file itself. */
export interface DeclarationFile {
  readonly file: string;
  /**
   * It describes exactly this file, so its default export is this file's. Otherwise it describes the package
   * as a whole, and only names that agree can be trusted.
   */
  readonly exact: boolean;
}

/**
 * The declaration file for a JavaScript file: `x.d.ts` beside `x.js`, else the "types" of the package the file
 * belongs to, else what `@types` has for the package. Null if there is none.
 */
export function declarationFileOf(file: string): DeclarationFile | null {
  const beside = firstFile(declarationNames(file));
  if (beside !== null) return { file: beside, exact: true };
  const root = packageRoot(file);
  if (root === null) return null;
  const manifest = readManifest(root);
  const exact = isEntry(file, root, manifest);
  const own = packageTypes(root, manifest);
  if (own !== null) return { file: own, exact };
  const separate = separateTypesFolder(root, manifest);
  if (separate === null) return null;
  const sameFile = firstFile(declarationNames(path.join(separate, path.relative(root, file))));
  if (sameFile !== null) return { file: sameFile, exact: true };
  const types = packageTypes(separate, readManifest(separate));
  return types === null ? null : { file: types, exact };
}

interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly types?: unknown;
  readonly typings?: unknown;
  readonly exports?: unknown;
}

function declarationNames(file: string): string[] {
  return [file.replace(/\.([cm]?)js$/, '.d.$1ts'), file.replace(/\.[cm]?js$/, '.d.ts')];
}

function firstFile(candidates: readonly string[]): string | null {
  return candidates.find((candidate) => /\.d\.[cm]?ts$/.test(candidate) && existsSync(candidate)) ?? null;
}

function packageRoot(file: string): string | null {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}

function readManifest(root: string): Manifest {
  try {
    const json: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    // A manifest that can't be read says nothing about types; the function is learned from its own text.
    return {};
  }
}

/** Whether the package's users get this file when they import the package by its name. */
function isEntry(file: string, root: string, manifest: Manifest): boolean {
  const entries = ['index.js', ...strings([manifest.main, manifest.module, manifest.exports])];
  return entries.some((entry) => {
    const target = path.resolve(root, entry);
    return [target, `${target}.js`, path.join(target, 'index.js')].includes(file);
  });
}

/** Every string in a JSON value, keys left out. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}

function packageTypes(root: string, manifest: Manifest): string | null {
  const inExports = strings(manifest.exports).filter((entry) => entry.startsWith('.'));
  const candidates = [manifest.types, manifest.typings, ...inExports, 'index.d.ts'].flatMap((entry) => {
    if (typeof entry !== 'string') return [];
    const file = path.resolve(root, entry);
    return [file, `${file}.d.ts`, path.join(file, 'index.d.ts')];
  });
  return firstFile(candidates);
}

/** The folder of `@types/name`; a scoped package `@a/b` is found there as `a__b`. */
function separateTypesFolder(root: string, manifest: Manifest): string | null {
  if (typeof manifest.name !== 'string') return null;
  const mangled = manifest.name.startsWith('@') ? manifest.name.slice(1).replace('/', '__') : manifest.name;
  for (let folder = root; path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', '@types', mangled);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
  }
  return null;
}
