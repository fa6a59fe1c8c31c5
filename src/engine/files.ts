import { existsSync } from 'node:fs';
import { access, constants, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../shared/errors.ts';

/** Where the built files are: beside this one when bundled, in dist/ when run from source. */
function distFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return existsSync(path.join(here, 'sandbox.cjs')) ? here : path.resolve(here, '../../dist');
}

/** Paths of the scripts that the sandbox runs. */
export function sandboxScripts(): { readonly realmScript: string; readonly processScript: string } {
  const folder = distFolder();
  const scripts = { realmScript: path.join(folder, 'realm.js'), processScript: path.join(folder, 'sandbox.cjs') };
  for (const script of Object.values(scripts)) {
    if (!existsSync(script)) throw new UserError(`${script} is missing: run \`npm run build\` first.`);
  }
  return scripts;
}

/** Text of a runtime that is written into modules: declares `understudy`. */
export async function standaloneScript(name: 'traced' | 'network'): Promise<string> {
  const script = path.join(distFolder(), `standalone-${name}.js`);
  try {
    return await readFile(script, 'utf8');
  } catch {
    throw new UserError(`${script} is missing: run \`npm run build\` first.`);
  }
}

/**
 * Writes a file whole or not at all.
 * @param option which names it
 * @throws {UserError} exit 2 if it can't be written
 */
export async function writeOutput(file: string, lines: readonly string[], option = '--out'): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${lines.join('\n')}\n`);
    await rename(temporary, file);
  } catch (error) {
    // Where nothing can be written, nothing can be removed.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(file, error, option);
  }
}

/** Before long work for a file: whether its folder can be written to. @throws {UserError} exit 2 */
export async function requireFolderOf(file: string, option: string): Promise<void> {
  try {
    await access(path.dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, error, option);
  }
}

function unwritable(file: string, error: unknown, option: string): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const folder = path.dirname(file);
  const why = code === 'ENOENT' && !existsSync(folder) ? `there is no folder ${folder}` : code;
  return new UserError(`${file} can't be written (${why}): choose another place with ${option}.`);
}
