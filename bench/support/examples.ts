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

/** The ten algorithms on which networks are compared. */
export const TEN: readonly { readonly name: string; readonly target: string }[] = [
  ['copy', 'copy.ts#copy'],
  ['reverse', 'reverse-string.ts#reverseString'],
  ['minimum', 'clrs/minimum.ts#minimum'],
  ['insertion sort', 'clrs/insertion-sort.ts#insertionSort'],
  ['binary search', 'clrs/binary-search.ts#binarySearch'],
  ['BFS', 'clrs/bfs.ts#bfs'],
  ['Bellman-Ford', 'clrs/bellman-ford.ts#bellmanFord'],
  ['Dijkstra', 'clrs/dijkstra.ts#dijkstra'],
  ['LCS', 'clrs/lcs-length.ts#lcsLength'],
  ['Floyd-Warshall', 'clrs/floyd-warshall.ts#floydWarshall'],
].map(([name = '', target = '']) => ({ name, target: path.join(root, 'examples', target) }));

/** A target as another checkout finds it, from its root. */
export function fromRoot(target: string): string {
  return path.relative(root, target);
}

/** A name for files: `clrs-minimum-minimum`. */
export function fileNameOf(target: string): string {
  return path.relative(path.join(root, 'examples'), target).replace(/\.ts#|[^\w-]+/g, '-');
}
