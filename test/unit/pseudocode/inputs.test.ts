import assert from 'node:assert/strict';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import { infer } from '../inputs/support.ts';
import { runnable } from '../../support/pseudocode.ts';

/** Argument lists as `learn` draws them for the first routine. */
function drawn(text: string, count = 200): unknown[][] {
  const { translation } = runnable(text);
  const generator = createGenerator(infer(translation.code), 3);
  return Array.from({ length: count }, () => generator.next(8));
}

/** Whether a list has anything beside its entries: what is noted at −1. */
const hasStrays = (list: unknown): boolean => Object.keys(list as object).some((key) => !/^\d+$/.test(key));

const BFS = (loop: string, first: number): string => `BFS(G, s)
  let d be a new array
  d[s] = ${first}
  Q = ∅
  ENQUEUE(Q, s)
  while Q ≠ ∅
    u = DEQUEUE(Q)
    for each v in ${loop}
      if d[v] == NIL
        d[v] = d[u] + 1
        ENQUEUE(Q, v)
  return d
`;

describe('inputs of pseudocode', () => {
  it('number the vertices of a graph that lists none from where the text counts', () => {
    for (const [comment, first] of [['', 1], ['// indices begin at 0\n', 0]] as const) {
      const text = comment + BFS('G.Adj[u]', 0);
      const { main } = runnable(text);
      assert.match(runnable(text).translation.decisions[0]?.text ?? '', new RegExp(`vertices begin at ${first}`));
      for (const args of drawn(text)) {
        const [graph, s] = args as [{ Adj: number[][] }, number];
        const isVertex = (v: number): boolean => v >= first && v < graph.Adj.length + first;
        assert(graph.Adj.flat().every(isVertex) && isVertex(s), JSON.stringify(args));
        assert(!hasStrays(main(...args)), JSON.stringify(args));
      }
    }
  }); // prettier-ignore

  it('number them in lists of neighbours, too', () => {
    for (const args of drawn(`BFS(Adj, s, n)\n${BFS('Adj[u]', 0).split('\n').slice(1).join('\n')}`)) {
      const [lists] = args as [number[][]];
      assert(lists.flat().every((v) => v >= 1 && v <= lists.length), JSON.stringify(args)); // prettier-ignore
    }
  });

  it('count positions from where the text does', () => {
    const text = 'SEARCH(A, p, r, x)\n  while p ≤ r\n    if A[p] == x\n      return p\n    p = p + 1\n  return NIL\n';
    const least = Math.min(...drawn(text).map((args) => Math.min(args[1] as number, args[2] as number)));
    assert.equal(least, 1);
  });

  it('tie a list of edges to the list of vertices', () => {
    const text = `function distances(vertices, edges, source)
  for each vertex v in vertices do
    d[v] ← ∞
  d[source] ← 0
  for each vertex x in vertices do
    for each edge (u, v, w) in edges do
      d[v] ← min(d[v], d[u] + w)
  return d
`;
    let reached = 0;
    for (const args of drawn(text)) {
      const [vertices, edges, source] = args as [number[], [number, number, number][], number];
      assert(edges.every(([u, v]) => vertices.includes(u) && vertices.includes(v)), JSON.stringify(args)); // prettier-ignore
      assert(vertices.length === 0 || vertices.includes(source));
      reached += edges.length;
    }
    assert(reached > 200);
  });
});
