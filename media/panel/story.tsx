import type { JSX } from 'preact';
import type { Counterexample } from '../../src/shared/events.ts';
import type { LearnedFunction, StoryEntry } from '../../src/shared/panel.ts';
import { shownInput, shownOutcome } from './values.ts';

/** What happened, in order: it stays readable after a run that took a second. */
export function Story({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  return (
    <section class="card">
      <h2>How it went</h2>
      <ol class="story">
        {fn.story.map((entry, i) => (
          <li key={i}>
            <Entry entry={entry} before={fn.story.slice(0, i)} />
          </li>
        ))}
        {fn.story.length === 0 && <li class="muted">Nothing has happened yet.</li>}
      </ol>
    </section>
  );
}

function Entry({ entry, before }: { readonly entry: StoryEntry; readonly before: readonly StoryEntry[] }): JSX.Element {
  switch (entry.kind) {
    case 'traced': {
      const first = !before.some(({ kind }) => kind === 'traced');
      const verdict =
        entry.informative === 0 ? 'none showed anything new' : `${entry.informative} showed something new`;
      return (
        <>
          <p>
            {first ? 'Watched the function' : 'Looked for more to learn from'}: {entry.traces.toLocaleString('en')} runs
            so far, {entry.steps.toLocaleString('en')} steps; of these runs {verdict}.
          </p>
          <Inputs inputs={entry.inputs} />
        </>
      );
    }
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
            Compared on {entry.runs} fresh inputs:{' '}
            {entry.wrong === 0 && entry.refused === 0
              ? 'all exact.'
              : `${entry.wrong} wrong, ${entry.refused} refused. From these it learns next:`}
          </p>
          <ul>
            {entry.counterexamples.map((each, i) => (
              <li key={i}>
                <Failed example={each} />
              </li>
            ))}
          </ul>
        </>
      );
  }
}

function Inputs({
  inputs,
}: {
  readonly inputs: Extract<StoryEntry, { kind: 'traced' }>['inputs'];
}): JSX.Element | null {
  if (inputs.length === 0) return null;
  return (
    <ul>
      {inputs.map((input, i) => (
        <li key={i}>
          <code>{shownInput(input, 100)}</code>
        </li>
      ))}
    </ul>
  );
}

function Failed({ example }: { readonly example: Counterexample }): JSX.Element {
  const { input, expected, got, reason } = example;
  return (
    <>
      <code>{shownInput(input, 100)}</code> gives <code>{shownOutcome(expected)}</code>,{' '}
      {reason === null ? (
        <>
          the network <code>{shownOutcome(got)}</code>
        </>
      ) : (
        `refused: ${reason}`
      )}
    </>
  );
}
