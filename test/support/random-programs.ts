import fc from 'fast-check';
import { sequence, type Draw } from './program-writer/draw.ts';
import { Writer } from './program-writer/statements.ts';

/** Fuel of one call: loops and functions burn it, so every program ends. */
const FUEL = 40;

/** A random module that exports `f(a, b, s)`: an array of numbers, a number, a string. */
function writeProgram(draw: Draw): string {
  const writer = new Writer(draw);
  const body = writer.body();
  return [
    'let fuel = 0, out = [];',
    ...writer.module,
    'export function f(a, b, s) {',
    `  fuel = ${FUEL};`,
    '  out = [];',
    ...body.map((line) => `  ${line}`),
    '}',
  ].join('\n');
}

/** Random programs. They shrink: a choice of 0 is always the simplest there is, and choices that run out are 0. */
export const programs: fc.Arbitrary<string> = fc
  .array(fc.noBias(fc.nat({ max: 4095 })), { minLength: 30, maxLength: 500, size: 'max' })
  .map((choices) => writeProgram(sequence(choices)));

/** Arguments of `f`. */
const argumentLists: fc.Arbitrary<unknown[]> = fc.tuple(
  fc.array(
    fc.oneof(fc.integer({ min: -3, max: 9 }), fc.integer({ min: -3, max: 9 }), fc.constantFrom(0.5, -2.5, 100)),
    { maxLength: 7 },
  ),
  fc.integer({ min: -4, max: 12 }),
  fc.array(fc.constantFrom('a', 'b', 'c', 'D', ' ', '1'), { maxLength: 6 }).map((letters) => letters.join('')),
);

/** Lists of arguments. Only programs are made smaller, else that takes minutes. */
export function inputLists(count: number): fc.Arbitrary<unknown[][]> {
  return fc.noShrink(fc.array(argumentLists, { minLength: count, maxLength: count }));
}
