import assert from 'node:assert/strict';
import { createRandom, pick, randomInt, type Random } from '../../../src/shared/random.ts';
import type { Program } from '../../../src/shared/program.ts';
import { sameCall } from '../../../src/trainer/divergence/verdict.ts';
import { candidateKey } from '../../../src/trainer/machine/bank/candidates.ts';
import type { Choices, Decoded } from '../../../src/trainer/machine/decode.ts';
import { probabilities } from '../../../src/trainer/network/scorer.ts';
import { TableScorer } from '../../../src/trainer/network/weights.ts';
import { instrumentText } from '../../support/evaluate.ts';
import { call, learnHere, machineOf, observe, plainFunction, train } from '../../support/learn-here.ts';
import { permuteSteps, permuted, throughPermutation } from '../../support/permute-steps.ts';

const SORT = `export function f(values) {
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= 0 && values[j] > value) {
      values[j + 1] = values[j];
      j--;
    }
    values[j + 1] = value;
  }
  return values;
}`;

const SCORE = `export function f(values) {
  let best = 0;
  let sum = 0;
  for (const value of values) {
    sum = value < 3 ? sum + value : Math.max(sum, value) - best;
    if (sum > best) best = sum;
    values.push(values.shift());
  }
  if (values.length > 50) values.pop();
  return best * 2 + sum;
}`;

/** Lists of small integers with duplicates; every length up to `longest`. */
function lists(seed: number, count: number, longest = 9): [number[]][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => [
    Array.from({ length: i % (longest + 1) }, () => randomInt(random, -6, 9)),
  ]);
}

/** Choices by step, as keys. */
function decisions({ decisions: made }: Decoded): Map<number, string> {
  return new Map(made.map(({ step, candidate }) => [step, candidateKey(candidate)]));
}

