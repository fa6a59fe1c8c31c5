import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloneInput } from '../../../src/analyzer/inputs/clone.ts';
import { conform } from '../../../src/analyzer/inputs/conform.ts';
import { decodeInput, functionNamed, functionSource } from '../../../src/analyzer/inputs/functions.ts';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import { mutate } from '../../../src/analyzer/inputs/mutate.ts';
import {
  ANYTHING,
  ANY_GRAPH,
  ANY_NUMBER,
  ANY_STRING,
  arrayOf,
  NULL,
  unionOf,
  type GraphSpec,
  type InputSpec,
  type ValueSpec,
} from '../../../src/analyzer/inputs/spec.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { encode, WireError } from '../../../src/shared/values.ts';
import { parameter, spec } from './support.ts';

const INTEGER = { ...ANY_NUMBER, integer: true } as const;

const leaf: fc.Arbitrary<ValueSpec> = fc.oneof(
  fc
    .record({ integer: fc.boolean(), min: fc.option(fc.integer({ min: -5, max: 5 })), width: fc.option(fc.nat(30)) })
    .map(({ integer, min, width }): ValueSpec => ({
      ...ANY_NUMBER,
      integer,
      min,
      max: width === null ? null : (min ?? 0) + width,
      extra: [3],
    })),
  fc.constantFrom<ValueSpec>(
    ANY_STRING,
    { ...ANY_STRING, alphabet: 'ab', maxLength: 5 },
    { ...ANY_STRING, tokens: ['<', '>>'], made: 'tokens' },
    { kind: 'boolean' },
    { kind: 'bigint', min: 0, max: null, extra: [2] },
    { kind: 'literal', values: ['x', null, 4, { $: 'undefined' }] },
    { kind: 'date' },
    ANYTHING,
    { kind: 'typedArray', type: 'Uint8Array', minLength: 0, order: 'ascending' },
    { kind: 'function', names: ['ascending', 'isEven'] },
    { kind: 'matrix', element: INTEGER, shape: 'square', symmetric: true, minRows: 0 },
    { kind: 'matrix', element: INTEGER, shape: 'jagged', symmetric: false, minRows: 1 },
  ),
);
const graph: fc.Arbitrary<GraphSpec> = fc.record({
  kind: fc.constant('graph' as const),
  form: fc.constantFrom('matrix', 'lists', 'pairs', 'record', 'weights', 'edges'),
  directed: fc.boolean(),
  weighted: fc.boolean(),
  acyclic: fc.constant(false),
  density: fc.constantFrom(null, 'sparse' as const, 0.4),
  fractional: fc.constant(false),
  minWeight: fc.constantFrom(1, -3),
  maxWeight: fc.constant(9),
  minVertices: fc.constant(0),
});
const value: fc.Arbitrary<ValueSpec> = fc.oneof(
  leaf,
  graph,
  graph.map((each): ValueSpec => ({ ...each, directed: true, acyclic: true })),
  leaf.map((element) => arrayOf(element, { minLength: 1 })),
  fc.constantFrom<ValueSpec>(
    arrayOf(INTEGER, { order: 'descending' }),
    arrayOf(INTEGER, { distinct: true, order: 'ascending' }),
    arrayOf(INTEGER, { permutation: 1 }),
    arrayOf(ANY_STRING, { order: 'ascending', mostly: true }),
  ),
  leaf.map((each): ValueSpec => ({ kind: 'tuple', items: [each, ANY_NUMBER] })),
  leaf.map((each): ValueSpec => ({ kind: 'map', key: ANY_STRING, value: each })),
  fc.constant<ValueSpec>({ kind: 'set', element: INTEGER }),
  fc.constant<ValueSpec>({ kind: 'record', keys: { ...ANY_STRING, minLength: 1, maxLength: 8 }, value: ANY_NUMBER }),
  leaf.map((each): ValueSpec => ({ kind: 'object', fields: [{ name: 'a', value: each, optional: true }, { name: 'b', value: arrayOf(ANY_NUMBER), optional: false }] })), // prettier-ignore
);
const anySpec: fc.Arbitrary<InputSpec> = fc
  .tuple(value, value, fc.boolean())
  .map(([a, b, optional]) => spec([parameter('a', a), parameter('b', b, { optional })]));

