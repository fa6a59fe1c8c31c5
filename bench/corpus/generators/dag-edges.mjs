/** The edges of a directed graph, now and then with a cycle. */
export function inputs(size, random) {
  const nodes = list(int(random, 1, Math.max(1, size)), (i) => 'n' + i);
  const order = nodes
    .map((node) => [random(), node])
    .sort((a, b) => a[0] - b[0])
    .map(([, node]) => node);
  const edges = [];
  for (let i = 0; i < order.length; i++) {
    for (let j = i + 1; j < order.length; j++) {
      if (random() < 1.5 / order.length) edges.push([order[i], order[j]]);
    }
  }
  if (edges.length > 0 && random() < 0.1) edges.push([pick(random, edges)[1], pick(random, edges)[0]]);
  return [edges];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
