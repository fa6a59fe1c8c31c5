import assert from 'node:assert/strict';
import { createRandom, randomInt } from '../../../src/shared/random.ts';
import { encode } from '../../../src/shared/values.ts';
import { callProbes, inputProbes, readAnswer } from '../../../src/trainer/clrs/calls.ts';
import { describeMpnn, readMpnn, trainMpnn } from '../../../src/trainer/clrs/mpnn.ts';
import { inferRoles, specificationOf } from '../../../src/trainer/clrs/roles.ts';
import { checkTrajectory } from '../../../src/trainer/clrs/spec.ts';
import type { Example } from '../../../src/trainer/example.ts';
import { selectBackend } from '../../../src/trainer/tensor/backend.ts';

type Fn = (...args: never[]) => unknown;

function call(fn: Fn, args: readonly unknown[]): Example {
  const copies = structuredClone(args) as never[];
  const output = fn(...copies);
  const sameAs = typeof output === 'object' ? copies.indexOf(output as never) : -1;
  const outcome = {
    output: encode(output),
    threw: null,
    mutated: copies.map((arg) => encode(arg)),
    sameAs: sameAs < 0 ? null : sameAs,
  };
  return { input: args.map((arg) => encode(arg)), outcome };
}

function calls(fn: Fn, extra: (n: number, random: () => number) => unknown[] = () => [], seed = 1): Example[] {
  const random = createRandom(seed);
  return Array.from({ length: 120 }, (_, i) => {
    const n = i % 7;
    // Few values, so that there are duplicates.
    const keys = Array.from({ length: n }, () => randomInt(random, -20, 20));
    return call(fn, [keys, ...extra(n, random)]);
  });
}

const reason = (roles: unknown): string => (typeof roles === 'string' ? roles : '');
const smallest = (keys: number[]): number => keys.indexOf(Math.min(...keys));

describe('calls as probes', () => {
  const functions: Record<string, [fn: Fn, kind: string, extra?: (n: number, random: () => number) => unknown[]]> = {
    copy: [(keys: number[]) => [...keys], 'elements'],
    reverse: [(keys: number[]) => [...keys].reverse(), 'elements'],
    'sort in place': [(keys: number[]) => keys.sort((a, b) => a - b), 'elements'],
    'sort and return nothing': [(keys: number[]) => void keys.sort((a, b) => a - b), 'elements'],
    'index of the minimum': [smallest, 'index'],
    'index of a value': [
      (keys: number[], x: number) => keys.indexOf(x),
      'index',
      (_, random) => [randomInt(random, -20, 20)],
    ],
    maximum: [(keys: number[]) => Math.max(...keys), 'element'],
    'any of them': [(keys: number[]) => keys.some((x) => x > 5), 'flag'],
    'which of them': [(keys: number[]) => keys.map((x) => x > 0), 'flags'],
    ranks: [(keys: number[]) => keys.map((_, i) => keys.length - 1 - i), 'pointers'],
  };
  for (const [name, [fn, kind, extra]] of Object.entries(functions)) {
    it(`${name}: what the right outputs stand for is the outcome`, () => {
      const examples = calls(fn, extra);
      const roles = inferRoles(examples);
      assert.ok(typeof roles !== 'string', JSON.stringify(roles));
      assert.equal(roles.answer.kind, kind);
      for (const example of examples) {
        const run = callProbes(roles, example, 4);
        if (example.input[0] instanceof Array && example.input[0].length === 0) assert.equal(run, null);
        if (!run) continue;
        checkTrajectory(specificationOf(roles), run);
        const outcome = readAnswer(roles, example.input, run.data);
        assert.deepEqual(outcome, example.outcome);
      }
    });
  }

  it('strings are letters, of which unknown ones look alike', () => {
    const texts = ['ab', 'ba', 'aab'].map((text) => call((x: string) => [...x].reverse().join(''), [text]));
    const roles = inferRoles(texts);
    assert.ok(typeof roles !== 'string');
    const rows = (text: string) => inputProbes(roles, [text], 1)?.data['argument 1'];
    assert.deepEqual(rows('xa'), rows('ya'));
    assert.notDeepEqual(rows('ba'), rows('aa'));
  });

  it('a function whose calls can not be told says why', () => {
    assert.match(reason(inferRoles(calls((keys: number[]) => keys.length * 1000))), /its answer is neither/);
    const other = () => [[1, 2, 3]];
    assert.match(reason(inferRoles(calls((keys: number[]) => keys, other))), /no one size in common/);
    assert.match(reason(inferRoles(calls(smallest, () => [{ a: 1 }]))), /argument 2/);
  });

  it('pointers are learned on graphs of every size, of one node too', async () => {
    const backend = await selectBackend('wasm');
    const examples = (chunk: number) => Promise.resolve(calls((keys: number[]) => [...keys], undefined, chunk + 10));
    // Enough for each size to be drawn.
    const options = { seed: 1, backend, examples, budget: 60, maxSteps: 30, turn: () => Promise.resolve() };
    const trained = await trainMpnn(options);
    assert.ok(typeof trained !== 'string');
    const one = call((keys: number[]) => [...keys], [[7]]);
    assert.deepEqual(trained.network.answer(one.input), one.outcome);
    trained.network.dispose();
  }).timeout(120_000);

  it('are learned, and the network is the same once saved', async () => {
    const backend = await selectBackend('wasm');
    const examples = (chunk: number) => Promise.resolve(calls(smallest, undefined, chunk + 10));
    const options = { seed: 1, backend, examples, budget: 60, maxSteps: 100, turn: () => Promise.resolve() };
    const trained = await trainMpnn(options);
    assert.ok(typeof trained !== 'string');
    const { network, descent } = trained;
    assert.ok(descent.validation.accuracy > 0.5, `${descent.validation.accuracy} exact`);
    const saved = readMpnn(backend.tf, describeMpnn(network), network.network.weights.tensors());
    const fresh = calls(smallest, undefined, 99).filter(({ outcome }) => outcome.output !== -1);
    const judged = network.judge(fresh, Infinity);
    assert.equal(judged.length, fresh.length);
    for (const [i, judgement] of judged.entries()) {
      const example = fresh[i] as Example;
      const answer = network.answer(example.input);
      assert.deepEqual(saved.answer(example.input), answer);
      assert.ok(answer);
      const exact = answer.output === example.outcome.output;
      assert.equal(judgement.verdict, exact ? 'exact' : 'wrong');
      assert.equal(judgement.score, exact ? 1 : 0);
    }
    assert.equal(network.answer([[]]), null);
    assert.deepEqual(network.judge([call(smallest, [[]])], Infinity), [{ verdict: 'refused', score: null }]);
    network.dispose();
    saved.dispose();
  }).timeout(120_000);
});
