/** A sorted list of numbers and a probability, the ends 0 and 1 included. */
export function inputs(size, random) {
  const values = list(int(random, 1, Math.max(1, size)), () => int(random, -size, 2 * size)).sort((a, b) => a - b);
  return [values, int(random, 0, 8) / 8];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
