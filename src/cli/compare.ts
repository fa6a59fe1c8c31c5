import { requireFolderOf, writeOutput } from '../engine/files.ts';
import { UserError, ExitCode } from '../shared/errors.ts';
import { chartSvg, legendText } from '../shared/chart.ts';
import { CONTENDERS, USUAL, type Comparison, type Contender } from '../shared/comparison.ts';
import { comparisonPage, tableRows } from '../shared/comparison-page.ts';
import type { LearnEvent } from '../shared/events.ts';
import type { LearnCommand } from '../engine/commands/learn.ts';
import type { Arguments } from './options.ts';

const DEFAULT_SEEDS = 1;

/** `understudy compare`: learns with several networks and shows them side by side. */
export async function compare(
  args: Arguments,
  command: Omit<LearnCommand, 'network' | 'out' | 'guess'>,
  print: (value: unknown) => void,
): Promise<ExitCode> {
  const names = (args.text('networks') ?? USUAL.join(',')).split(',').map((name) => name.trim());
  const contenders = names.map((name) => ({ name, ...contender(name) }));
  const seeds = Array.from({ length: args.number('seeds', DEFAULT_SEEDS, 1) }, (_, i) => command.seed + i);
  const [svg, html] = [args.text('svg'), args.text('html')];
  if (svg !== undefined) await requireFolderOf(svg, '--svg');
  if (html !== undefined) await requireFolderOf(html, '--html');
  const { compareCommand } = await import('../engine/commands/compare.ts');
  const comparison = await compareCommand({ ...command, contenders, seeds }, (told) => {
    const text = told.kind === 'doing' ? describe(told.event) : null;
    if (told.kind !== 'doing' || !text || !process.stderr.isTTY) return;
    process.stderr.write(`\r\u001b[2K${told.name}, seed ${told.seed}: ${text}`);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
  if (svg !== undefined) await writeOutput(svg, [chartSvg(comparison)], '--svg');
  if (html !== undefined) await writeOutput(html, [comparisonPage(comparison)], '--html');
  if (args.flag('json')) print(comparison);
  else process.stdout.write(render(comparison));
  return ExitCode.done;
}

function contender(name: string): Contender {
  const found = Object.hasOwn(CONTENDERS, name) ? CONTENDERS[name] : undefined;
  if (found) return found;
  throw new UserError(`--networks takes ${Object.keys(CONTENDERS).join(', ')}, not ${JSON.stringify(name)}.`);
}

function describe(event: LearnEvent): string | null {
  switch (event.kind) {
    case 'training': {
      const right = event.accuracy === null ? '' : `, ${(100 * event.accuracy).toFixed(1)}% right`;
      return `step ${event.iteration}, loss ${event.loss.toFixed(3)}${right}`;
    }
    case 'measuring':
      return `measuring at size ${event.size}`;
    case 'traced':
    case 'compared':
    case 'decided':
    case 'measured':
      return null;
  }
}

function render(comparison: Comparison): string {
  const { function: fn, sizes, networks, trainSize, budget } = comparison;
  const rows = [['exact runs', ...sizes.map(String)], ...tableRows(comparison)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const failures = networks.flatMap(({ name, failed }) => (failed === null ? [] : [`  ${name}: ${failed}`]));
  return [
    fn.signature,
    '',
    ...lines.map((line) => `  ${line}`),
    '',
    ...networks.map((network) => `  ${legendText(network)}`),
    ...failures,
    `  trained on inputs of size up to ${trainSize}, at most ${budget} s each`,
    '',
  ].join('\n');
}
