import assert from 'node:assert/strict';
import { buildGraph, drawGraph, numberedAs, readGraph } from '../../../src/analyzer/inputs/draw/graphs.ts';
import type { Context } from '../../../src/analyzer/inputs/draw/context.ts';
import { ANY_GRAPH, type GraphSpec } from '../../../src/analyzer/inputs/spec.ts';
import { createRandom, type Random } from '../../../src/shared/random.ts';

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

/** As for an argument of size 8. */
function contextOf(random: Random): Context {
  const draw = (): never => assert.fail('graphs draw no other values');
  const none = { length: null, columns: null, recursive: new Map<string, never>(), draw, nodes: 0 };
  return { random, size: 8, exact: true, depth: 0, style: 'plain', ...none };
}

describe('graphs as objects of their parts', () => {
  it('tell the same in each part, and can be read back', () => {
    const random = createRandom(3);
    for (let i = 0; i < 50; i++) {
      const drawn = drawGraph(SPEC, contextOf(random)) as {
        V: number[];
        Adj: number[][];
        E: [number, number][];
      };
      assert.deepEqual(drawn.V, drawn.V.map((_, v) => v)); // prettier-ignore
      assert.equal(drawn.V.length, 8);
      const listed = drawn.Adj.flatMap((row, u) => row.map((v) => `${u} ${v}`));
      assert.deepEqual(new Set(drawn.E.map(([u, v]) => `${u} ${v}`)), new Set(listed));
      const read = readGraph(SPEC, drawn);
      assert(read);
      assert.deepEqual((buildGraph(numberedAs(SPEC, drawn), read.n, read.edges) as { Adj: number[][] }).Adj, drawn.Adj);
    }
  });

  it('begin with 0 or with 1 where the list of vertices says it', () => {
    const spec: GraphSpec = { ...SPEC, first: 'listed' };
    const random = createRandom(3);
    const firsts = new Set<number | undefined>();
    for (let i = 0; i < 50; i++) {
      const drawn = drawGraph(spec, contextOf(random)) as { V: number[]; Adj: number[][] };
      if (drawn.V.length > 0) firsts.add(drawn.V[0]);
      const read = readGraph(spec, drawn);
      assert(read);
      const again = buildGraph(numberedAs(spec, drawn), read.n, read.edges) as typeof drawn;
      assert.deepEqual([again.V, again.Adj], [drawn.V, drawn.Adj]);
    }
    assert.deepEqual([...firsts].sort(), [0, 1]);
  });

  it('are not read from vertices that are numbered otherwise', () => {
    assert.equal(readGraph(SPEC, { V: [3, 4], Adj: [[], []], E: [] }), null);
  });
});
