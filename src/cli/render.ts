import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunReport } from '../engine/commands/run.ts';
import type { TraceReport } from '../engine/steps.ts';
import type { Range } from '../shared/range.ts';
import type { CheckReport, Divergence, FunctionReport, Outcome, SizeResult } from '../shared/report.ts';
import { listed } from '../shared/show.ts';
import type { Wire } from '../shared/values.ts';

/** Longest text of one value on a line. */
const SHORT = 100;

export function renderAnalysis(functions: readonly FunctionReport[]): string {
  if (functions.length === 0) return 'There are no functions here.\n';
  return functions
    .map((fn) => {
      const inputs = fn.inputs.map((input) => `    ${input.name}: ${input.role}`);
      const verdict = fn.learnable ? `can be learned, ${fn.steps} steps` : `can't be learned`;
      const reasons = fn.reasons.map(({ range, reason }) => `    ${place(range)} ${reason}`);
      return [fn.signature, `  ${place(fn.range)} ${verdict}`, ...inputs, ...reasons, ''].join('\n');
    })
    .join('\n');
}

export function renderOutcome(report: TraceReport, short: boolean): string {
  const lines = [outcomeText(report)];
  if (!short) {
    for (const { range, writes } of report.steps ?? []) {
      // What nobody wrote (how a method is got at) is left out.
      if (range) for (const { name, value } of writes) lines.push(`  ${place(range)} ${name} = ${shown(value)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

export function renderRun(report: RunReport, short: boolean): string {
  if (!report.refused) return renderOutcome(report, short);
  const { range, reason } = report.refused;
  return `refused at ${range ? place(range) : `step ${report.refused.step}`}: ${reason}\n`;
}

/** The report as a person reads it: counts by size, what is known, and the first place where the two part. */
export function renderReport(report: CheckReport): string {
  const { network, training } = report;
  const lines = [
    report.function.signature,
    '',
    `  network    ${networkLine(network)}`,
    `  training   ${trainingLine(training)}`,
    ...(report.oneStep ? [oneStepLine(report.oneStep)] : []),
    '',
    ...sizeTable(report.generalisation),
    '',
    ...(report.divergence ? renderDivergence(report.divergence) : [summary(report.generalisation)]),
    ...report.others.map(otherLine),
    ...unknownLines(report),
    '',
    `  model      ${report.model}`,
    '',
  ];
  return lines.join('\n');
}

function networkLine({ kind, parameters, audit, hints }: CheckReport['network']): string {
  const count = `${parameters.toLocaleString('en')} parameters`;
  if (!audit) return `${kind}${hints === undefined ? '' : hints ? ' with hints' : ' without hints'}, ${count}`;
  const { choices, only, ambiguous, untrained, conflict } = audit;
  return (
    `${count}, ${choices} choices: ${only} the only one left by elimination, ${ambiguous} of several` +
    (untrained + conflict > 0 ? `, ${untrained} untrained, ${conflict} in conflict` : '')
  );
}

function trainingLine(training: CheckReport['training']): string {
  const { traces, size, transitions, seconds, rounds, iterations, backend, stopped } = training;
  const seen =
    iterations === undefined
      ? `${traces} traces of size ≤ ${size}, ${transitions.toLocaleString('en')} steps`
      : `${traces.toLocaleString('en')} calls of size ≤ ${size}, ${iterations.toLocaleString('en')} steps of descent`;
  const took = seconds > 0 ? `, ${seconds.toFixed(1)} s${iterations === undefined ? `, ${rounds} rounds` : ''}` : '';
  return `${seen}${took}${seconds > 0 ? `, backend ${backend}` : ''}${stopped === 'budget' ? ' (ended by the budget)' : ''}`;
}

function oneStepLine(oneStep: NonNullable<CheckReport['oneStep']>): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  return (
    `  one step   network ${percent(oneStep.network)}, dictionary of seen cells ${percent(oneStep.dictionary)}, ` +
    `majority ${percent(oneStep.majority)} (fresh traces, size ${oneStep.size})` +
    oneStep.ties.map((tie) => `\n             ${tie}`).join('')
  );
}

function sizeTable(results: readonly SizeResult[]): string[] {
  const scored = results.some(({ score }) => score !== undefined);
  const rows = results.map((r) => [
    String(r.size),
    String(r.runs),
    String(r.exact),
    String(r.refused),
    String(r.wrong),
    ...(scored ? [r.score === undefined ? '–' : `${(100 * r.score).toFixed(1)}%`] : []),
    `${r.seconds.toFixed(2)} s`,
  ]);
  const header = ['size', 'runs', 'exact', 'refused', 'wrong', ...(scored ? ['CLRS score'] : []), 'time'];
  const width = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, i) => cell.padStart(width[i] ?? 0)).join('  ')}`;
  const limited = results.filter((r) => r.limited > 0);
  return [
    line(header),
    ...rows.map(line),
    ...limited.map((r) => `  at size ${r.size} ${r.limited} more took too long to compare`),
  ];
}

function summary(results: readonly SizeResult[]): string {
  const runs = results.reduce((sum, r) => sum + r.runs, 0);
  if (runs === 0) return '  nothing could be compared';
  return `  no divergence in ${runs} runs: a rate below ${(300 / runs).toFixed(1)}% at 95% confidence`;
}

function renderDivergence(divergence: Divergence): string[] {
  const { step } = divergence;
  const where = step?.range ? ` at ${place(step.range)}` : step ? ' in code that was not written by you' : '';
  const lines = [`  ${divergence.refused === null ? 'differs' : 'refuses'}${where}`];
  if (step?.range) lines.push(...sourceLine(step.range));
  if (divergence.refused !== null) lines.push(`  ${divergence.refused}`);
  else if (step) {
    const name = step.name ? `${step.name}: ` : '';
    lines.push(`  ${name}network ${shown(step.got)}, function ${shown(step.expected)}`);
  }
  lines.push(
    `  input      ${shown(divergence.input)}${divergence.shrunkFrom ? `   (made smaller, found at size ${divergence.size})` : ''}`,
  );
  lines.push(`  function   ${outcomeText(divergence.expected)}`);
  lines.push(`  network    ${divergence.refused === null ? outcomeText(divergence.got) : 'refused'}`);
  return lines;
}

/** One that parts elsewhere: where, and the input. */
function otherLine({ step, refused, input }: Divergence): string {
  const where = step?.range ? place(step.range) : 'in code that was not written by you';
  return `  also ${refused === null ? 'differs' : 'refuses'} at ${where} on ${shown(input)}`;
}

function unknownLines({ unknown }: CheckReport): string[] {
  const lines = [
    ...unknown.branches.map((b) => `  ${place(b.range)} was only ever ${b.seen} in training`),
    ...unknown.ambiguous.map((a) => `  ${place(a.range)} ${listed(a.choices, 'or')}: they agree on every trace`),
    ...unknown.missing.map((m) => `  ${place(m.range)} ${m.reason}`),
  ];
  if (lines.length === 0) return [];
  const more = lines.length > 12 ? [`  … and ${lines.length - 12} more (--json lists all)`] : [];
  return ['', '  What the network can not know:', ...lines.slice(0, 12), ...more];
}

function outcomeText(outcome: Outcome): string {
  if (outcome.threw !== null) return `throws ${outcome.threw}`;
  return `returns ${shown(outcome.output)}`;
}

function shown(value: Wire | readonly Wire[]): string {
  const text = JSON.stringify(value);
  return text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text;
}

function place(range: Range): string {
  return `${path.relative(process.cwd(), range.file) || range.file}:${range.start.line}:${range.start.column}`;
}

/** The line of source with the stretch underlined. */
function sourceLine(range: Range): string[] {
  let line: string | undefined;
  try {
    line = readFileSync(range.file, 'utf8').split(/\r?\n/)[range.start.line - 1];
  } catch {
    return [];
  }
  if (line === undefined) return [];
  const number = String(range.start.line);
  const last = range.end.line === range.start.line ? range.end.column - 1 : line.length;
  const mark = ' '.repeat(range.start.column - 1) + '~'.repeat(Math.max(1, last - range.start.column + 1));
  return [`    ${number} │ ${line}`, `    ${' '.repeat(number.length)} │ ${mark}`];
}
