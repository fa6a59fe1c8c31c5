import type { LearnedFunction } from '../../shared/panel.ts';
import type { CheckReport, Divergence, SizeResult } from '../../shared/report.ts';
import { isList, isTagged, showInput, showOutcome, showOutcomes, showValue } from '../../shared/show.ts';
import type { Wire } from '../../shared/values.ts';

/** Longest value at the end of a line. */
const SHORT = 40;

export function valueText(value: Wire, most = SHORT): string {
  return showValue(value, most);
}

export function inputText(input: readonly Wire[], most = 120): string {
  return showInput(input, most);
}

/** What tells the outcomes of function and network apart. */
export function outcomesText({ expected, got, refused }: Divergence, most = SHORT): { expected: string; got: string } {
  return refused === null
    ? showOutcomes(expected, got, most)
    : { expected: showOutcome(expected, most), got: 'refuses' };
}

/** One line for the end of the first line on which the two part: `network: 7, function: 5 at j = 3`. */
export function divergenceText({ step, refused, expected, got }: Divergence): string {
  if (refused !== null) {
    // After the last colon stands what would help; there may be others in what is quoted.
    const end = refused.lastIndexOf(': ');
    return `network refuses: ${end < 0 ? refused : refused.slice(0, end)}`;
  }
  const at = step ? stateText(step.state, step.name) : '';
  if (step) return `network: ${valueText(step.got)}, function: ${valueText(step.expected)}${at}`;
  const texts = showOutcomes(expected, got, SHORT);
  return `network: ${texts.got}, function: ${texts.expected}`;
}

/** The variable that tells where in a loop it was: the last counter written before. */
function stateText(state: NonNullable<Divergence['step']>['state'], written: string): string {
  const counter = state.findLast(({ name, value }) => typeof value === 'number' && name !== written);
  return counter ? ` at ${counter.name} = ${valueText(counter.value)}` : '';
}

/** How often the two parted, here or elsewhere, at the size at which the divergence was found. */
export function howOften(report: CheckReport, divergence: Divergence): string {
  const size = report.generalisation.find((each) => each.size === divergence.size);
  if (!size) return '';
  return `${size.wrong + size.refused} of ${size.runs} runs at size ${size.size}`;
}

/** The largest size up to which, from the smallest on, every run was exact; null if none was. */
export function exactTo(sizes: readonly SizeResult[]): number | null {
  let reached: number | null = null;
  for (const { size, runs, exact } of [...sizes].sort((a, b) => a.size - b.size)) {
    if (runs === 0 || exact < runs) break;
    reached = size;
  }
  return reached;
}

/** The state of a function in two or three words, for lenses and the tree. */
export function statusText(fn: LearnedFunction): string {
  switch (fn.phase) {
    case 'waiting':
      return 'waiting';
    case 'learning':
    case 'measuring':
      return `${Math.round(100 * fn.progress)}%${fn.paused ? ', paused' : ''}`;
    case 'checking':
      return 'checking …';
    case 'comparing':
      return `comparing networks, ${Math.round(100 * fn.progress)}%${fn.paused ? ', paused' : ''}`;
    case 'interrupted':
      return 'interrupted';
    case 'failed':
      return 'could not be learned';
    case 'cancelled':
      return 'stopped';
    case 'done':
      return resultText(fn);
  }
}

function resultText(fn: LearnedFunction): string {
  if (fn.recheck) return fn.recheck.divergence ? 'behaves differently since' : 'edited, behaves the same';
  const report = fn.report;
  if (!report) return '';
  const reached = exactTo(report.generalisation);
  const exact = reached === null ? '' : `exact to ${reached.toLocaleString('en')}`;
  if (!report.divergence) return exact || 'nothing compared';
  const parts = report.divergence.refused === null ? 'diverges' : 'refuses';
  const size = report.divergence.size.toLocaleString('en');
  return exact ? `${exact}, ${parts} at ${size}` : `${parts} at ${size}`;
}

/** A test of the real function on the input of a divergence, for a file of tests. */
export function testText(name: string, { input, expected }: Divergence): string {
  const call = `${name}(${input.map((arg) => codeText(arg)).join(', ')})`;
  if (expected.threw !== null) {
    return `it(${JSON.stringify(`${name} throws ${expected.threw}`)}, () => {\n  assert.throws(() => ${call});\n});\n`;
  }
  return `it(${JSON.stringify(`${name} on a case that its network got wrong`)}, () => {\n  assert.deepStrictEqual(${call}, ${codeText(expected.output)});\n});\n`;
}

/** A value as an expression of JavaScript. */
function codeText(value: Wire): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(codeText).join(', ')}]`;
  if (!isTagged(value)) {
    const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${codeText(item)}`);
    return `{ ${fields.join(', ')} }`;
  }
  const { $: tag, value: inner } = value;
  if (inner === undefined) return tag;
  if (tag === 'bigint' && typeof inner === 'string') return `${inner}n`;
  return `new ${tag}(${codeText(inner)})`;
}
