import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { CheckReport } from '../../../src/shared/report.ts';
import { CommandLine } from '../../support/cli.ts';
import { SMALL } from './learned.ts';

describe('check of a learned model', function () {
  this.timeout(120_000);
  let cli: CommandLine;

  before(async () => {
    cli = new CommandLine();
    await Promise.all([
      cli.json(0, 'learn', 'sorts.ts#bubble', ...SMALL, '--out', 'sort'),
      cli.json(0, 'learn', 'values.ts#divide', ...SMALL, '--generator', 'pairs.mjs', '--out', 'divide'),
    ]);
  });

  after(() => cli.remove());

  it('check: 0 while nothing changed; after an edit 1, the smallest input, and a place in the file as it is now', async () => {
    const checkArgs = ['check', 'sort', '--sizes', '8,16', '--runs', '30'];
    const same = (await cli.json(0, ...checkArgs)) as CheckReport;
    assert.equal(same.divergence, null);
    assert.deepEqual(
      same.generalisation.map(({ size, runs, exact }) => [size, runs, exact]),
      [
        [8, 30, 30],
        [16, 30, 30],
      ],
    );
    const before = readFileSync(cli.at('sorts.ts'), 'utf8');
    // An edit below new lines: places have to move along.
    writeFileSync(cli.at('sorts.ts'), `// One\n// Two\n${before.replace('end > 0', 'end > 1')}`);
    try {
      const { divergence, generalisation } = (await cli.json(1, ...checkArgs)) as CheckReport;
      assert.ok(divergence);
      assert.ok(generalisation.some(({ wrong }) => wrong > 0));
      const [list] = divergence.input as number[][];
      assert.equal(list?.length, 2, `the smallest list that shows it has 2 numbers, not ${JSON.stringify(list)}`);
      assert.deepEqual(divergence.expected.output, list);
      assert.deepEqual(
        divergence.got.output,
        [...list].sort((a, b) => a - b),
      );
      assert.match(divergence.step?.range?.file ?? '', /sorts\.ts$/);
      assert.equal(divergence.step?.range?.start.line, 7);
      assert.deepEqual([divergence.step.expected, divergence.step.got], [1, 0]);
      const shown = await cli.run(...checkArgs);
      assert.equal(shown.code, 1);
      assert.match(shown.stdout, /differs at sorts\.ts:7:/);
    } finally {
      writeFileSync(cli.at('sorts.ts'), before);
    }
  });

  it('check takes another place for the function', async () => {
    mkdirSync(cli.at('moved'), { recursive: true });
    writeFileSync(
      cli.at('moved', 'now.ts'),
      'export function ratio(a: number, b: number): number {\n  return b / a;\n}\n',
    );
    const { divergence } = (await cli.json(
      1,
      'check',
      'divide',
      'moved/now.ts#ratio',
      '--sizes',
      '16',
      '--runs',
      '20',
    )) as CheckReport;
    assert.match(divergence?.step?.range?.file ?? '', /now\.ts$/);
  });

  it("a user's generator goes into the model, and check uses it", async () => {
    assert.ok(existsSync(cli.at('divide', 'generator.mjs')));
    renameSync(cli.at('pairs.mjs'), cli.at('hidden-pairs'));
    const before = readFileSync(cli.at('values.ts'), 'utf8');
    // Only pairs that the generator makes: whole numbers, the second from 1 to 9.
    writeFileSync(
      cli.at('values.ts'),
      before.replace('return a / b', "if (b < 1 || b > 9 || a < 0) throw new Error('not a pair');\n  return a / b"),
    );
    try {
      const { generalisation } = (await cli.json(0, 'check', 'divide', '--sizes', '16', '--runs', '50')) as CheckReport;
      assert.deepEqual(
        generalisation.map(({ runs, exact }) => [runs, exact]),
        [[50, 50]],
      );
    } finally {
      writeFileSync(cli.at('values.ts'), before);
      renameSync(cli.at('hidden-pairs'), cli.at('pairs.mjs'));
    }
  });
});
