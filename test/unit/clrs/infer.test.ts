import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderSpecification } from '../../../src/cli/specify.ts';
import { specifyCommand } from '../../../src/engine/commands/specify.ts';
import { inputsFor } from '../../../src/engine/commands/learn.ts';
import { openRealm } from '../../../src/engine/learn.ts';
import { drawTrajectories, specify } from '../../../src/engine/specify.ts';
import { openTarget } from '../../../src/engine/target.ts';
import type { SpecReport } from '../../../src/shared/report.ts';
import { inOrder } from '../../../src/trainer/clrs/infer/cells.ts';
import { checkTrajectory } from '../../../src/trainer/clrs/spec.ts';

/** Each case: a title after `#`, a function, `==>`, its specification as it is printed. */
const GOLDEN = join(import.meta.dirname, 'specifications.txt');

interface Case {
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

function readCases(): Case[] {
  return readFileSync(GOLDEN, 'utf8')
    .split(/^# /m)
    .slice(1)
    .map((text) => {
      const [head = '', expected = ''] = text.split(/^==>\n/m);
      const [title = '', ...source] = head.split('\n');
      return { title, source: source.join('\n').trim(), expected: expected.trim() };
    });
}

describe('inferred specifications', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-spec-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function specificationOf(source: string, loop?: number, name = 'f'): Promise<SpecReport> {
    const target = join(folder, 'f.ts');
    writeFileSync(target, source);
    return specifyCommand({
      target: `${target}#${name}`,
      seed: 1,
      timeout: 10,
      ...(loop === undefined ? {} : { loop }),
    });
  }

  for (const { title, source, expected } of readCases()) {
    it(title, async () => {
      assert.equal(renderSpecification(await specificationOf(source)).trim(), expected);
    });
  }

  it('has categories in the order of numbers where they are numbers', () => {
    assert.deepEqual(inOrder(['10', '9', '-1']), ['-1', '9', '10']);
    assert.deepEqual(inOrder(['b', '10', 'a', '9']), ['10', '9', 'a', 'b']);
  });

  for (const [kind, modifier] of [
    ['a method', ''],
    ['a static method', 'static '],
  ] as const)
    it(`follows values into ${kind} as into a function`, async () => {
      const body = `(values: number[]): number {
        let low = 0;
        for (let i = 1; i < values.length; i++) if (values[i]! < values[low]!) low = i;
        return low;
      }`;
      const { probes } = await specificationOf(`export function f${body}`);
      const method = await specificationOf(`export class Finder { ${modifier}f${body} }`, undefined, 'Finder.f');
      assert.deepEqual(method.probes, probes);
    });

  it('takes no notice of names', async () => {
    const [{ source }] = readCases() as [Case];
    const renamed = source.replaceAll('low', 'value').replaceAll('values', 'index');
    const types = ({ probes }: SpecReport): string[] => probes.map((p) => `${p.stage} ${p.location} ${p.type}`);
    assert.deepEqual(types(await specificationOf(renamed)), types(await specificationOf(source)));
  });

  it('makes trajectories that fit: a mark at one node, pointers to nodes, masks of 0 and 1', async () => {
    const target = await openTarget(join(import.meta.dirname, '../../../examples/clrs/bfs.ts'));
    const realm = await openRealm(target, null, 10_000);
    try {
      const { inputs } = await inputsFor(target, realm, undefined, 1);
      const specified = await specify(target, realm, { seed: 1, inputs });
      const trajectories = await drawTrajectories(realm, specified, { count: 5, size: 7, seed: 3 });
      assert.equal(trajectories.length, 5);
      const { specification } = specified.inferred;
      for (const trajectory of trajectories) {
        assert.equal(trajectory.n, 7);
        checkTrajectory(specification, trajectory);
        for (const { name, type } of specification.probes) {
          const data = [...(trajectory.data[name] ?? [])];
          if (type === 'pointer') assert(data.every((node) => Number.isInteger(node) && node >= 0 && node < 7));
          if (type === 'mask' || type === 'mask_one') assert(data.every((value) => value === 0 || value === 1));
        }
        const source = [...(trajectory.data['s'] ?? [])].indexOf(1);
        assert.equal(trajectory.data['result']?.[source], source, 'the source is its own predecessor');
      }
    } finally {
      await realm.dispose();
    }
  });

  it('refuses functions without nodes, and lines without loops', async () => {
    await assert.rejects(
      specificationOf('export function f(a: number, b: number): number {\n  return a + b;\n}\n'),
      /f takes no array, string or graph that nodes could stand for/,
    );
    const [{ source }] = readCases() as [Case];
    await assert.rejects(specificationOf(source, 99), /No loop begins on line 99: pass --loop one of/);
  });
});
