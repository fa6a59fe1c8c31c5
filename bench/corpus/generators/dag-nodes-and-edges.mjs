/** The nodes and edges of a directed graph without cycles, now and then with an edge to a node not listed. */
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
  if (edges.length > 0 && random() < 0.05) edges.push([nodes[0], 'unlisted']);
  return [nodes, edges];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
