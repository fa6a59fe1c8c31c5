/** A list of numbers, with repeats, and a position in it. */
export function inputs(size, random) {
  const values = list(int(random, 1, Math.max(1, size)), () => int(random, -size, 2 * size));
  return [values, int(random, 0, values.length - 1)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
