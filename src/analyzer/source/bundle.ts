import { readFileSync, realpathSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import type { BuildFailure, BuildResult, Loader, Message, Plugin } from 'esbuild';
import { UserError } from '../../shared/errors.ts';
import { applyEdits, Original, type Compiled } from './original.ts';

/** Builds in flight: esbuild's service process is stopped when the last one ends, never under another. */
let builds = 0;

/**
 * Puts a file and everything it imports into one module that exports `names`; node's own modules stay imports.
 * @param entry the file, whose edits make it export `names`
 * @throws {UserError} exit 2, naming an import that can't be found and its place
 */
export async function bundle(entry: Original, isCommonJs: boolean, names: readonly string[]): Promise<Compiled> {
  // Most files need no bundler, and loading it costs more than compiling them.
  const esbuild = await import('esbuild');
  // esbuild names files by where they really are: packages are often links.
  const file = realpathSync(entry.file);
  const originals = new Map<string, Original>([[file, entry]]);
  const folder = path.dirname(file);
  const specifier = JSON.stringify(file);
  builds++;
  try {
    const result = await esbuild.build({
      stdin: {
        contents: isCommonJs
          ? names.map((name) => `export const ${name} = require(${specifier}).${name};\n`).join('')
          : `export { ${names.join(', ')} } from ${specifier};\n`,
        resolveDir: folder,
        sourcefile: '<entry>',
      },
      absWorkingDir: folder,
      outfile: path.join(folder, 'program.js'),
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['import', 'default', 'node'],
      target: 'es2022',
      jsx: 'preserve',
      sourcemap: 'external',
      sourcesContent: false,
      treeShaking: true,
      external: [...builtinModules, 'node:*'],
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
      plugins: [keepOriginals(originals)],
    });
    return compiled(result, folder, originals);
  } catch (error) {
    throw asUserError(error, entry);
  } finally {
    builds--;
    if (builds === 0) await esbuild.stop();
  }
}

/**
 * Reads every file as the user sees it: the entry with its edits, and none with the source map it may carry, which
 * would lead to files that are not there.
 */
function keepOriginals(originals: Map<string, Original>): Plugin {
  return {
    name: 'understudy-originals',
    setup(build) {
      // What is loaded while the program runs is refused where it is; it is not to be put in.
      build.onResolve({ filter: /./ }, ({ kind, path: file }) =>
        kind === 'dynamic-import' ? { path: file, external: true } : null,
      );
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path: file }) => {
        const original = originals.get(file) ?? new Original(file, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
        originals.set(file, original);
        const contents = applyEdits(original.text, original.edits).replaceAll(
          '# sourceMappingURL=',
          '# sourceMapping   =',
        );
        return { contents, loader: loaderOf(file), resolveDir: path.dirname(file) };
      });
    },
  };
}

function loaderOf(file: string): Loader {
  if (file.endsWith('.tsx')) return 'tsx';
  return /\.[cm]?ts$/.test(file) ? 'ts' : 'jsx';
}

function compiled(
  result: BuildResult<{ write: false }>,
  folder: string,
  files: ReadonlyMap<string, Original>,
): Compiled {
  const text = (ending: string): string =>
    result.outputFiles.find(({ path: file }) => file.endsWith(ending))?.text ?? '';
  const sourceMap = text('.map');
  const originals = new Map<string, Original>();
  for (const name of (JSON.parse(sourceMap) as { sources: string[] }).sources) {
    const original = files.get(path.resolve(folder, name));
    if (original) originals.set(name, original);
  }
  const code = asStrictAsWritten(text('.js'), (name) => files.get(path.resolve(folder, name)));
  return { code, sourceMap, originals };
}

/** A strict tsconfig.json makes esbuild put "use strict" into JavaScript files that run without a compiler elsewhere. */
function asStrictAsWritten(code: string, originalOf: (name: string) => Original | undefined): string {
  return code.replace(
    /^( {2}("(?:[^"\\]|\\.)*")\([^)]*\) \{\n *)("use strict";)/gm,
    (all, head: string, name: string, directive: string) => {
      const original = originalOf(JSON.parse(name) as string);
      if (!original || !/\.[cm]?js$/.test(original.file) || original.isStrict) return all;
      return head + ' '.repeat(directive.length);
    },
  );
}

function asUserError(error: unknown, entry: Original): unknown {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (!first) return error;
  const missing = /^Could not resolve "(.*)"/.exec(first.text)?.[1];
  const place = placeOf(first, entry);
  if (missing === undefined)
    return new UserError(`${place} can't be compiled: ${first.text}. Correct it and try again.`);
  const advice = missing.startsWith('.') ? 'check the path' : `install it, e.g. with npm install ${missing}`;
  return new UserError(`The import "${missing}" at ${place} can't be found; ${advice}.`, undefined, [], {
    cause: error,
  });
}

/** esbuild counts lines from 1 and columns in bytes from 0. */
function placeOf({ location }: Message, entry: Original): string {
  if (!location) return entry.file;
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return `${path.resolve(path.dirname(entry.file), location.file)}:${location.line}:${before.length + 1}`;
}
