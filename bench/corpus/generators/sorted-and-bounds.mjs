/** A sorted list, a value, no comparator, and the first and last position to search. */
export function inputs(size, random) {
  const values = list(int(random, 1, Math.max(1, size)), () => int(random, -size, size)).sort((a, b) => a - b);
  const low = int(random, 0, values.length - 1);
  return [values, int(random, -size - 1, size + 1), undefined, low, int(random, low, values.length - 1)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
