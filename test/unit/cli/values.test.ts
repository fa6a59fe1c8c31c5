import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { CommandLine } from '../../support/cli.ts';

interface Outcome {
  readonly output: unknown;
  readonly threw: string | null;
  readonly mutated: readonly unknown[];
  readonly sameAs: number | null;
}

interface Traced extends Outcome {
  readonly steps: readonly {
    readonly step: number;
    readonly range: {
      file: string;
      start: { line: number; column: number };
      end: { line: number; column: number };
    } | null;
    readonly writes: readonly { readonly name: string; readonly value: unknown }[];
  }[];
}

interface Analysed {
  readonly functions: readonly {
    readonly name: string;
    readonly signature: string;
    readonly inputs: readonly { readonly name: string; readonly type: string; readonly role: string }[];
    readonly learnable: boolean;
    readonly reasons: readonly { readonly range: { start: { line: number } }; readonly reason: string }[];
  }[];
}

describe('trace and analyze', function () {
  this.timeout(60_000);
  let cli: CommandLine;

  before(() => {
    cli = new CommandLine();
  });

  after(() => cli.remove());

  const trace = (target: string, input: unknown, ...more: string[]): Promise<unknown> =>
    cli.json(0, 'trace', target, '--input', JSON.stringify(input), ...more);

  async function traceLines(target: string, inputs: readonly unknown[]): Promise<Outcome[]> {
    const file = `${target.replace(/\W/g, '_')}.jsonl`;
    writeFileSync(cli.at(file), inputs.map((input) => `${JSON.stringify(input)}\r\n`).join('\n'));
    const { code, stdout, stderr } = await cli.run('trace', target, '--inputs', file, '--no-steps', '--json');
    assert.equal(code, 0, stderr);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Outcome);
  }

  it('every value goes in and comes out as the contract writes it, one line each, in order', async () => {
    const values = [
      { $: 'Infinity' },
      { $: '-Infinity' },
      { $: 'NaN' },
      { $: '-0' },
      { $: 'undefined' },
      { $: 'bigint', value: '-12345678901234567890' },
      { $: 'Map', value: [['k', [1, { $: 'NaN' }]]] },
      { $: 'Set', value: [1, 'x', { $: '-0' }] },
      null,
      0.1,
      'ü "quoted" \n line',
      [[], {}, { a: { b: [null] } }],
      { $: 'Object', value: [['$', 'a key']] },
    ];
    const results = await traceLines(
      'values.ts#echo',
      values.map((value) => [value]),
    );
    // Adding −0 to a set makes it 0.
    const expected = values.map((value) =>
      JSON.stringify(value).includes('"Set"') ? { $: 'Set', value: [1, 'x', 0] } : value,
    );
    assert.deepEqual(
      results.map(({ output }) => output),
      expected,
    );
    assert.deepEqual(
      results.map(({ mutated }) => mutated),
      expected.map((value) => [value]),
    );
    for (const { sameAs, output } of results)
      assert.equal(sameAs, typeof output === 'object' && isReference(output) ? 0 : null);
  });

  it('tells what was thrown, and the arguments as they are then', async () => {
    assert.deepEqual(
      await traceLines('values.ts#changeThenThrow', [
        [[7], 2],
        [[7], -1],
        [[], 0],
      ]),
      [
        { output: 2, threw: null, mutated: [[7, 2], 2], sameAs: null },
        { output: null, threw: 'limit -1', mutated: [[7, -1], -1], sameAs: null },
        { output: null, threw: 'zero', mutated: [[0], 0], sameAs: null },
      ],
    );
  });

  it('tells which argument was returned itself', async () => {
    assert.deepEqual(await traceLines('values.ts#second', [[[1], [2]]]), [
      { output: [2, 1], threw: null, mutated: [[1], [2, 1]], sameAs: 1 },
    ]);
    assert.deepEqual(
      await traceLines('values.ts#divide', [
        [1, 0],
        [0, -1],
        [0, 0],
      ]),
      [
        { output: { $: 'Infinity' }, threw: null, mutated: [1, 0], sameAs: null },
        { output: { $: '-0' }, threw: null, mutated: [0, -1], sameAs: null },
        { output: { $: 'NaN' }, threw: null, mutated: [0, 0], sameAs: null },
      ],
    );
  });

  it('steps have a range in the file and say what they write; --no-steps leaves them out', async () => {
    const { steps, ...outcome } = (await trace('sorts.ts#bubble', [[2, 1]])) as Traced;
    assert.deepEqual(outcome, { output: [1, 2], threw: null, mutated: [[1, 2]], sameAs: 0 });
    const writes = steps.flatMap(({ writes: all }) => all);
    assert.deepEqual(
      writes.filter(({ name }) => /^[a-z]+$/.test(name)),
      [
        { name: 'end', value: 1 },
        { name: 'i', value: 0 },
        { name: 'held', value: 2 },
        { name: 'i', value: 1 },
        { name: 'end', value: 0 },
      ],
    );
    const held = steps.find((step) => step.writes.some(({ name }) => name === 'held'));
    assert.match(held?.range?.file ?? '', /sorts\.ts$/);
    assert.equal(held?.range?.start.line, 8);
    const files = new Set(steps.map(({ range }) => range?.file.replace(/^.*\//, '')));
    assert.ok(files.has('compare.ts'), 'steps of the imported helper have places of their own');
    assert.ok(!('steps' in ((await trace('sorts.ts#bubble', [[2, 1]], '--no-steps')) as object)));
  });

  it('runs functions of every kind of file, and every kind of function', async () => {
    const targets: readonly (readonly [string, unknown, unknown])[] = [
      ['kinds.ts#Counter.total', [1, 2], 3],
      ['kinds.ts#double', 4, 8],
      ['kinds.ts#padded', 'ab', '  ab'],
      ['kinds.ts#default', 4, 5],
      ['doc.js#sum', [1, 2], 3],
      ['doc.js', [4], 4],
      ['common.cjs#triple', 2, 6],
      ['module.mjs#half', 3, 1.5],
      ['typed.mts#negate', 3, -3],
      ['typed.cts#square', 3, 9],
      ['view.tsx#label', 1, 'one'],
      ['refused.ts#pivoted', [3, 1, 2, 1], [1, 1, 2, 3]],
    ];
    const results = await Promise.all(targets.map(([target, argument]) => trace(target, [argument], '--no-steps')));
    assert.deepEqual(
      results.map((result) => (result as Outcome).output),
      targets.map(([, , expected]) => expected),
    );
  });

  it('a name or folder with spaces and letters of all kinds is no obstacle', async () => {
    const folder = 'a folder #1 é';
    mkdirSync(cli.at(folder));
    copyFileSync(cli.at('module.mjs'), cli.at(folder, 'mödule.mjs'));
    assert.equal(((await trace(`${folder}/mödule.mjs#half`, [3], '--no-steps')) as Outcome).output, 1.5);
  });

  it('analyze tells every function: inputs, steps, whether it can be learned, else why and where', async () => {
    const [{ functions }, kinds, empty] = (await Promise.all([
      cli.json(0, 'analyze', 'refused.ts'),
      cli.json(0, 'analyze', 'kinds.ts'),
      cli.json(0, 'analyze', 'empty.ts'),
    ])) as [Analysed, Analysed, Analysed];
    const told = functions.map(({ name, learnable, reasons }) => [
      name,
      learnable,
      reasons[0]?.range.start.line ?? null,
    ]);
    assert.deepEqual(told, [
      ['later', false, 3],
      ['age', false, 7],
      ['dice', true, null],
      ['noisy', false, 13],
      ['reads', false, 17],
      ['pivoted', true, null],
      // Whether state shows in the result is found by running them.
      ['counts', true, null],
      ['pollutes', true, null],
      ['Point.far', false, 40],
      ['nearest', false, 44],
    ]);
    assert.deepEqual(
      kinds.functions.map(({ name }) => name),
      ['Counter.total', 'double', 'padded', 'default'],
    );
    const [total] = kinds.functions;
    assert.match(total?.signature ?? '', /total\(values: number\[\]\): number/);
    assert.deepEqual(
      total?.inputs.map(({ name, type }) => [name, type]),
      [['values', 'number[]']],
    );
    assert.deepEqual(empty, { functions: [] });
  });

  it('for a person prints lines, and nothing on standard error', async () => {
    const [traced, analysed] = await Promise.all([
      cli.run('trace', 'sorts.ts#bubble', '--input', '[[2,1]]'),
      cli.run('analyze', 'sorts.ts'),
    ]);
    assert.match(traced.stdout, /^returns \[1,2\]\n.*sorts\.ts:\d+:\d+ .*=/);
    assert.match(analysed.stdout, /bubble\(values: number\[\]\): number\[\]\n.*can be learned/);
    assert.deepEqual([traced.stderr, analysed.stderr], ['', '']);
  });

  it('leaves no temporary file and no process behind', async () => {
    assert.deepEqual([cli.leftFiles(), await cli.leftProcesses()], [[], []]);
  });
});

/** Whether a wire value stands for an object, and so can be an argument that was returned itself. */
function isReference(wire: unknown): boolean {
  if (wire === null) return false;
  const tag = (wire as { $?: unknown }).$;
  return tag === undefined || tag === 'Map' || tag === 'Set' || tag === 'Object';
}
