import { t } from '../../shared/l10n.ts';
import type { LearnedFunction } from '../../shared/panel.ts';
import type { Range } from '../../shared/range.ts';
import { divergencesOf, exactTo, tellable, type Divergence, type Reason } from '../../shared/report.ts';
import { listed } from '../../shared/show.ts';
import { divergenceText, howOften } from '../learning/text.ts';

/** Stable: settings and bug reports name them. */
export type FindingCode =
  'divergence' | 'behaviour-changed' | 'one-way-branch' | 'ambiguous' | 'missing' | 'not-learnable';

/** Something to show at a place in the source. */
export interface Finding {
  readonly code: FindingCode;
  /** The function's name. */
  readonly name: string;
  /** The learned function, for what can be done about it; null if none was learned. */
  readonly id: string | null;
  readonly range: Range;
  /** What stands at the end of the line. */
  readonly hint: string;
  /** What stands in the list of problems: a whole sentence. */
  readonly message: string;
  readonly divergence: Divergence | null;
  /** The divergence's place among those of the report. */
  readonly which: number;
}

/** Everything that is to be shown in the source for a learned function. Pure. */
export function findingsOf(fn: LearnedFunction): Finding[] {
  if (fn.phase === 'failed') return refusals(fn.name, fn.failure?.reasons ?? []);
  if (fn.phase !== 'done' || !fn.report) return [];
  // The unknown was found in the text as it was learned; in an edited one its places are others.
  if (fn.recheck) return divergences(fn, fn.recheck, 'behaviour-changed');
  return [...divergences(fn, fn.report, 'divergence'), ...unknowns(fn)];
}

/** Why a function can't be learned, where it can't. */
export function refusals(name: string, reasons: readonly Reason[]): Finding[] {
  return reasons.map(({ range, reason }) => ({
    code: 'not-learnable',
    name,
    id: null,
    range,
    hint: t("can't be learned: {0}", reason),
    message: t("{0} can't be learned: {1}.", name, reason),
    divergence: null,
    which: 0,
  }));
}

function divergences(
  fn: LearnedFunction,
  report: NonNullable<LearnedFunction['report']>,
  code: FindingCode,
): Finding[] {
  const changed = code === 'behaviour-changed';
  const reached = exactTo(report.generalisation);
  const where = reached === null ? '' : `, ${t('exact up to size {0}', reached)}`;
  return divergencesOf(report).flatMap((divergence, which) => {
    const range = divergence.step?.range;
    if (!range) return [];
    const hint = divergenceText(divergence, changed);
    const often = howOften(report, divergence);
    const message = changed
      ? t('{0} behaves differently since it was learned: {1} ({2}).', fn.name, hint, often)
      : t('The network of {0} and the function part here: {1} ({2}).', fn.name, hint, often + where);
    return [{ code, name: fn.name, id: fn.id, range, hint, message, divergence, which }];
  });
}

function unknowns(fn: LearnedFunction): Finding[] {
  const { branches, ambiguous, missing } = (fn.report as NonNullable<LearnedFunction['report']>).unknown;
  const finding = (code: FindingCode, range: Range, hint: string, message: string): Finding => ({
    code,
    name: fn.name,
    id: fn.id,
    range,
    hint,
    message,
    divergence: null,
    which: 0,
  });
  return [
    ...branches.map(({ range, seen }) =>
      seen === 'true'
        ? finding(
            'one-way-branch',
            range,
            t('never false in training'),
            t('This was never false while {0} was learned.', fn.name),
          )
        : finding(
            'one-way-branch',
            range,
            t('never true in training'),
            t('This was never true while {0} was learned.', fn.name),
          ),
    ),
    ...ambiguous.flatMap(({ range, choices }) => {
      const readings = tellable(choices);
      if (readings.length < 2) return [];
      const text = listed(readings, 'and');
      const message = t(
        '{0} agree on every trace of {1}: an input that tells them apart would settle it.',
        text,
        fn.name,
      );
      return [finding('ambiguous', range, t('{0} agree on every trace', text), message)];
    }),
    ...missing.map(({ range, reason }) => finding('missing', range, reason, `${fn.name}: ${reason}.`)),
  ];
}
