/**
 * The edit distance of Levenshtein (1966): how many letters must be inserted, deleted or replaced.
 *
 * @param a one word
 * @param b the other word
 * @returns the smallest number of edits that turn `a` into `b`
 * @alphabet a abc
 * @alphabet b abc
 */
export function levenshtein(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
