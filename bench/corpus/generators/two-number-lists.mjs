/** Two lists of numbers of one length, at least two long. */
export function inputs(size, random) {
  const length = int(random, 2, Math.max(2, size));
  const x = list(length, () => int(random, -size, 2 * size) / 2);
  return [x, x.map((value) => (random() < 0.5 ? value : int(random, -size, 2 * size) / 2))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
