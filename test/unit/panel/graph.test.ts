import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attributesOf, fromEdges, fromObject } from '../../../media/panel/player/graph-object.ts';
import { asGraph, layOut, MAX_NODES, type Graph } from '../../../media/panel/player/graph.ts';

type Fields = Parameters<typeof fromObject>[0];

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 2, max: MAX_NODES }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    directed: fc.boolean(),
    edges: fc.array(fc.record({ from: fc.nat(size - 1), to: fc.nat(size - 1), weight: fc.constant('') }), {
      maxLength: 60,
    }),
  }),
);

describe('graphs in the player', () => {
  it('are laid out inside their box, each node in a place of its own, always the same', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const points = layOut(graph);
        assert.deepEqual(layOut(graph), points);
        assert.equal(new Set(points.map(({ x, y }) => `${x.toFixed(4)},${y.toFixed(4)}`)).size, graph.size);
        for (const { x, y } of points) assert.ok(x >= -1e-9 && x <= 1 + 1e-9 && y >= -1e-9 && y <= 1 + 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('put neighbours nearer to each other than strangers', () => {
    const ring = Array.from({ length: 12 }, (_, i) => ({ from: (i * 5) % 12, to: ((i + 1) * 5) % 12, weight: '' }));
    const points = layOut({ size: 12, directed: false, edges: ring });
    const distance = (a: number, b: number): number =>
      Math.hypot((points[a]?.x ?? 0) - (points[b]?.x ?? 0), (points[a]?.y ?? 0) - (points[b]?.y ?? 0));
    const near = ring.map(({ from, to }) => distance(from, to));
    const all = points.flatMap((_, a) => points.map((__, b) => distance(a, b)));
    const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    assert.ok(mean(near) < 0.7 * mean(all), `${mean(near)} of ${mean(all)}`);
  });

  it('are found in matrices and in lists of neighbours', () => {
    const square = asGraph([
      [0, 1, 0],
      [1, 0, 1],
      [0, 1, 0],
    ]);
    assert.deepEqual(square, {
      size: 3,
      directed: false,
      edges: [
        { from: 0, to: 1, weight: '' },
        { from: 1, to: 2, weight: '' },
      ],
    });
    assert.deepEqual(
      asGraph([
        [0, 2.5],
        [{ $: 'Infinity' }, 0],
      ]),
      {
        size: 2,
        directed: true,
        edges: [{ from: 0, to: 1, weight: '2.5' }],
      },
    );
    assert.deepEqual(asGraph([[1, 2], [2], []])?.edges.length, 3);
    assert.deepEqual(asGraph([[[1, 7]], [[0, 7]], []]), {
      size: 3,
      directed: false,
      edges: [{ from: 0, to: 1, weight: '7' }],
    });
  });

  it('are found in objects of vertices with neighbours or edges, by the names of the vertices', () => {
    const names = ['1', '2', '3'];
    const edges = [
      { from: 0, to: 1, weight: '' },
      { from: 2, to: 0, weight: '' },
    ];
    const directed = { size: 3, names, directed: true, edges };
    const tagged = { $: 'Map', value: [[1, [2]], [2, []], [3, [1]]] }; // prettier-ignore
    const alike: readonly Fields[] = [
      { V: [1, 2, 3], Adj: [[2], [], [1]] },
      { V: [1, 2, 3], E: [[1, 2], [3, 1]], d: [0, 0, 0] }, // prettier-ignore
      { vertices: { $: 'Set', value: [1, 2, 3] }, edges: [{ from: 1, to: 2 }, { from: 3, to: 1 }] }, // prettier-ignore
      { nodes: [1, 2, 3], neighbors: tagged },
      { adjacencyList: tagged },
      { Adj: { 1: [2], 2: [], 3: [1] } },
    ];
    for (const given of alike) assert.deepEqual(fromObject(given), directed);
    assert.deepEqual(
      fromObject({
        V: 2,
        E: [
          [0, 1, 2.5],
          [1, 0, 2.5],
        ],
      }),
      {
        // prettier-ignore
        ...{ size: 2, names: ['0', '1'], directed: false },
        edges: [{ from: 0, to: 1, weight: '2.5' }],
      },
    );
    assert.deepEqual(attributesOf({ V: [1], Adj: [[]], d: [0], color: ['WHITE'] }), [
      ['d', [0]],
      ['color', ['WHITE']],
    ]);
    const others: readonly Fields[] = [{ V: [1, 2] }, { Adj: 3 }, { V: [1, 2], E: [[1, 9]] }, { items: [1, 2] }];
    for (const other of others) assert.equal(fromObject(other), null, JSON.stringify(other));
  });

  it('are found in lists of edges that are called so', () => {
    const pairs = [[0, 1], [1, 2], [2, 0]]; // prettier-ignore
    const found = fromEdges('edges', pairs);
    assert.deepEqual([found?.size, found?.directed, found?.edges.length], [3, true, 3]);
    assert.deepEqual(fromEdges('E', [[1, 2, 7]])?.names, ['1', '2']);
    assert.equal(fromEdges('intervals', pairs), null);
    assert.equal(fromEdges('edges', [[0.5, 1]]), null);
    assert.equal(fromEdges('edges', []), null);
  });

  it('are not seen in other tables', () => {
    assert.equal(
      asGraph([
        [1, 2],
        [3, 4],
      ]),
      null,
    );
    assert.equal(
      asGraph([
        [5, 6, 7],
        [8, 9, 10],
      ]),
      null,
    );
    assert.equal(
      asGraph([
        ['a', 'b'],
        ['b', 'a'],
      ]),
      null,
    );
    assert.equal(asGraph([1, 2, 3]), null);
    assert.equal(
      asGraph([
        [0, -1],
        [-1, 0],
      ]),
      null,
    );
  });
});
