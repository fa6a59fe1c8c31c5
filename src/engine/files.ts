import { existsSync } from 'node:fs';
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
