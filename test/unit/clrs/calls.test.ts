import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputsFor } from '../../../src/engine/commands/learn.ts';
import { openRealm } from '../../../src/engine/learn.ts';
import { specify, type Specified } from '../../../src/engine/specify.ts';
import { openTarget } from '../../../src/engine/target.ts';
import { inferAnswers } from '../../../src/trainer/clrs/answers.ts';
import { Calls, measureRuns } from '../../../src/trainer/clrs/calls.ts';
import { describeMpnn, readMpnn } from '../../../src/trainer/clrs/mpnn.ts';
import type { SampledRun } from '../../../src/trainer/clrs/run.ts';
import { checkTrajectory, probesOf } from '../../../src/trainer/clrs/spec.ts';
import { valuesAt } from '../../../src/trainer/clrs/values.ts';
import { trainMpnn } from '../../../src/trainer/clrs/train-mpnn.ts';
import type { DescentProgress } from '../../../src/trainer/descent/train.ts';
import type { Example } from '../../../src/trainer/example.ts';
import { selectBackend } from '../../../src/trainer/tensor/backend.ts';

interface Sampled extends Specified {
  /** Runs on inputs of up to 7 elements. */
  readonly runs: (seed: number) => Promise<readonly SampledRun[]>;
}

describe('calls as runs of the network', function () {
  this.timeout(240_000);
  let folder: string;
  const open: (() => Promise<void>)[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-calls-'));
  });
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
  after(() => rmSync(folder, { recursive: true }));

  async function sample(source: string): Promise<Sampled> {
    const file = join(folder, 'f.ts');
    writeFileSync(file, `export function f${source}\n`);
    const target = await openTarget(`${file}#f`);
    const realm = await openRealm(target, null, 10_000);
    open.push(() => realm.dispose());
    const { inputs } = await inputsFor(target, realm, undefined, 1);
    const specified = await specify(target, realm, { seed: 1, inputs });
    const draw = { count: 80, size: 7, exact: false, moment: specified.moment };
    return { ...specified, runs: (seed) => realm.call('states', { ...draw, seed }, 20_000) };
  }

  function callsOf({ inferred: { codec } }: Sampled, runs: readonly SampledRun[]): Calls {
    const answers = inferAnswers(codec, runs);
    assert.ok(typeof answers !== 'string', JSON.stringify(answers));
    const { algorithm } = codec.specification;
    const data = { algorithm, tracks: codec.tracks, axes: codec.axes.measures, answers, ...measureRuns(codec, runs) };
    // As it is kept and read again.
    return new Calls(JSON.parse(JSON.stringify(data)) as typeof data);
  }

  /** By what is told: the function, and the outputs that its answers become. */
  const functions: Record<string, [source: string, outputs: string]> = {
    'a copy': [
      '(a: number[]): number[] {\n const b = []; for (const x of a) b.push(x); return b; }',
      'node permutation',
    ],
    'a string turned round': [
      '(s: string): string {\n let t = ""; for (const c of s) t = c + t; return t; }',
      'node permutation',
    ],
    'an array sorted in place and returned': [
      '(a: number[]): number[] {\n for (let i = 0; i < a.length; i++) for (let j = i; j > 0 && a[j - 1]! > a[j]!; j--) [a[j - 1], a[j]] = [a[j]!, a[j - 1]!]; return a; }',
      'node permutation',
    ],
    'an array sorted in place': ['(a: number[]): void {\n a.sort((x, y) => x - y); }', 'node permutation'],
    'a position, or -1': [
      '(a: number[], x: number): number {\n for (let i = 0; i < a.length; i++) if (a[i] === x) return i; return -1; }',
      'node mask_one',
    ],
    'a position, or the length': [
      '(a: number[], x: number): number {\n for (let i = 0; i < a.length; i++) if (a[i]! > x) return i; return a.length; }',
      'node mask_one',
    ],
    'an element': [
      '(a: number[]): number {\n let m = a[0]!; for (const x of a) if (x > m) m = x; return m; }',
      'node mask_one',
    ],
    'elements, some several times': [
      '(a: number[]): number[] {\n const b: number[] = []; for (let i = 0; i < a.length; i++) b.push(Math.max(a[i]!, b[i - 1] ?? -Infinity)); return b; }',
      'node pointer',
    ],
    'yes or no': [
      '(a: number[]): boolean {\n for (let i = 1; i < a.length; i++) if (a[i - 1]! > a[i]!) return false; return true; }',
      'graph mask',
    ],
    'yes or no for each': [
      '(a: number[]): boolean[] {\n const b: boolean[] = []; for (let i = 0; i < a.length; i++) b.push(a[i]! > 0); return b; }',
      'node mask',
    ],
    'two positions': [
      '(a: number[]): { least: number; most: number } {\n let [least, most] = [0, 0]; for (let i = 0; i < a.length; i++) { if (a[i]! < a[least]!) least = i; if (a[i]! > a[most]!) most = i; } return { least, most }; }',
      'node mask_one, node mask_one',
    ],
    'a table of words over two strings': [
      '(s: string, t: string): string[][] {\n const b: string[][] = []; for (let i = 0; i < s.length; i++) { const row: string[] = []; for (let j = 0; j < t.length; j++) row.push(s[i] === t[j] ? "same" : s[i]! < t[j]! ? "before" : "after"); b.push(row); } return b; }',
      'edge categorical',
    ],
  };
  for (const [name, [source, wanted]] of Object.entries(functions)) {
    it(`${name}: what the right outputs stand for is the outcome`, async () => {
      const sampled = await sample(source);
      const calls = callsOf(sampled, await sampled.runs(1));
      const outputs = probesOf(sampled.inferred.specification, 'output');
      assert.equal(outputs.map(({ location, type }) => `${location} ${type}`).join(', '), wanted);
      const fresh = await sampled.runs(2);
      let told = 0;
      for (const run of fresh) {
        const recorded = calls.record(run);
        const begun = calls.begin(run.input);
        assert.equal(recorded === null, begun === null);
        if (!recorded || !begun) continue;
        checkTrajectory(calls.specification, recorded);
        assert.ok(begun.length >= recorded.length, 'it may take as long as the function');
        for (const { name: probe } of probesOf(calls.specification, 'input'))
          assert.deepEqual(begun.data[probe], recorded.data[probe]);
        const values = probesOf(calls.specification, 'output').map(
          (probe) => [probe.name, valuesAt(probe, recorded, 0)] as const,
        );
        assert.deepEqual(calls.answer(run.input, Object.fromEntries(values)), run.outcome);
        told++;
      }
      assert.ok(told > fresh.length / 2);
    });
  }

  it('a function whose answers can not be told says why', async () => {
    const reasons = {
      '(a: number[]): number {\n let s = 0; for (const x of a) s += x; return s; }': /a number that is computed/,
      '(a: number[]): number[] | null {\n for (const x of a) if (x < 0) return null; return a.map((x) => x); }':
        /more than nodes/,
    };
    for (const [source, reason] of Object.entries(reasons)) {
      const sampled = await sample(source);
      const answers = inferAnswers(sampled.inferred.codec, await sampled.runs(1));
      assert.match(typeof answers === 'string' ? answers : '', reason);
    }
  });

  const SMALLEST =
    '(a: number[]): number {\n let m = 0; for (let i = 1; i < a.length; i++) if (a[i]! < a[m]!) m = i; return m; }';

  it('are learned, and the network is the same once saved', async () => {
    const backend = await selectBackend('wasm');
    const sampled = await sample(SMALLEST);
    const options = {
      seed: 1,
      backend,
      codec: sampled.inferred.codec,
      budget: 60,
      maxSteps: 150,
      turn: () => Promise.resolve(),
    };
    const trained = await trainMpnn({ ...options, runs: (chunk) => sampled.runs(chunk + 10) });
    assert.ok(typeof trained !== 'string');
    const { network, descent } = trained;
    assert.ok(descent.validation.accuracy > 0.5, `${descent.validation.accuracy} exact`);
    const saved = readMpnn(backend.tf, describeMpnn(network), network.network.weights.tensors());
    const fresh = (await sampled.runs(99)).map(({ input, outcome }): Example => ({ input, outcome }));
    const judged = network.judge(fresh, Infinity);
    assert.equal(judged.length, fresh.length);
    let exact = 0;
    for (const [i, { verdict, score }] of judged.entries()) {
      const { input, outcome } = fresh[i] as Example;
      const answer = network.answer(input);
      assert.deepEqual(saved.answer(input), answer);
      if (answer === null) {
        assert.deepEqual(input, [[]]);
        assert.deepEqual([verdict, score], ['refused', null]);
        continue;
      }
      assert.equal(verdict, answer.output === outcome.output ? 'exact' : 'wrong');
      assert.equal(score, verdict === 'exact' ? 1 : 0);
      exact += score;
    }
    assert.ok(exact > judged.length / 2, `${exact} of ${judged.length}`);
    assert.match(String(network.refusal([[]])), /no element/);
    assert.match(String(network.refusal([Array<number>(1000).fill(1)])), /1000 nodes, which are too many/);
    assert.equal(network.refusal([[1]]), null);
    network.dispose();
    saved.dispose();
  });

  it('of a network with hints and one without, the one that does better on held-out runs is kept', async () => {
    const backend = await selectBackend('wasm');
    const sampled = await sample(SMALLEST);
    const { codec } = sampled.inferred;
    const maxSteps = 50;
    const scores: [number[], number[]] = [[], []];
    const onProgress = ({ step, validation }: DescentProgress): void => {
      if (validation) scores[step <= maxSteps ? 0 : 1].push(validation.loss);
    };
    const runs = (chunk: number) => sampled.runs(chunk + 10);
    const options = { seed: 1, backend, codec, budget: 400, maxSteps, onProgress, runs };
    const trained = await trainMpnn({ ...options, turn: () => Promise.resolve() });
    assert.ok(typeof trained !== 'string');
    const [blind = NaN, hinted = NaN] = scores.map((losses) => Math.min(...losses));
    assert.notEqual(blind, hinted);
    assert.equal(trained.network.calls.hinted, hinted < blind);
    assert.equal(trained.descent.validation.loss, Math.min(blind, hinted));
    trained.network.dispose();
  });

  it('without hints a few rounds of messages are trained, on graphs of one node too', async () => {
    const backend = await selectBackend('wasm');
    const sampled = await sample('(a: number[]): number[] {\n return a.slice(); }');
    const options = {
      seed: 1,
      backend,
      codec: sampled.inferred.codec,
      budget: 60,
      maxSteps: 30,
      turn: () => Promise.resolve(),
    };
    const trained = await trainMpnn({ ...options, runs: (chunk) => sampled.runs(chunk + 10) });
    assert.ok(typeof trained !== 'string');
    assert.equal(trained.network.calls.hinted, false);
    assert.deepEqual(trained.network.answer([[7]])?.output, [7]);
    trained.network.dispose();
  });
});
