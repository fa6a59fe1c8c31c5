import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arity, checkCount, readArguments, writeArguments } from '../../../media/panel/player/arguments.ts';
import type { Wire } from '../../../src/shared/values.ts';

const leaf = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Object.is(x, -0)),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
  fc.constantFrom<Wire>({ $: 'Infinity' }, { $: '-Infinity' }, { $: 'NaN' }, { $: 'undefined' }, { $: '-0' }),
  fc.bigInt().map((value): Wire => ({ $: 'bigint', value: `${value}` })),
);
const { value } = fc.letrec<{ value: Wire }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(
      fc.string().filter((key) => key !== '$' && key !== '__proto__'),
      tie('value'),
      { noNullPrototype: true },
    ),
    fc.array(tie('value')).map((items): Wire => ({ $: 'Set', value: items })),
  ),
}));

describe('arguments typed into the player', () => {
  it('are read as they were written', () => {
    fc.assert(fc.property(fc.array(value), (input) => assert.deepEqual(readArguments(writeArguments(input)), input)));
  });

  it('may be written the way people do', () => {
    assert.deepEqual(readArguments(" [3, 1,], 'it''s'".replace("''", "\\'")), [[3, 1], "it's"]);
    assert.deepEqual(readArguments('{a: 1, "b": [.5, +2, -3e2, 0x1f]}, 12n'), [
      { a: 1, b: [0.5, 2, -300, 31] },
      { $: 'bigint', value: '12' },
    ]);
    assert.deepEqual(readArguments(''), []);
  });

  for (const [text, problem] of [
    ['[3, 1', /a comma or \] was expected, at character 6, not the end/],
    ['[3 1]', /a comma or \] was expected, at character 4, not “1\]”/],
    ['3; 4', /a comma was expected, at character 2/],
    ['abc', /“abc” is no value: write text in quotes/],
    ['"abc', /begins at character 1 has no end/],
    ['{a 1}', /a colon was expected, at character 4/],
    ['{"a": }', /a value was expected, at character 7/],
    ['"\\q"', /backslash/],
  ] as const) {
    it(`names what is wrong in ${text}`, () => {
      assert.throws(() => readArguments(text), problem);
    });
  }

  it('have to be as many as the function takes', () => {
    const two = 'bfs(A: number[][], s: number): number[]';
    assert.deepEqual(arity(two), { least: 2, most: 2 });
    assert.deepEqual(arity('f(a: (x: number, y: number) => number, b?: Map<string, number>, ...c: number[]): void'), {
      least: 1,
      most: Infinity,
    });
    assert.deepEqual(arity('f()'), { least: 0, most: 0 });
    assert.throws(() => checkCount([[1]], two), /^ArgumentError: bfs takes 2 arguments; here: 1\.$/);
    checkCount([[1], 2], two);
  });
});
