import { UserError } from '../shared/errors.ts';
import type { SpecReport } from '../shared/report.ts';
import { exportClrsCommand } from '../engine/commands/export-clrs.ts';
import { specifyCommand, type SpecifyCommand } from '../engine/commands/specify.ts';
import type { Arguments } from './options.ts';

/** `analyze TARGET --spec`: infers the CLRS specification and tells it. */
export async function analyzeSpecification(
  args: Arguments,
  target: string,
  dialect: { readonly dialect?: string },
): Promise<SpecReport> {
  if (args.flag('emit-ts')) throw new UserError('Pass --spec or --emit-ts, not both.');
  const generator = args.text('generator');
  const command: SpecifyCommand = {
    target,
    seed: args.number('seed', 1, 0),
    timeout: args.number('timeout', 10, 0.001, false),
    ...(generator === undefined ? {} : { generator }),
    ...(args.text('loop') === undefined ? {} : { loop: args.number('loop', 1, 1) }),
    ...dialect,
  };
  return specifyCommand(command);
}

const EXPORTED_SIZES = [16];
const EXPORTED_RUNS = 32;

/** `export TARGET --format clrs`: writes specification and trajectories, and tells what it wrote. */
export async function exportTrajectories(
  args: Arguments,
  subject: string,
  out: string,
  dialect: { readonly dialect?: string },
): Promise<string> {
  if (args.flag('guess')) throw new UserError('--guess goes with --format ts: leave it out.');
  const generator = args.text('generator');
  const { algorithm, probes, files, runs } = await exportClrsCommand({
    subject,
    out,
    sizes: args.sizes('sizes', EXPORTED_SIZES),
    runs: args.number('runs', EXPORTED_RUNS, 1),
    seed: args.number('seed', 1, 0),
    timeout: args.number('timeout', 10, 0.001, false),
    ...(generator === undefined ? {} : { generator }),
    ...(args.text('loop') === undefined ? {} : { loop: args.number('loop', 1, 1) }),
    ...dialect,
  });
  const counts = [...runs].map(([n, count]) => `${count} runs of ${n} nodes`);
  return `${algorithm}: ${probes} probes, ${counts.join(', ')}\n${files.map((file) => `  ${out}/${file}\n`).join('')}`;
}

/** A specification as tables: probes, loops, and what has no place. */
export function renderSpecification({ name, probes, unplaced, cycles }: SpecReport): string {
  const rows = probes.map(({ stage, location, type, categories, name: probe, from }) => [
    stage,
    probe,
    location,
    categories ? `${type} (${categoryText(categories)})` : type,
    from,
  ]);
  const loops = cycles.map(({ kind, function: fn, range, iterations, nodes, chosen }) => [
    chosen ? '*' : ' ',
    `${kind} in ${fn}${range ? `, line ${range.start.line}` : ''}`,
    iterations === null
      ? 'too many iterations to sample'
      : `${iterations.toFixed(1)} iterations a run of ${Math.round(nodes)} nodes`,
  ]);
  const lost = unplaced.map(({ stage, name: probe, why }) => [stage, probe, why]);
  return [
    `${name}: ${probes.length} ${probes.length === 1 ? 'probe' : 'probes'}`,
    ...table([['stage', 'probe', 'location', 'type', 'from'], ...rows]),
    ...(loops.length === 0
      ? []
      : ['', 'Hints are sampled once an iteration of * (--loop LINE for another):', ...table(loops)]),
    ...(lost.length === 0 ? [] : ['', 'Without a place in a specification:', ...table(lost)]),
    '',
  ].join('\n');
}

/** All of them if they are few. */
function categoryText(categories: readonly string[]): string {
  const texts = categories.map((category) => JSON.stringify(category));
  return texts.length <= 8
    ? texts.join(' ')
    : `${texts.length}: ${texts.slice(0, 3).join(' ')} … ${texts.at(-1) ?? ''}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
