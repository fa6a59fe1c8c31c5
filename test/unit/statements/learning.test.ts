import assert from 'node:assert/strict';
import { hideTemporaries } from '../../../src/trainer/machine/statements/hide.ts';
import { Refusal } from '../../../src/trainer/machine/run/runtime.ts';
import { call, machineOf, observe, plainFunction, train } from '../../support/learn-here.ts';
import { instrumentText } from '../../support/evaluate.ts';

type Inputs = readonly (readonly unknown[])[];

/** Learns `f` from whole statements, and gives the machine. */
async function learnStatements(source: string, inputs: Inputs): Promise<ReturnType<typeof machineOf>> {
  const made = instrumentText(source);
  const program = hideTemporaries(made.program);
  const { choices } = observe({ ...made, program }, inputs);
  const { decoded } = await train(program, choices);
  return machineOf(program, decoded.table, true);
}

function arrays(count: number, size: number, seed: number): number[][] {
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, () =>
    Array.from({ length: Math.floor(random() * (size + 1)) }, () => Math.floor(random() * 20) - 5),
  );
}

const SORT = `export function f(a) {
  for (let i = 1; i < a.length; i++) {
    const value = a[i];
    let j = i - 1;
    while (j >= 0 && a[j] > value) {
      a[j + 1] = a[j];
      j--;
    }
    a[j + 1] = value;
  }
  return a;
}`;

describe('statement steps', () => {
  it('hide names, literals and operators, and keep what does something', () => {
    const { program } = instrumentText(
      'export function f(a, b) { return g(a + 1) && b[a * 2]; } function g(x) { return x; }',
    );
    const hidden = hideTemporaries(program);
    assert.equal(hidden.steps.length, program.steps.length);
    const kinds = new Set(hidden.steps.map((step) => step.kind));
    assert.ok(!kinds.has('leaf') && !kinds.has('op'));
    // The call parts control from what is left of `&&`, so the branch is traced.
    for (const kind of ['call', 'select', 'expression', 'hidden'] as const) assert.ok(kinds.has(kind), kind);
    hidden.steps.forEach((step, i) => assert.equal(step.register, program.steps[i]?.register));
  });

  it('trace of a condition nothing but how it came out', () => {
    const { program } = instrumentText('export function f(a, b) { if (a < b && b < 9) return 1; return 2; }');
    const tested = hideTemporaries(program).steps.filter((step) => step.kind === 'expression' && step.tested);
    assert.equal(tested.length, 1);
  });

  it('are enough to learn a sort that runs on longer arrays', async () => {
    const learned = await learnStatements(
      SORT,
      arrays(120, 9, 1).map((a) => [a]),
    );
    const real = plainFunction(SORT);
    for (const a of arrays(40, 40, 2)) assert.deepEqual(call(learned, [a]), call(real, [a]));
  });

  it('teach a mutant as the mutant', async () => {
    for (const [from, to] of [
      ['a[j] > value', 'a[j] < value'],
      ['j >= 0', 'j > 0'],
      ['a[j + 1] = value', 'a[j + 1] = value + 1'],
    ] as const) {
      const mutant = SORT.replace(from, to);
      const learned = await learnStatements(
        mutant,
        arrays(160, 9, 3).map((a) => [a]),
      );
      const [real, original] = [plainFunction(mutant), plainFunction(SORT)];
      const inputs = arrays(40, 12, 4);
      for (const a of inputs) assert.deepEqual(call(learned, [a]), call(real, [a]), `${to} on ${JSON.stringify(a)}`);
      assert.ok(inputs.some((a) => JSON.stringify(original([...a])) !== JSON.stringify(real([...a]))));
    }
  });

  it('find values that are several operations deep', async () => {
    const source = `export function f(rows, k) {
      const out = [];
      for (let i = 0; i < rows.length; i++) {
        const first = rows[i]?.[k - 1] ?? 0;
        out.push((first + k) * 2);
      }
      return out;
    }`;
    const inputs = arrays(150, 6, 5).map((a, i) => [a.map((x, j) => [x, i, x + j].slice(0, j % 4)), (i % 4) + 1]);
    const learned = await learnStatements(source, inputs);
    const real = plainFunction(source);
    const fresh = arrays(30, 8, 6).map((a, i) => [
      a.map((x, j) => [x * 2, i - x, j].slice(0, (i + j) % 4)),
      (i % 3) + 1,
    ]);
    for (const input of fresh) assert.deepEqual(call(learned, input), call(real, input));
  });

  it('tell a getter from what it is made of', async () => {
    const source = `class Bag {
      items = [];
      get count() { return this.items.length; }
      get isBig() { return this.count > 3; }
      set extra(x) { this.items.push(x); }
    }
export function f(a) {
      const bag = new Bag();
      for (const x of a) {
        bag.items.push(x);
        if (bag.isBig) bag.extra = x;
      }
      return bag.count;
    }`;
    const learned = await learnStatements(
      source,
      arrays(120, 9, 7).map((a) => [a]),
    );
    const real = plainFunction(source);
    for (const a of arrays(20, 30, 8)) assert.deepEqual(call(learned, [a]), call(real, [a]));
  });

  it('refuse where a condition that only came out one way may come out the other', async () => {
    for (const [condition, differsFrom] of [
      ['a.length >= 2 * DOZEN', 24],
      ['!(a.length < DOZEN + 3)', 15],
      ['a.length === 31', 31],
    ] as const) {
      const source = `const DOZEN = 12;\nexport function f(a) { if (${condition}) return 31; return a.length; }`;
      const learned = await learnStatements(
        source,
        arrays(120, 9, 9).map((a) => [a]),
      );
      const of = (size: number): number[] => Array.from({ length: size }, (_, i) => i);
      assert.deepEqual(call(learned, [of(9)]).output, 9);
      assert.ok(call(learned, [of(differsFrom)]).threw?.error instanceof Refusal, condition);
    }
  });
});
