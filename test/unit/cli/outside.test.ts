import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { CheckReport } from '../../../src/shared/report.ts';
import { CommandLine } from '../../support/cli.ts';
import { SMALL } from './learned.ts';

/** What is refused, with where it shows and what is said of it: names hide it from whoever only reads the source. */
const REFUSED: readonly (readonly [body: string, at: string, reason: RegExp])[] = [
  ['const D = Date; return new D().getTime() + n;', 'new D()', /reads the clock/],
  ['const { now } = Date; return now() + n;', 'now()', /reads the clock/],
  ['return Reflect.construct(Date, []).getTime() + n;', 'Reflect.construct(Date, [])', /reads the clock/],
  ['return [Date].map((D) => new D())[0].getTime() + n;', 'new D()', /reads the clock/],
  ['const F = [].constructor.constructor; return F("return 2")() + n;', 'F("return 2")', /runs text as code/],
  ['const key = "constructor"; return step[key]("return 2")() + n;', 'step[key]("return 2")', /runs text as code/],
  [
    'const { constructor: C } = function* () {}; return new C("yield 3")().next().value + n;',
    'new C("yield 3")',
    /runs/,
  ],
  [
    'let e; try { null.x; } catch (x) { e = x; } return e["st" + "ack"].length + n;',
    'e["st" + "ack"]',
    /where the code is/,
  ],
  ['try { null.x; } catch ({ stack }) { return stack.length + n; }', 'stack }', /where the code is/],
  ...('groupBy' in Object
    ? []
    : ([['return Object.groupBy([n], String)[n].length;', 'Object.groupBy', /is not there in Node/]] as const)),
  ['const M = Math, key = "random"; return M[key]() + n;', 'M[key]()', /result depends on `Math\.random\(\)`/],
];

const ALLOWED = [
  'return structuredClone({ n: [n] }).n[0] + Number(atob(btoa(String(n))));',
  'return Object.groupBy ? Object.keys(Object.groupBy([n], String)).length : 1;',
  'return new Date(n * 1e9).getUTCFullYear();',
  'return step.constructor === Function && step instanceof Function ? n : 0;',
  'return Function("return this")() === globalThis.Math ? 0 : n;',
  'const held = { stack: [] }; held.stack.push(n); return held.stack.length + held["stack"][0];',
  'const M = Math, key = "random"; return M[key]() < 2 ? n : 0;',
];

const file = (body: string): string => `/** @integer n */\nexport function step(n) { ${body} }\n`;

/** A negative number has its stack read, but only where it is less than −5. */
const RARE = `/**
 * @integer n
 * @range n -10..30
 */
export function root(n) {
  try {
    if (n < 0) throw new Error('below');
    return n;
  } catch (error) {
    return n >= -5 ? error.message : error.stack;
  }
}
`;

describe('what is outside of the arguments', function () {
  this.timeout(120_000);
  let cli: CommandLine;
  before(() => (cli = new CommandLine()));
  after(() => cli.remove());

  for (const [i, [body, at, reason]] of REFUSED.entries()) {
    it(`is refused at the expression: ${body}`, async () => {
      const text = file(body);
      writeFileSync(cli.at(`refused${i}.mjs`), text);
      const [learned, traced] = await Promise.all([
        cli.run('learn', `refused${i}.mjs`, ...SMALL, '--out', `refused${i}`),
        cli.run('trace', `refused${i}.mjs`, '--input', '[3]'),
      ]);
      const line = text.split('\n')[1] ?? '';
      for (const { code, stdout, stderr } of [learned, traced]) {
        assert.deepEqual([code, stdout], [3, ''], stderr);
        assert.match(stderr, reason);
        assert.match(stderr, new RegExp(`:2:${line.indexOf(at) + 1} `));
      }
    });
  }

  for (const [i, body] of ALLOWED.entries()) {
    it(`is not what only looks like it: ${body}`, async () => {
      writeFileSync(cli.at(`allowed${i}.mjs`), file(body));
      const { code, stdout } = await cli.run('learn', `allowed${i}.mjs`, ...SMALL, '--out', `allowed${i}`, '--json');
      assert.ok(code === 0 || code === 1, stdout);
      assert.equal((JSON.parse(stdout) as CheckReport).generalisation[0]?.wrong, 0);
    });
  }

  it('is refused where it is reached, if that is rare', async () => {
    writeFileSync(cli.at('rare.mjs'), RARE);
    const args = ['--sizes', '16', '--runs', '60', '--budget', '20', '--out', 'rare'];
    const learned = (await cli.json(1, 'learn', 'rare.mjs', ...args)) as CheckReport;
    const [sizes] = learned.generalisation;
    assert.ok(sizes && sizes.refused > 0 && sizes.exact > sizes.refused && sizes.wrong === 0, JSON.stringify(sizes));
    assert.match(learned.divergence?.refused ?? '', /an error's `stack` tells where the code is/);
    assert.equal(learned.divergence?.step?.range?.start.line, 10);
    const refused = (await cli.json(0, 'run', 'rare', '--input', '[-6]')) as { refused: { reason: string } };
    assert.match(refused.refused.reason, /an error's `stack`/);
    assert.equal(((await cli.json(0, 'run', 'rare', '--input', '[-5]')) as { output: unknown }).output, 'below');
    assert.equal((await cli.run('trace', 'rare.mjs', '--input', '[-6]')).code, 3);
    assert.equal((await cli.run('export', 'rare', '--format', 'ts', '--out', 'rare-net.mjs')).code, 0);
    const { root } = (await import(cli.at('rare-net.mjs'))) as { root: (n: number) => unknown };
    assert.equal(root(-5), 'below');
    assert.throws(() => root(-6), /does not know: an error's `stack` tells/);
  });
});
