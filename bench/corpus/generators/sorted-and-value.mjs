/** A sorted list of numbers and a value that may or may not be in it. */
export function inputs(size, random) {
  const values = list(int(random, 0, size), () => int(random, -size, size)).sort((a, b) => a - b);
  return [values, int(random, -size - 1, size + 1)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
