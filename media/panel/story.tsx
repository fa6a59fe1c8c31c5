import type { JSX } from 'preact';
import type { Counterexample } from '../../src/shared/events.ts';
import type { LearnedFunction, StoryEntry } from '../../src/shared/panel.ts';
import type { CheckReport } from '../../src/shared/report.ts';
import type { Wire } from '../../src/shared/values.ts';
import { ask } from './editor.ts';
import { shownEntries, type ShownEntry } from './story-entries.ts';
import { shownInput, shownOutcome } from './values.ts';

/** What happened, in order: it stays readable after a run that took a second. */
export function Story({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  const entries = shownEntries(fn.story);
  return (
    <section class="card" aria-labelledby="story-title">
      <h2 id="story-title">How it went</h2>
      <ol class="story">
        {entries.map((shown, i) => (
          <li key={i}>
            <Shown shown={shown} fn={fn} />
          </li>
        ))}
        {fn.report && !watchesSteps(fn) && <li>{descentText(fn.report)}</li>}
        {entries.length === 0 && <li class="muted">Nothing has happened yet.</li>}
      </ol>
    </section>
  );
}

function descentText({ training, network }: CheckReport): string {
  const { iterations = 0, seconds, stopped, size } = training;
  const until = stopped === 'budget' ? 'until its budget was spent' : 'until it got no better';
  return `Trained ${network.parameters.toLocaleString('en')} weights on calls of size up to ${size} for ${iterations.toLocaleString('en')} iterations, ${Math.round(seconds)} s, ${until}.`;
}

function Shown({ shown, fn }: { readonly shown: ShownEntry; readonly fn: LearnedFunction }): JSX.Element {
  if (shown.kind === 'entry') return <Entry entry={shown.entry} isFirst={shown.isFirst} fn={fn} />;
  const { searches, last } = shown;
  if (!watchesSteps(fn)) {
    return <p class="muted">Drew more calls to train on: {last.traces.toLocaleString('en')} in all.</p>;
  }
  return (
    <p class="muted">
      Looked for more to learn from{searches > 1 ? `, ${searches} times` : ''}, and found nothing new:{' '}
      {last.traces.toLocaleString('en')} runs by then.
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
      if (!watchesSteps(fn)) return <p>Called the function: {entry.traces.toLocaleString('en')} calls so far.</p>;
      return (
        <>
          <p>
            {isFirst ? 'Watched the function' : 'Looked for more to learn from'}: {entry.traces.toLocaleString('en')}{' '}
            runs so far, {entry.steps.toLocaleString('en')} steps. {entry.informative.toLocaleString('en')} of these
            runs showed something new{entry.inputs.length > 0 ? ', for instance:' : '.'}
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
          Round {entry.round + 1}: trained to loss {entry.loss.toPrecision(2)}, {(100 * entry.accuracy).toFixed(1)}% of
          steps right. Elimination leaves one reading for {entry.only} of {entry.choices} choices.
        </p>
      );
    case 'compared':
      return (
        <>
          <p>
            Compared on {entry.runs.toLocaleString('en')} fresh inputs:{' '}
            {entry.wrong === 0 && entry.refused === 0
              ? 'all exact.'
              : `${entry.wrong} wrong, ${entry.refused} refused. From these it learns next:`}
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
  const text = shownInput(input, 100) || '(no arguments)';
  if (!fn.report) return <code>{text}</code>;
  return (
    <button
      type="button"
      class="link"
      title="Replay step by step"
      onClick={() => ask({ type: 'replay', id: fn.id, input })}
    >
      <code>{text}</code>
    </button>
  );
}

function Failed({ example, fn }: { readonly example: Counterexample; readonly fn: LearnedFunction }): JSX.Element {
  const { input, expected, got, reason } = example;
  return (
    <>
      <ReplayLink fn={fn} input={input} /> gives <code>{shownOutcome(expected)}</code>,{' '}
      {reason === null ? (
        <>
          the network gave <code>{shownOutcome(got)}</code>
        </>
      ) : (
        `the network refused: ${reason}`
      )}
    </>
  );
}