describe('the network learns from traces', function () {
  this.timeout(60_000);

  describe('of a mutant, read with the original step table, it learns the mutant', () => {
    const mutants: readonly (readonly [source: string, from: string, to: string])[] = [
      [SORT, 'values[j] > value', 'values[j] < value'],
      [SORT, 'values[j + 1] = value;', 'values[j + 1] = i;'],
      [SORT, 'j >= 0', 'j >= 1'],
      [SCORE, 'sum + value', 'sum - value'],
      [SCORE, 'Math.max(sum, value)', 'Math.max(value, best)'],
      [SCORE, 'values.shift()', 'values.pop()'],
      [SCORE, 'sum > best', 'best > sum'],
      [SCORE, 'best * 2 + sum', 'sum * 2 + best'],
    ];
    for (const [source, from, to] of mutants) {
      it(`${from} → ${to}`, async () => {
        const mutant = source.replace(from, to);
        assert.notEqual(mutant, source);
        const original = instrumentText(source).program;
        const { choices } = observe(instrumentText(mutant), lists(1, 150), original);
        const { decoded } = await train(original, choices);
        const network = machineOf(original, decoded.table, true);
        let telling = 0;
        for (const input of lists(2, 80)) {
          const [real, learned] = [call(plainFunction(mutant), input), call(network, input)];
          assert.ok(sameCall(real, learned), `${JSON.stringify(input)}: ${JSON.stringify([real, learned])}`);
          if (!sameCall(real, call(plainFunction(source), input))) telling++;
        }
        assert.ok(telling > 5, `original and mutant differ on ${telling} inputs`);
      });
    }
  });

  it('from random labels it learns nothing', async () => {
    const { program, choices } = observe(instrumentText(SORT), lists(3, 100));
    const random = createRandom(4);
    const open = choices.values.filter(({ candidates }) => candidates.length > 2);
    assert.ok(open.length > 5, `${open.length} choices`);
    const values = open.map((choice) => ({ ...choice, rows: randomRows(choice.candidates.length, random) }));
    const noise: Choices = { values, branches: [], visited: choices.visited };
    const truth = decisions((await train(program, choices)).decoded);
    const rightOf = ({ decisions: made }: Decoded): number =>
      made.filter(({ step, candidate }) => truth.get(step) === candidateKey(candidate)).length;
    const { weights, decoded } = await train(program, noise, 1, { features: {}, shapes: {}, order: {}, traits: {} });
    const scorer = new TableScorer(weights);
    const chance = open.reduce((sum, { candidates }) => sum + 1 / candidates.length, 0);
    const right = rightOf(decoded);
    assert.ok(right <= chance + 4 * Math.sqrt(chance), `${right} right, ${chance.toFixed(1)} by chance`);
    // What other programs taught it beforehand is right more often than chance; random labels add nothing to that.
    const untrained = { ...noise, values: values.map((choice) => ({ ...choice, rows: [] })) };
    const before = rightOf((await train(program, untrained)).decoded);
    const after = rightOf((await train(program, noise)).decoded);
    assert.ok(after <= before + 4 * Math.sqrt(chance), `${after} right, ${before} untrained`);
    for (const choice of weights.choices) {
      const highest = Math.max(...probabilities(scorer.logits(choice)));
      assert.ok(highest < 0.75, `${choice.id}: ${highest} of ${choice.candidates.length} candidates`);
    }
  });

  it('learns nothing of one step from random labels at that step, whatever the others say', async () => {
    const { program, choices } = observe(instrumentText(SORT), lists(3, 100));
    const random = createRandom(5);
    const [target] = [...choices.values].sort((a, b) => b.candidates.length - a.candidates.length);
    assert.ok(target && target.candidates.length > 3);
    const rows = randomRows(target.candidates.length, random);
    const values = choices.values.map((choice) => (choice === target ? { ...choice, rows, survivors: [] } : choice));
    const { decoded } = await train(program, { ...choices, values });
    const decision = decoded.decisions.find(({ step }) => step === target.step);
    assert.ok(decision && decision.probability < 0.5, `probability ${decision?.probability}`);
    assert.equal(decision.status, 'untrained');
  });

  for (const source of [SORT, SCORE]) {
    it('is the same up to renaming when the steps are numbered otherwise', async () => {
      const made = instrumentText(source);
      const order = permuteSteps(made.program, createRandom(6));
      assert.ok(order.some((to, from) => to !== from));
      const renamed = permuted(made.program, order);
      const plain = observe(made, lists(7, 100));
      const other = observe(made, lists(7, 100), renamed, (tracer) => throughPermutation(tracer, order));
      const [a, b] = [await train(plain.program, plain.choices), await train(other.program, other.choices)];
      const expected = [...decisions(a.decoded)].map(([step, key]) => [order[step], key] as const);
      assert.deepEqual(decisions(b.decoded), new Map(expected.sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0))));
      const network = machineOf(renamed, b.decoded.table, true);
      for (const input of lists(8, 60)) {
        assert.ok(sameCall(call(plainFunction(source), input), call(network, input)), JSON.stringify(input));
      }
    });
  }

  it('is not told operators, which variable, which literal, or which callee by the step table', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['return a + b * 2 - c', 'return (b - (a ** 2)) % a'],
      ['if (a < b) c = a; return c', 'if (b >= a) c = b; return c'],
      ['return !a === (b > 1) && c !== 2', 'return -a == (c | 2) && b <= 1'],
      ['return g(a) + h(b)', 'return h(a) + g(b)'],
      ['return Math.max(a, b) - Math.min(b, c)', 'return Math.min(a, b) - Math.max(b, c)'],
      ['return [a.length, b.size]', 'return [a.size, b.length]'],
      ['a.push(b); return c.shift()', 'a.shift(b); return c.push()'],
      ['a += b; b -= 1; return a', 'a *= c; b /= 2; return c'],
      ['return a[b] + typeof c', 'return (c in b) + (void a)'],
      ['let i = 0; while (i < 3) i += 2; return i', 'let i = 2; while (i > 0) i -= 3; return i'],
      ['return new Map(a).size + b.size', 'return Map(a).size - b.size'],
    ];
    const differing: string[] = [];
    for (const [one, other] of pairs) {
      const [a, b] = [one, other].map((body) => blank(instrumentText(around(body)).program));
      if (JSON.stringify(a) !== JSON.stringify(b)) differing.push(`${one}  |  ${other}`);
    }
    assert.deepEqual(differing, []);
  });

  it('does not read the texts of error messages', async () => {
    const made = instrumentText(SCORE);
    assert.ok(Object.keys(made.program.texts).length > 0);
    const bare: Program = { ...made.program, texts: {} };
    const a = observe(made, lists(9, 80));
    const b = observe(made, lists(9, 80), bare);
    assert.deepEqual(b.choices, a.choices);
    const [one, other] = [await train(a.program, a.choices), await train(bare, b.choices)];
    assert.deepEqual(other.weights, one.weights);
    assert.deepEqual(other.decoded.table, one.decoded.table);
  });

  it('does not read ranges', async () => {
    const made = instrumentText(SCORE);
    const bare = { ...made.program, steps: made.program.steps.map((step) => ({ ...step, range: null })) };
    const a = observe(made, lists(9, 80));
    const b = observe(made, lists(9, 80), bare);
    assert.deepEqual((await train(bare, b.choices)).weights, (await train(a.program, a.choices)).weights);
  });

  it('has the same weights for one seed, and others for another', async () => {
    const { program, choices } = observe(instrumentText(SCORE), lists(10, 60));
    const [a, b, c] = [
      await train(program, choices, 1),
      await train(program, choices, 1),
      await train(program, choices, 2),
    ];
    assert.deepEqual(b.weights, a.weights);
    assert.notDeepEqual(c.weights.theta, a.weights.theta);
  });

  it('generalises over size and type: sorts integers up to 9, then 300 words and floats', async () => {
    const { program, decoded } = await learnHere(SORT, lists(11, 150));
    const network = machineOf(program, decoded.table, true);
    const random = createRandom(12);
    const inputs: unknown[][] = [
      [Array.from({ length: 300 }, () => random() * 1e6 - 5e5)],
      [Array.from({ length: 300 }, () => random().toString(36).slice(2, 7))],
      [Array.from({ length: 300 }, (_, i) => 300 - i)],
    ];
    for (const input of inputs) assert.ok(sameCall(call(plainFunction(SORT), input), call(network, input)));
  });
});

/** Rows as a visit would leave them, each consistent with some candidates drawn by chance. */
function randomRows(candidates: number, random: Random): { consistent: number[]; count: number }[] {
  const all = Array.from({ length: candidates }, (_, i) => i);
  return Array.from({ length: 300 }, () => ({ consistent: [pick(random, all)], count: 1 }));
}

function around(body: string): string {
  return `function g(x) { return x; } function h(x) { return x; } export function f(a, b, c) { ${body}; }
    // What is written anywhere in a program is known of it; where is not.
    export function other(x) { return [Map, x.length, x.size, x.push, x.shift, Math.max, Math.min, 0, 1, 2, 3]; }`;
}

/** A step table without what tells of the source's text: ranges, and engines' names of callees for error messages. */
function blank(program: Program): unknown {
  return {
    ...program,
    texts: {},
    steps: program.steps.map((step) => ({ ...step, range: null })),
    functions: program.functions.map((fn) => ({ ...fn, range: null })),
  };
}
