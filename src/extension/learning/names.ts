import type { LearnedFunction } from '../../shared/panel.ts';

type Named = Pick<LearnedFunction, 'id' | 'file' | 'name'>;

/**
 * What tells functions of one name apart, by id: as much of the end of a function's path as no other of its name has. Of a name
 * that only one has nothing is told. Pure.
 */
export function placesApart(fns: readonly Named[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { id, file, name } of fns) {
    const others = fns.filter((other) => other.name === name && other.id !== id).map((other) => partsOf(other.file));
    if (others.length === 0) continue;
    const parts = partsOf(file);
    const end = (of: readonly string[], length: number): string => of.slice(-length).join('/');
    let length = 1;
    while (length < parts.length && others.some((other) => end(other, length) === end(parts, length))) length++;
    places.set(id, end(parts, length));
  }
  return places;
}

/** On Windows a path may have either separator. */
function partsOf(file: string): string[] {
  return file.split(/[\\/]/);
}
