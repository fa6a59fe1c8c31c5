import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { CommandLine, type Ended } from '../../support/cli.ts';

/** What a command line must end with: its code, and what its sentence says. */
type Case = readonly [code: number, message: RegExp, ...args: string[]];

const INPUT = ['--input', '[1]'];
const FAST = ['--budget', '3', '--sizes', '16', '--runs', '5', '--out', 'unused'];

/** Those that fail, by what is wrong with them. */
const GENERATORS = {
  unread: 'return [1,',
  symbol: 'return [Symbol("x"), 1];',
  function: 'return [(x) => x, 1];',
  class: 'return [new (class Price {})(), 1];',
  endless: 'while (size === 3); return [1, 2];',
} as const;

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'wrong usage': [
    [2, /no command "lern".*--help/, 'lern', 'sorts.ts'],
    [2, /Usage: understudy learn/, 'learn'],
    [2, /Usage: understudy trace/, 'trace', ...INPUT],
    [2, /--wat/, 'analyze', 'sorts.ts', '--wat'],
    [2, /--seed/, 'analyze', 'sorts.ts', '--seed', '1'],
    [2, /--seed takes a whole number.*"x"/, 'learn', 'sorts.ts#bubble', '--seed', 'x'],
    [2, /--runs takes.*at least 1.*"0"/, 'learn', 'sorts.ts#bubble', '--runs', '0'],
    [2, /--sizes takes.*"16,many"/, 'learn', 'sorts.ts#bubble', '--sizes', '16,many'],
    [2, /--sizes takes.*""/, 'learn', 'sorts.ts#bubble', '--sizes', ''],
    [2, /--seed begins with a dash: write --seed=VALUE/, 'learn', 'sorts.ts#bubble', '--seed', '-1'],
    [2, /--budget takes.*"-1"/, 'learn', 'sorts.ts#bubble', '--budget=-1'],
    [2, /--backend takes tensorflow or wasm/, 'learn', 'sorts.ts#bubble', '--backend', 'gpu'],
    [2, /--timeout takes/, 'trace', 'sorts.ts#bubble', ...INPUT, '--timeout', 'soon'],
    [2, /--out/, 'instrument', 'sorts.ts'],
    [2, /sorts\.ts is an ES module.*\.ts/, 'instrument', 'sorts.ts', '--out', 'traced.cjs'],
    [2, /common\.cjs is a CommonJS module.*\.cjs/, 'instrument', 'common.cjs', '--out', 'traced.mjs'],
    [2, /traced\.txt is not TypeScript or JavaScript/, 'instrument', 'sorts.ts', '--out', 'traced.txt'],
    [2, /--out/, 'export', 'nowhere', '--format', 'ts'],
    [2, /--format takes ts/, 'export', 'nowhere', '--format', 'rust', '--out', 'x.ts'],
  ],
  'what is not there': [
    [2, /not-there\.ts/, 'learn', 'not-there.ts#f'],
    [2, /not-there\.ts/, 'analyze', 'not-there.ts'],
    [2, /bubbel.*bubble/s, 'trace', 'sorts.ts#bubbel', ...INPUT],
    [2, /bubble.*discount/s, 'trace', 'sorts.ts', ...INPUT],
    [2, /toString|total/, 'trace', 'kinds.ts#Counter.toString', ...INPUT],
    [2, /not-there/, 'trace', 'missing-import.ts#uses', ...INPUT],
    [2, /broken\.ts:2:13/, 'analyze', 'broken.ts'],
    [2, /broken\.ts:2:13/, 'learn', 'broken.ts#open'],
    [2, /no model in nowhere/, 'run', 'nowhere', ...INPUT],
    [2, /no model in nowhere/, 'check', 'nowhere'],
    [2, /no model in nowhere/, 'export', 'nowhere', '--format', 'ts', '--out', 'x.ts'],
    [2, /no function/, 'trace', 'empty.ts', ...INPUT],
  ],
  'inputs that can not be read': [
    [2, /--input/, 'trace', 'sorts.ts#bubble'],
    [2, /--input is not JSON/, 'trace', 'sorts.ts#bubble', '--input', '[[3,1'],
    [2, /--input is not an array/, 'trace', 'sorts.ts#bubble', '--input', '{"a":1}'],
    [2, /"nonsense"/, 'trace', 'sorts.ts#bubble', '--input', '[{"$":"nonsense"}]'],
    [2, /bigint.*digits/, 'trace', 'sorts.ts#bubble', '--input', '[{"$":"bigint","value":1}]'],
    [2, /no file none\.jsonl/, 'trace', 'sorts.ts#bubble', '--inputs', 'none.jsonl'],
    [2, /no function is called "sum"/, 'trace', 'sorts.ts#bubble', '--input', '[{"$":"function","value":"sum"}]'],
    [2, /line 2 of bad\.jsonl/, 'trace', 'sorts.ts#bubble', '--inputs', 'bad.jsonl'],
    [2, /not both/, 'trace', 'sorts.ts#bubble', ...INPUT, '--inputs', 'bad.jsonl'],
  ],
  'generators that fail': [
    [2, /dry well/, 'learn', 'values.ts#divide', '--generator', 'failing-generator.mjs', ...FAST],
    [2, /array of arguments/, 'learn', 'values.ts#divide', '--generator', 'odd-generator.mjs', ...FAST],
    [2, /no generator at none\.mjs/, 'learn', 'values.ts#divide', '--generator', 'none.mjs', ...FAST],
    [2, /exports no function.*inputs/, 'learn', 'values.ts#divide', '--generator', 'module.mjs', ...FAST],
    [2, /can't be loaded \(Unexpected/, 'learn', 'values.ts#divide', '--generator', 'unread-generator.mjs', ...FAST],
    [2, /gave a symbol/, 'learn', 'values.ts#divide', '--generator', 'symbol-generator.mjs', ...FAST],
    [2, /gave a function/, 'learn', 'values.ts#divide', '--generator', 'function-generator.mjs', ...FAST],
    [2, /object of a class/, 'learn', 'values.ts#divide', '--generator', 'class-generator.mjs', ...FAST],
    [2, /did not end for size 3/, 'learn', 'values.ts#divide', '--generator', 'endless-generator.mjs', ...FAST],
  ],
  'what can not be imitated, with its place': [
    [3, /async[^]*refused\.ts:3:/, 'learn', 'refused.ts#later', ...FAST],
    [3, /async[^]*refused\.ts:3:/, 'trace', 'refused.ts#later', ...INPUT],
    [3, /Date\.now[^]*refused\.ts:7:/, 'learn', 'refused.ts#age', ...FAST],
    [3, /console\.log[^]*refused\.ts:13:/, 'trace', 'refused.ts#noisy', ...INPUT],
    [3, /node:fs[^]*refused\.ts:17:/, 'trace', 'refused.ts#reads', '--input', '["/etc/hostname"]'],
    [3, /Math\.random[^]*refused\.ts:10:/, 'learn', 'refused.ts#dice', ...FAST],
    [3, /Math\.random[^]*refused\.ts:10:/, 'trace', 'refused.ts#dice', '--input', '[1000000]'],
    [3, /answer differently[^]*refused\.ts:28:/, 'trace', 'refused.ts#counts', ...INPUT],
    [3, /adds Array\.prototype\.last[^]*refused\.ts:30:/, 'trace', 'refused.ts#pollutes', ...INPUT],
    [3, /process[^]*endless\.ts:14:/, 'trace', 'endless.ts#quits', ...INPUT],
    [3, /`points`: objects of class Point .* makes them .*refused\.ts:/s, 'learn', 'refused.ts#nearest', ...FAST],
    [3, /ended on none|without end/, 'learn', 'endless.ts#forever', '--timeout', '0.2', ...FAST],
    [3, /ended on none|without end/, 'learn', 'endless.ts#deep', '--timeout', '0.2', ...FAST],
    [3, /async/, 'analyze', 'only-async.ts', '--json'],
  ],
  'calls past their limits': [
    [4, /over 0\.3 s.*--timeout/, 'trace', 'endless.ts#forever', ...INPUT, '--timeout', '0.3'],
    [4, /recursed without end/, 'trace', 'endless.ts#deep', ...INPUT],
    [4, /memory.*--no-steps/, 'trace', 'endless.ts#bomb', ...INPUT],
  ],
};

