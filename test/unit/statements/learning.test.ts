import assert from 'node:assert/strict';
import { hideTemporaries } from '../../../src/trainer/machine/statements/hide.ts';
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
});
