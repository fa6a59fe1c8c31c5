import type { JSX } from 'preact';
import type { Counterexample } from '../../src/shared/events.ts';
import { count, t } from '../../src/shared/l10n.ts';
import type { LearnedFunction, StoryEntry } from '../../src/shared/panel.ts';
import type { CheckReport } from '../../src/shared/report.ts';
import type { Wire } from '../../src/shared/values.ts';
import { ask } from './editor.ts';
import { rich } from './l10n.ts';
import { shownEntries, type ShownEntry } from './story-entries.ts';
import { shownInput, shownOutcome } from './values.ts';

/** What happened, in order: it stays readable after a run that took a second. */
export function Story({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  const entries = shownEntries(fn.story);
  return (
    <section class="card" aria-labelledby="story-title">
      <h2 id="story-title">{t('How it went')}</h2>
      <ol class="story">
        {entries.map((shown, i) => (
          <li key={i}>
            <Shown shown={shown} fn={fn} />
          </li>
        ))}
        {fn.report && !watchesSteps(fn) && <li>{descentText(fn.report)}</li>}
        {entries.length === 0 && <li class="muted">{t('Nothing has happened yet.')}</li>}
      </ol>
    </section>
  );
}

function descentText({ training, network }: CheckReport): string {
  const { iterations = 0, seconds, stopped, size } = training;
  const values = [count(network.parameters), size, count(iterations), Math.round(seconds)] as const;
  return stopped === 'budget'
    ? t(
        'Trained {0} weights on calls of size up to {1} for {2} iterations, {3} s, until its budget was spent.',
        ...values,
      )
    : t('Trained {0} weights on calls of size up to {1} for {2} iterations, {3} s, until it got no better.', ...values);
}

function Shown({ shown, fn }: { readonly shown: ShownEntry; readonly fn: LearnedFunction }): JSX.Element {
  if (shown.kind === 'entry') return <Entry entry={shown.entry} isFirst={shown.isFirst} fn={fn} />;
  const { searches, last } = shown;
  if (!watchesSteps(fn)) {
    return <p class="muted">{t('Drew more calls to train on: {0} in all.', count(last.traces))}</p>;
  }
  return (
    <p class="muted">
      {searches > 1
        ? t(
            'Looked for more to learn from, {0} times, and found nothing new: {1} runs by then.',
            searches,
            count(last.traces),
          )
        : t('Looked for more to learn from, and found nothing new: {0} runs by then.', count(last.traces))}
    </p>
  );
}

/** Other networks see calls and answers alone. */
function watchesSteps({ settings }: LearnedFunction): boolean {
  return settings.network === 'machine';
}

interface EntryProps {
  readonly entry: StoryEntry;
  readonly isFirst: boolean;
  readonly fn: LearnedFunction;
}

function Entry({ entry, isFirst, fn }: EntryProps): JSX.Element {
  switch (entry.kind) {
    case 'traced':
      if (!watchesSteps(fn)) return <p>{t('Called the function: {0} calls so far.', count(entry.traces))}</p>;
      return (
        <>
          <p>
            {isFirst
              ? t('Watched the function: {0} runs so far, {1} steps.', count(entry.traces), count(entry.steps))
              : t(
                  'Looked for more to learn from: {0} runs so far, {1} steps.',
                  count(entry.traces),
                  count(entry.steps),
                )}{' '}
            {entry.inputs.length > 0
              ? t('{0} of these runs showed something new, for instance:', count(entry.informative))
              : t('{0} of these runs showed something new.', count(entry.informative))}
          </p>
          <ul>
            {entry.inputs.map((input, i) => (
              <li key={i}>
                <ReplayLink fn={fn} input={input} />
              </li>
            ))}
          </ul>
        </>
      );
    case 'trained':
      return (
        <p>
          {t(
            'Round {0}: trained to loss {1}, {2}% of steps right. Elimination leaves one reading for {3} of {4} choices.',
            entry.round + 1,
            entry.loss.toPrecision(2),
            (100 * entry.accuracy).toFixed(1),
            entry.only,
            entry.choices,
          )}
        </p>
      );
    case 'compared':
      return (
        <>
          <p>
            {entry.wrong === 0 && entry.refused === 0
              ? t('Compared on {0} fresh inputs: all exact.', count(entry.runs))
              : t(
                  'Compared on {0} fresh inputs: {1} wrong, {2} refused. From these it learns next:',
                  count(entry.runs),
                  entry.wrong,
                  entry.refused,
                )}
          </p>
          <ul>
            {entry.counterexamples.map((each, i) => (
              <li key={i}>
                <Failed example={each} fn={fn} />
              </li>
            ))}
          </ul>
        </>
      );
  }
}

/** An input that can be replayed, once there is a network to replay it on. */
function ReplayLink({ fn, input }: { readonly fn: LearnedFunction; readonly input: readonly Wire[] }): JSX.Element {
  const text = shownInput(input, 100) || t('(no arguments)');
  if (!fn.report) return <code>{text}</code>;
  return (
    <button
      type="button"
      class="link"
      title={t('Replay step by step')}
      onClick={() => ask({ type: 'replay', id: fn.id, input })}
    >
      <code>{text}</code>
    </button>
  );
}

function Failed({ example, fn }: { readonly example: Counterexample; readonly fn: LearnedFunction }): JSX.Element {
  const { input, expected, got, reason } = example;
  const [link, right] = [<ReplayLink fn={fn} input={input} />, <code>{shownOutcome(expected)}</code>];
  return (
    <>
      {reason === null
        ? rich('{0} gives {1}, the network gave {2}', link, right, <code>{shownOutcome(got)}</code>)
        : rich('{0} gives {1}, the network refused: {2}', link, right, reason)}
    </>
  );
}
