import type { JSX } from 'preact';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import type { Range } from '../../src/shared/range.ts';
import { ask } from './editor.ts';

/** What training left open, each with its place. */
export function Unknowns({ fn }: { readonly fn: LearnedFunction }): JSX.Element | null {
  if (!fn.report) return null;
  const { branches, ambiguous, missing } = fn.report.unknown;
  const items: { range: Range; text: string }[] = [
    ...branches.map(({ range, seen }) => ({ range, text: `was only ever ${seen}` })),
    ...ambiguous.map(({ range, choices }) => ({
      range,
      text: `${choices.map(plain).join(' or ')}: they agree on every trace`,
    })),
    ...missing.map(({ range, reason }) => ({ range, text: reason })),
  ];
  return (
    <section class="card">
      <h2>What it does not know</h2>
      {items.length === 0 ? (
        <p>Every step has one reading left, and every condition was seen both ways.</p>
      ) : (
        <ul>
          {items.map(({ range, text }, i) => (
            <li key={i}>
              <button type="button" class="link" onClick={() => ask({ type: 'reveal', range })}>
                line {range.start.line}
              </button>{' '}
              {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** `i++` takes its operand as a number whether or not it is one. */
function plain(choice: string): string {
  return choice === 'numeric' ? 'number or bigint' : choice;
}
