import assert from 'node:assert/strict';
import { buildGraph, drawGraph, readGraph } from '../../../src/analyzer/inputs/draw/graphs.ts';
import type { Context } from '../../../src/analyzer/inputs/draw/context.ts';
import { ANY_GRAPH, type GraphSpec } from '../../../src/analyzer/inputs/spec.ts';
import { createRandom } from '../../../src/shared/random.ts';

const SPEC: GraphSpec = {
  ...ANY_GRAPH,
  form: 'parts',
  weighted: false,
  parts: [
    { name: 'V', as: 'vertices' },
    { name: 'Adj', as: 'lists' },
    { name: 'E', as: 'edges' },
  ],
};

describe('graphs as objects of their parts', () => {
  it('tell the same in each part, and can be read back', () => {
    const random = createRandom(3);
    for (let i = 0; i < 50; i++) {
      const drawn = drawGraph(SPEC, { random, size: 8, style: 'plain' } as Context) as {
        V: number[];
        Adj: number[][];
        E: [number, number][];
      };
      assert.deepEqual(drawn.V, drawn.V.map((_, v) => v)); // prettier-ignore
      const listed = drawn.Adj.flatMap((row, u) => row.map((v) => `${u} ${v}`));
      assert.deepEqual(new Set(drawn.E.map(([u, v]) => `${u} ${v}`)), new Set(listed));
      const read = readGraph(SPEC, drawn);
      assert(read);
      assert.deepEqual((buildGraph(SPEC, read.n, read.edges) as { Adj: number[][] }).Adj, drawn.Adj);
    }
  });

  it('are not read from vertices that are numbered otherwise', () => {
    assert.equal(readGraph(SPEC, { V: [3, 4], Adj: [[], []], E: [] }), null);
  });
});
