/** The edges of an undirected graph, with weights. */
export function inputs(size, random) {
  const count = int(random, 2, Math.max(2, size));
  const node = () => 'n' + int(random, 0, count - 1);
  return [list(int(random, 1, 2 * count), () => ({ from: node(), to: node(), weight: int(random, 1, 30) }))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