const TREE: ValueSpec = {
  kind: 'recursive',
  name: 'Node',
  value: {
    kind: 'object',
    fields: [
      { name: 'key', value: INTEGER, optional: false },
      { name: 'left', value: unionOf([NULL, { kind: 'self', name: 'Node' }]), optional: false },
      { name: 'right', value: unionOf([NULL, { kind: 'self', name: 'Node' }]), optional: false },
    ],
  },
};

function nodes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const { left, right } = value as { left: unknown; right: unknown };
  return 1 + nodes(left) + nodes(right);
}

const draws = (from: InputSpec, count: number, size = 16): unknown[][] => {
  const generator = createGenerator(from, 11);
  return Array.from({ length: count }, () => generator.next(size));
};

describe('inputs: generator', () => {
  it('gives what the spec says, and mutation keeps it', () => {
    fc.assert(
      fc.property(anySpec, fc.integer(), fc.nat(12), fc.boolean(), (from, seed, size, exact) => {
        const generator = createGenerator(from, seed);
        const random = createRandom(seed);
        for (let i = 0; i < 8; i++) {
          let args = generator.next(size, { exact });
          assert.equal(conform(from, args).broken, null);
          for (let j = 0; j < 4; j++) {
            args = mutate(from, args, random);
            assert.equal(conform(from, args).broken, null);
          }
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('notices values that are not as described', () => {
    const sorted = spec([parameter('a', arrayOf(INTEGER, { order: 'ascending' }))]);
    assert.notEqual(conform(sorted, [[2, 1]]).broken, null);
    assert.notEqual(conform(sorted, [[1, 2.5]]).broken, null);
    assert.notEqual(conform(sorted, [[1], 2]).broken, null);
    const position = spec([parameter('a', arrayOf(INTEGER)), parameter('i', INTEGER)], [{ kind: 'index', index: 'i', of: 'a', axis: 'rows' }]); // prettier-ignore
    assert.notEqual(conform(position, [[1, 2], 2]).broken, null);
    assert.equal(conform(position, [[1, 2], 1]).broken, null);
  });

  it('has every special array among 60 draws', () => {
    const lists = draws(spec([parameter('a', arrayOf(ANY_NUMBER))]), 60).map(([list]) => list as number[]);
    const long = lists.filter((list) => list.length > 3);
    const has = (what: string, test: (list: number[]) => boolean, of = long): void => assert.ok(of.some(test), what);
    has('empty', (list) => list.length === 0, lists);
    has('one element', (list) => list.length === 1, lists);
    has('two elements', (list) => list.length === 2, lists);
    has('full size', (list) => list.length === 16);
    has('duplicates', (list) => new Set(list).size < list.length);
    has('presorted', (list) => list.every((x, i) => i === 0 || list[i - 1]! <= x));
    has('reversed', (list) => list.every((x, i) => i === 0 || list[i - 1]! >= x));
    has('all equal', (list) => new Set(list).size === 1);
    has('negative', (list) => list.some((x) => x < 0));
    has('fraction', (list) => list.some((x) => !Number.isInteger(x)));
    has('zero', (list) => list.filter((x) => x === 0).length > 1);
    has('wide range', (list) => list.some((x) => Math.abs(x) > 1000));
    has('palindrome', (list) => list.every((x, i) => x === list[list.length - 1 - i]) && new Set(list).size > 1);
  });

  it('has repeats, palindromes and tokens among strings', () => {
    const texts = draws(spec([parameter('s', { ...ANY_STRING, tokens: ['=>'], words: ['default'] })]), 80).map(([s]) => s as string); // prettier-ignore
    assert.ok(texts.some((s) => s.length > 3 && s === [...s].reverse().join('')));
    assert.ok(texts.some((s) => s.length > 3 && /^(.{1,3})\1+/.test(s)));
    assert.ok(texts.some((s) => s.includes('=>')));
    assert.ok(texts.includes('default'));
    assert.ok(texts.includes(''));
  });

  it('draws the literals of the source, omits what is optional and trips guards now and then', () => {
    const from = spec([
      parameter('n', { ...INTEGER, min: 0, extra: [99, 100, 101] }, { breaks: [{ ...INTEGER, min: -5, max: -1 }] }),
      parameter('flag', { kind: 'boolean' }, { optional: true }),
    ]);
    const all = draws(from, 100);
    for (const literal of [99, 100, 101]) assert.ok(all.some(([n]) => n === literal));
    assert.ok(all.some((args) => args.length === 1) && all.some((args) => args.length === 2));
    const tripped = all.filter(([n]) => (n as number) < 0).length;
    assert.ok(tripped >= 5 && tripped <= 20, String(tripped));
  });

  it('meets exact sizes, and varies shapes independently otherwise', () => {
    const matrix: ValueSpec = { kind: 'matrix', element: INTEGER, shape: 'any', symmetric: false, minRows: 0 };
    const generator = createGenerator(spec([parameter('m', matrix), parameter('s', ANY_STRING)]), 3);
    const shapes = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const [m, s] = generator.next(6) as [number[][], string];
      shapes.add(`${Math.sign(m.length - (m[0]?.length ?? 0))} ${Math.sign(m.length - s.length)}`);
      assert.equal((generator.next(9, { exact: true })[0] as unknown[]).length, 9);
    }
    assert.ok(shapes.size >= 7, [...shapes].join());
    const tree = createGenerator(spec([parameter('t', unionOf([NULL, TREE]))]), 3);
    for (let i = 0; i < 10; i++) assert.equal(nodes(tree.next(25, { exact: true })[0]), 25);
  });

  it('scales numbers with the size where there is nothing else to scale', () => {
    const generator = createGenerator(spec([parameter('n', { ...INTEGER, min: 0, scale: 'count' })]), 3);
    for (let i = 0; i < 40; i++) {
      assert.ok((generator.next(16)[0] as number) <= 32);
      const n = generator.next(64, { exact: true })[0] as number;
      assert.ok(n >= 32 && n <= 64);
    }
  });

  it('keeps relations', () => {
    const from = spec(
      [parameter('a', arrayOf(INTEGER)), parameter('b', arrayOf(INTEGER)), parameter('x', INTEGER), parameter('i', INTEGER), parameter('j', INTEGER)],
      [
        { kind: 'sameLength', of: ['a', 'b'] },
        { kind: 'member', value: 'x', of: 'a' },
        { kind: 'index', index: 'i', of: 'a', axis: 'rows' },
        { kind: 'index', index: 'j', of: 'a', axis: 'rows' },
        { kind: 'ordered', low: 'i', high: 'j' },
      ],
    ); // prettier-ignore
    const all = draws(from, 100) as [number[], number[], number, number, number][];
    for (const [a, b, , i, j] of all) {
      assert.equal(a.length, b.length);
      assert.ok(i <= j && j < Math.max(1, a.length));
    }
    const found = all.filter(([a, , x]) => a.includes(x)).length;
    assert.ok(found > 30 && found < 95, String(found));
  });

  it('makes thousand elements and graphs of 200 vertices', () => {
    const [list] = createGenerator(spec([parameter('a', arrayOf(INTEGER))]), 1).next(1000, { exact: true });
    const [graph] = createGenerator(spec([parameter('g', ANY_GRAPH)]), 1).next(200, { exact: true });
    assert.deepEqual([(list as number[]).length, (graph as unknown[]).length], [1000, 200]);
  });
});

describe('inputs: functions and clones', () => {
  it('names the functions that inputs hold', () => {
    const args = [[3, 1], functionNamed('descending')];
    const wire = args.map((each) => encode(each));
    assert.deepEqual(decodeInput(wire), args);
    assert.match(functionSource('less'), /a ?< ?b/);
    assert.throws(() => functionNamed('toString'), WireError);
  });

  it('clones deeply and keeps what is shared', () => {
    const shared = { n: 1 };
    const args = [[shared, shared], new Map([['k', shared]]), new Uint8Array([1, 2]), functionNamed('less')] as const;
    const copy = cloneInput(args);
    assert.deepEqual(copy, args);
    assert.equal(copy[0][0], copy[0][1]);
    assert.equal(copy[1].get('k'), copy[0][0]);
    assert.notEqual(copy[0][0], shared);
    assert.equal(copy[3], args[3]);
    copy[2][0] = 9;
    assert.equal(args[2][0], 1);
  });
});
