/** A directed graph: for every vertex the list of its successors. */
export function inputs(size, random) {
  const count = int(random, 0, size);
  return [list(count, () => list(count, (to) => to).filter(() => random() < 1.5 / count))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
