import type { JSX } from 'preact';
import { t } from '../../../src/shared/l10n.ts';
import type { Range } from '../../../src/shared/range.ts';
import type { ElementIndex, ReplayStep } from '../../../src/shared/replay.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { shown } from '../values.ts';
import type { StepState } from './state.ts';
import { Variables } from './variables.tsx';

/** The text of the line that a range begins in; '' where it is not known. */
export type SourceLine = (range: Range) => string;

interface TrackProps {
  readonly title: string;
  readonly state: StepState | null;
  readonly ended: boolean;
  readonly loaded: boolean;
  readonly end: string;
  /** It takes no steps: there is just an answer. */
  readonly isWhole?: boolean;
  readonly differs?: boolean;
  readonly indices: readonly ElementIndex[];
  readonly input: readonly Wire[];
  readonly line: SourceLine;
}

/** One side of the player, at one step. */
export function Track({
  title,
  state,
  ended,
  loaded,
  end,
  isWhole = false,
  differs = false,
  ...shown_
}: TrackProps): JSX.Element {
  return (
    <div class={differs ? 'track differs' : 'track'} role="group" aria-label={title}>
      <h3>{title}</h3>
      {ended ? (
        <p>
          {isWhole ? t('Answers') : t('Ended')}: {end}
        </p>
      ) : !loaded || !state ? (
        <p>{t('Loading …')}</p>
      ) : (
        <Now state={state} {...shown_} />
      )}
    </div>
  );
}

function Now({
  state,
  indices,
  input,
  line,
}: { readonly state: StepState } & Pick<TrackProps, 'indices' | 'input' | 'line'>): JSX.Element {
  const { step } = state;
  const text = step.range ? line(step.range) : '';
  return (
    <>
      <p class="now">
        {step.range && <span class="muted">{step.range.start.line} </span>}
        <code>{text}</code>
      </p>
      <p>
        {does(step)} <code>{shown(step.value, 80)}</code>
        {step.depth > 1 && <span class="muted"> · {t('{0} calls deep', step.depth)}</span>}
      </p>
      <Variables state={state} indices={indices} input={input} />
    </>
  );
}

/** A step as one sentence, for those who hear the slider. */
export function sentenceOf({ step }: StepState): string {
  const line = step.range ? `${t('line {0}', step.range.start.line)}, ` : '';
  return `${line}${does(step)} ${shown(step.value, 60)}`;
}

function does({ kind, name }: ReplayStep): string {
  switch (kind) {
    case 'write':
      return t('{0} becomes', name);
    case 'test':
      return t('the condition is');
    case 'return':
      return t('returns');
    default:
      return t('throws');
  }
}
