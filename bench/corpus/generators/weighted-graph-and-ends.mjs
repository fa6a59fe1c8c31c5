/** A graph as an object of objects of costs, and two of its nodes. */
export function inputs(size, random) {
  const names = list(int(random, 2, Math.max(2, size)), (i) => 'n' + i);
  const graph = {};
  for (const from of names) {
    graph[from] = {};
    for (const to of names) {
      if (from !== to && random() < 3 / names.length) graph[from][to] = int(random, 1, 20);
    }
  }
  return [graph, pick(random, names), pick(random, names)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