function check(name: string, [code, message]: Case, { code: got, stdout, stderr }: Ended): string[] {
  const wrong: string[] = [];
  const isAnalysis = stdout.startsWith('{"functions"');
  if (got !== code) wrong.push(`exit ${got}, not ${code}`);
  if (!message.test(isAnalysis ? stdout : stderr)) wrong.push(`does not say ${message}`);
  if (stdout !== '' && !isAnalysis) wrong.push('standard output is not empty');
  const [first = '', ...places] = stderr.trimEnd().split('\n');
  if (!isAnalysis && !/[.)`]$/.test(first) && !/^Usage: /.test(first)) wrong.push('is not a sentence');
  if (!places.every((line) => /^ {2}\S.*:\d+:\d+ \S/.test(line)))
    wrong.push('says more than the reasons with their places');
  if (/^\s+at |node:internal|Error:/m.test(stderr)) wrong.push('shows a stack trace');
  return wrong.length === 0 ? [] : [`${name}: ${wrong.join('; ')}\n${stderr}${stdout.slice(0, 300)}`];
}

describe('command lines that can not be done', function () {
  this.timeout(120_000);
  let cli: CommandLine;

  before(() => {
    cli = new CommandLine();
    writeFileSync(cli.at('bad.jsonl'), '[[1]]\n[[2]\n');
    for (const [name, body] of Object.entries(GENERATORS)) {
      writeFileSync(cli.at(`${name}-generator.mjs`), `export function inputs(size, random) { ${body} }`);
    }
  });

  after(() => cli.remove());

  for (const [group, cases] of Object.entries(CASES)) {
    it(`${group}: one plain sentence, the exit code, and nothing on standard output`, async () => {
      const found = await Promise.all(
        cases.map(async (each) => {
          const [, , ...args] = each;
          return check(args.join(' '), each, await cli.run(...args));
        }),
      );
      assert.deepEqual(found.flat(), []);
    });
  }

  it('a place that can not be written to is wrong usage', async () => {
    writeFileSync(cli.at('in-the-way'), 'text');
    const ways: readonly Case[] = [
      [2, /in-the-way/, 'learn', 'sorts.ts#discount', ...FAST.slice(0, -2), '--out', 'in-the-way'],
      [2, /in-the-way/, 'learn', 'sorts.ts#discount', ...FAST.slice(0, -2), '--out', 'in-the-way/below'],
      [2, /holds no model of Understudy/, 'learn', 'endless.ts#forever', '--timeout', '0.2', '--out', '.'],
      [2, /there is no folder none.*--out/, 'instrument', 'sorts.ts', '--out', 'none/x.ts'],
      [2, /there is no folder none.*--svg/, 'compare', 'endless.ts#forever', '--svg', 'none/x.svg'],
      [2, /in-the-way/, 'instrument', 'sorts.ts', '--out', 'in-the-way/below.ts'],
      // Node's own recursive mkdir never ends there.
      ...(process.platform === 'linux'
        ? [[2, /\/proc/, 'learn', 'sorts.ts#discount', ...FAST.slice(0, -2), '--out', '/proc/x'] as const]
        : []),
    ];
    const found = await Promise.all(
      ways.map(async (each) => check(String(each), each, await cli.run(...(each.slice(2) as string[])))),
    );
    assert.deepEqual(found.flat(), []);
  });

  it('--verbose shows where an error comes from', async () => {
    const { stderr } = await cli.run('analyze', 'not-there.ts', '--verbose');
    assert.match(stderr, /\n\s+at /);
  });

  it('--help and --version answer; no command at all is wrong usage', async () => {
    const [help, version, bare, ofCommand] = await Promise.all([
      cli.run('--help'),
      cli.run('--version'),
      cli.run(),
      cli.run('learn', '--help'),
    ]);
    assert.deepEqual([help.code, version.code, bare.code, ofCommand.code], [0, 0, 2, 0]);
    for (const command of ['analyze', 'instrument', 'trace', 'learn', 'run', 'check', 'export']) {
      assert.match(help.stdout, new RegExp(`understudy ${command} `));
    }
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.deepEqual([bare.stdout, help.stderr], ['', '']);
  });

  it('leave no temporary file and no process behind', async () => {
    assert.deepEqual([cli.leftFiles(), await cli.leftProcesses()], [[], []]);
  });
});
