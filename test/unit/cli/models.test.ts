import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import type { InputSpec } from '../../../src/analyzer/inputs/spec.ts';
import { deriveSeed } from '../../../src/shared/random.ts';
import type { Audit, CheckReport } from '../../../src/shared/report.ts';
import { encode, type Wire } from '../../../src/shared/values.ts';
import { CommandLine } from '../../support/cli.ts';
import { SMALL, writeShy } from './learned.ts';

interface Outcome {
  readonly output: Wire;
  readonly threw: string | null;
  readonly mutated: readonly Wire[];
  readonly sameAs: number | null;
}

interface Ran extends Outcome {
  readonly refused: null | { readonly step: number; readonly range: object | null; readonly reason: string };
  readonly unsure: readonly unknown[];
}

function parts(model: string): { readonly inputs: InputSpec } {
  return (JSON.parse(readFileSync(path.join(model, 'model.json'), 'utf8')) as { parts: { inputs: InputSpec } }).parts;
}

function bytesOf(folder: string): string[] {
  const hash = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex');
  return readdirSync(folder)
    .sort()
    .map((file) => `${file} ${hash(file)}`);
}

describe('learned models', function () {
  this.timeout(120_000);
  let cli: CommandLine;
  let report: CheckReport;

  before(async () => {
    cli = new CommandLine();
    writeShy(cli);
    const [learned] = await Promise.all([
      cli.json(0, 'learn', 'sorts.ts#bubble', ...SMALL, '--out', 'sort'),
      cli.json(0, 'learn', 'sorts.ts#bubble', ...SMALL, '--out', 'again'),
      cli.json(0, 'learn', 'sorts.ts#bubble', ...SMALL, '--out', 'other', '--seed', '2'),
      cli.json(0, 'learn', 'shy.ts', ...SMALL, '--out', 'shy'),
      cli.json(0, 'learn', 'values.ts#divide', ...SMALL, '--generator', 'pairs.mjs', '--out', 'divide'),
    ]);
    report = learned as CheckReport;
  });

  after(() => cli.remove());

  async function lines(
    command: 'run' | 'trace',
    target: string,
    inputs: readonly unknown[],
    ...more: string[]
  ): Promise<Ran[]> {
    const file = `${command}-${target.replace(/\W/g, '_')}-${more.length}.jsonl`;
    writeFileSync(cli.at(file), inputs.map((input) => JSON.stringify(input)).join('\n'));
    const { code, stdout, stderr } = await cli.run(command, target, '--inputs', file, '--no-steps', '--json', ...more);
    assert.equal(code, 0, stderr);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Ran);
  }

  it('the report has every field of the contract', () => {
    assert.deepEqual(Object.keys(report.function).sort(), ['file', 'name', 'signature']);
    assert.equal(report.function.name, 'bubble');
    assert.match(report.function.file, /sorts\.ts$/);
    const { network, training, generalisation, unknown } = report;
    assert.deepEqual([network.kind, network.steps], ['machine', 'expression']);
    assert.ok(network.parameters > 50);
    const { only, ambiguous, untrained, conflict, choices } = network.audit as Audit;
    assert.equal(only + ambiguous + untrained + conflict, choices);
    assert.deepEqual([untrained, conflict], [0, 0]);
    assert.equal(training.seed, 1);
    assert.ok(training.traces > 20 && training.transitions > 1000 && training.rounds >= 1 && training.seconds > 0);
    assert.match(training.backend, /wasm|tensorflow/);
    assert.equal(training.stopped, 'done');
    const [size, ...others] = generalisation;
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...size, seconds: 0 },
      { size: 16, runs: 20, exact: 20, refused: 0, wrong: 0, limited: 0, seconds: 0 },
    );
    assert.deepEqual(unknown.missing, []);
    assert.equal(report.divergence, null);
    assert.equal(report.model, 'sort');
    const { oneStep } = report;
    assert.ok(oneStep && oneStep.visits > 100 && oneStep.network === 1);
    assert.ok(oneStep.majority < oneStep.dictionary && oneStep.dictionary < oneStep.network);
    assert.ok(Array.isArray(oneStep.ties));
  });

  it('two learns with one seed are equal byte for byte, in two processes; another seed is another network', () => {
    assert.deepEqual(bytesOf(cli.at('again')), bytesOf(cli.at('sort')));
    const [a, b] = ['sort', 'other'].map((model) => readFileSync(cli.at(model, 'weights.safetensors')));
    assert.ok(a && b && !a.equals(b));
  });

  it('runs on what the report was measured on, as the report says', async () => {
    const draws = createGenerator(parts(cli.at('sort')).inputs, deriveSeed(1, 1000 + 16));
    const inputs = Array.from({ length: 20 }, () => draws.next(16, { exact: true }).map((arg) => encode(arg)));
    const [real, learned] = await Promise.all([
      lines('trace', 'sorts.ts#bubble', inputs),
      lines('run', 'sort', inputs),
    ]);
    assert.equal(real.length, 20);
    const outcome = ({ output, threw, mutated, sameAs }: Outcome): Outcome => ({ output, threw, mutated, sameAs });
    assert.deepEqual(learned.map(outcome), real.map(outcome));
    assert.ok(learned.every(({ refused }) => refused === null));
  });

  it('a network runs on its folder alone, wherever that is', async () => {
    mkdirSync(cli.at('far', 'away'), { recursive: true });
    cpSync(cli.at('sort'), cli.at('far', 'away', 'model'), { recursive: true });
    renameSync(cli.at('sorts.ts'), cli.at('hidden'));
    try {
      const [result] = await lines('run', 'far/away/model', [[['pear', 'fig', 'apple']]]);
      assert.deepEqual(result?.output, ['apple', 'fig', 'pear']);
      assert.deepEqual(result.sameAs, 0);
      const { code, stderr } = await cli.run('check', 'sort');
      assert.equal(code, 2);
      assert.match(stderr, /sorts\.ts/);
    } finally {
      renameSync(cli.at('hidden'), cli.at('sorts.ts'));
    }
  });

  it('values that JSON lacks go through a network', async () => {
    const results = await lines('run', 'divide', [
      [1, 0],
      [0, -1],
      [0, 0],
      [{ $: 'Infinity' }, 1],
      [
        { $: 'bigint', value: '7' },
        { $: 'bigint', value: '2' },
      ],
    ]);
    assert.deepEqual(
      results.map(({ output }) => output),
      [{ $: 'Infinity' }, { $: '-0' }, { $: 'NaN' }, { $: 'Infinity' }, { $: 'bigint', value: '3' }],
    );
  });

  it('steps of a run have places; --no-steps leaves them out', async () => {
    const withSteps = (await cli.json(0, 'run', 'sort', '--input', '[[2,1]]')) as Ran & {
      steps: { writes: { name: string }[] }[];
    };
    assert.ok(withSteps.steps.some(({ writes }) => writes.some(({ name }) => name === 'held')));
    assert.ok(!('steps' in ((await cli.json(0, 'run', 'sort', '--input', '[[2,1]]', '--no-steps')) as object)));
  });

  it('refuses where training never went, with place and reason; --guess goes on', async () => {
    const [low, high] = await lines('run', 'shy', [[3], [60]]);
    assert.deepEqual([low?.refused, low?.output], [null, 3]);
    assert.deepEqual([high?.output, high?.threw], [null, null]);
    assert.match(high?.refused?.reason ?? '', /never true|agree on every trace/);
    assert.deepEqual((high?.refused?.range as { start: unknown }).start, { line: 4, column: 7 });
    const [guessed] = await lines('run', 'shy', [[60]], '--guess');
    assert.equal(guessed?.refused, null);
    const plain = await cli.run('run', 'shy', '--input', '[60]');
    assert.match(plain.stdout, /^refused at shy\.ts:4:7/);
  });

  it('a model that is damaged, cut off, newer, or something else is wrong usage', async () => {
    const damage: readonly (readonly [name: string, message: RegExp, change: (folder: string) => void])[] = [
      [
        'cut',
        /damaged.*bytes/,
        (at) =>
          writeFileSync(
            path.join(at, 'weights.safetensors'),
            readFileSync(path.join(at, 'weights.safetensors')).subarray(0, 90),
          ),
      ],
      [
        'flipped',
        /damaged.*changed/,
        (at) => {
          const bytes = readFileSync(path.join(at, 'weights.safetensors'));
          bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
          writeFileSync(path.join(at, 'weights.safetensors'), bytes);
        },
      ],
      [
        'half',
        /damaged.*JSON/,
        (at) => writeFileSync(path.join(at, 'model.json'), readFileSync(path.join(at, 'model.json')).subarray(0, 500)),
      ],
      [
        'newer',
        /version 99.*update/,
        (at) =>
          writeFileSync(
            path.join(at, 'model.json'),
            readFileSync(path.join(at, 'model.json'), 'utf8').replace('"version": 1', '"version": 99'),
          ),
      ],
      ['gone', /damaged.*missing/, (at) => rmSync(path.join(at, 'weights.safetensors'))],
      ['bare', /no model/, (at) => rmSync(path.join(at, 'model.json'))],
      ['else', /no model of Understudy/, (at) => writeFileSync(path.join(at, 'model.json'), '{"name":"x"}')],
    ];
    const found = await Promise.all(
      damage.map(async ([name, message, change]) => {
        cpSync(cli.at('sort'), cli.at(name), { recursive: true });
        change(cli.at(name));
        const { code, stdout, stderr } = await cli.run('run', name, '--input', '[[1]]');
        return code === 2 && stdout === '' && message.test(stderr) && stderr.trimEnd().split('\n').length === 1
          ? []
          : [`${name}: exit ${code}: ${stderr}${stdout}`];
      }),
    );
    assert.deepEqual(found.flat(), []);
  });

  it('learn puts its model under .understudy unless told otherwise, and shows a table', async () => {
    const { code, stdout, stderr } = await cli.run('learn', 'doc.js', ...SMALL);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^sum\(list: number\[\]\): number\n/);
    assert.match(stdout, /size +runs +exact +refused +wrong/);
    assert.match(stdout, /no divergence in 20 runs: a rate below 15\.0% at 95% confidence/);
    assert.ok(existsSync(cli.at('.understudy', 'sum', 'model.json')));
    assert.equal(stderr, '', 'no bar where standard error is not a terminal');
  });

  it('learn answers 1 for a divergence: made smaller, at its place, told apart from a wrong answer', async () => {
    const learned = ['learn', 'cart.ts', '--budget', '20', '--sizes', '16,64', '--runs', '20', '--out', 'cart'];
    const { divergence, generalisation, unknown } = (await cli.json(1, ...learned)) as CheckReport;
    assert.deepEqual(
      generalisation.map(({ size, exact, refused, wrong }) => [size, exact, refused, wrong]),
      [
        [16, 20, 0, 0],
        [64, 0, 20, 0],
      ],
    );
    assert.ok(divergence?.refused && divergence.shrunkFrom);
    assert.equal(divergence.size, 64);
    assert.equal((divergence.input[0] as number[]).length, 40, 'the shortest list that tells > from >=');
    assert.deepEqual([divergence.got.output, divergence.got.threw], [null, null]);
    assert.equal(divergence.step?.range?.start.line, 7);
    const lines = [...unknown.branches, ...unknown.ambiguous].map(({ range }) => range.start.line);
    assert.ok(lines.includes(7), 'what is not known is told');
    const readings = unknown.ambiguous.find(({ range }) => range.start.line === 7)?.choices ?? [];
    assert.match(readings[0] ?? '', /^prices\.length >=? /, 'in the words of the source');
    assert.ok(divergence.refused.includes(` or ${readings.at(-1)} here: `), divergence.refused);
  });

  it('a random pivot is allowed, since the result does not depend on it', async () => {
    const { generalisation } = (await cli.json(
      0,
      'learn',
      'refused.ts#pivoted',
      ...SMALL,
      '--out',
      'pivoted',
    )) as CheckReport;
    assert.deepEqual(
      generalisation.map(({ runs, exact }) => [runs, exact]),
      [[20, 20]],
    );
    const [sorted] = await lines('run', 'pivoted', [[[3, 1, 2, 1]]]);
    assert.deepEqual(sorted?.output, [1, 1, 2, 3]);
  });

  it('leaves no temporary file and no process behind', async () => {
    assert.deepEqual([cli.leftFiles(), await cli.leftProcesses()], [[], []]);
    const names = readdirSync(cli.folder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      names.filter((name) => /\.tmp|~$|\.lock/.test(name)),
      [],
    );
  });
});
