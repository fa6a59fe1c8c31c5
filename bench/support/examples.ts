import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The CLRS-30 algorithms: a name and a target each. */
export function clrsExamples(): { readonly name: string; readonly target: string }[] {
  return examplesIn('examples/clrs');
}

/** The other examples. */
export function otherExamples(): { readonly name: string; readonly target: string }[] {
  return examplesIn('examples');
}

function examplesIn(folder: string): { name: string; target: string }[] {
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith('.ts'));
  return files.sort().flatMap((file) => {
    const location = path.join(root, folder, file);
    const exported = [...readFileSync(location, 'utf8').matchAll(/^export function (\w+)/gm)];
    return exported.map(([, name = '']) => ({ name, target: `${location}#${name}` }));
  });
}
