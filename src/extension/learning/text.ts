import { count, t } from '../../shared/l10n.ts';
import type { LearnedFunction } from '../../shared/panel.ts';
import { exactTo, type CheckReport, type Divergence } from '../../shared/report.ts';
import { showInput, showOutcome, showOutcomes, showValue } from '../../shared/show.ts';
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
    : { expected: showOutcome(expected, most), got: t('refuses') };
}

/**
 * One line for the end of the first line on which the two part: `network: 7, function: 5 at j = 3`.
 * @param isEdited the function was edited since: the network is how it was before
 */
export function divergenceText({ step, refused, expected, got }: Divergence, isEdited = false): string {
  if (refused !== null) {
    // After the last colon stands what would help; there may be others in what is quoted.
    const end = refused.lastIndexOf(': ');
    return t('network refuses: {0}', end < 0 ? refused : refused.slice(0, end));
  }
  const texts = step
    ? { expected: valueText(step.expected), got: valueText(step.got) }
    : showOutcomes(expected, got, SHORT);
  const words = isEdited
    ? t('before: {0}, now: {1}', texts.got, texts.expected)
    : t('network: {0}, function: {1}', texts.got, texts.expected);
  return step ? words + stateText(step.state, step.name) : words;
}

/** The variable that tells where in a loop it was: the last counter written before. */
function stateText(state: NonNullable<Divergence['step']>['state'], written: string): string {
  const counter = state.findLast(({ name, value }) => typeof value === 'number' && name !== written);
  return counter ? ` ${t('at {0} = {1}', counter.name, valueText(counter.value))}` : '';
}

/** How often the two parted, here or elsewhere, at the size at which the divergence was found. */
export function howOften(report: CheckReport, divergence: Divergence): string {
  const size = report.generalisation.find((each) => each.size === divergence.size);
  if (!size) return '';
  return t('{0} of {1} runs at size {2}', size.wrong + size.refused, size.runs, size.size);
}

/** The state of a function in two or three words, for lenses and the tree. */
export function statusText(fn: LearnedFunction): string {
  switch (fn.phase) {
    case 'waiting':
      return t('waiting');
    case 'learning':
    case 'measuring':
      return shareText(fn);
    case 'checking':
      return t('checking …');
    case 'comparing':
      return t('comparing networks, {0}', shareText(fn));
    case 'interrupted':
      return t('interrupted');
    case 'failed':
      return t('could not be learned');
    case 'cancelled':
      return t('stopped');
    case 'done':
      return resultText(fn);
  }
}

function shareText({ progress, paused }: LearnedFunction): string {
  const share = `${Math.round(100 * progress)}%`;
  return paused ? t('{0}, paused', share) : share;
}

function resultText(fn: LearnedFunction): string {
  if (fn.recheck) return fn.recheck.divergence ? t('behaves differently since') : t('edited, behaves the same');
  const report = fn.report;
  if (!report) return '';
  const reached = exactTo(report.generalisation);
  const exact = reached === null ? '' : t('exact to {0}', count(reached));
  if (!report.divergence) return exact || t('nothing compared');
  const size = count(report.divergence.size);
  const parts = report.divergence.refused === null ? t('diverges at {0}', size) : t('refuses at {0}', size);
  return exact ? `${exact}, ${parts}` : parts;
}
