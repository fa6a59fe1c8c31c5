import type { JSX } from 'preact';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import type { ListingLine, ListingStatus } from '../../src/shared/listing.ts';
import { ask } from './editor.ts';

const WORDS: Readonly<Record<ListingStatus, string>> = {
  only: '',
  ambiguous: 'open',
  conflict: 'contradicted by a trace',
  missing: 'nothing fits',
  unvisited: 'never ran in training',
};

/** The source, and beside each line what the network made of it. */
export function ListingSection({ fn }: { readonly fn: LearnedFunction }): JSX.Element | null {
  const { listing } = fn;
  if (!listing) return null;
  const parts = (fn.recheck ? null : fn.report?.divergence?.step?.range?.start.line) ?? -1;
  return (
    <section class="card">
      <h2>What the network learned</h2>
      <p class="muted">Read from the network’s choices alone: the operators and variables here are those it picked.</p>
      <div class="scroll">
        <table class="listing">
          <thead>
            <tr>
              <th scope="col">line</th>
              <th scope="col">source</th>
              <th scope="col">network</th>
            </tr>
          </thead>
          <tbody>
            {listing.source.map((text, i) => {
              const line = listing.firstLine + i;
              const learned = listing.lines.filter((each) => each.line === line);
              return (
                <tr key={line} class={line === parts ? 'parts' : ''}>
                  <td>
                    <button
                      type="button"
                      class="link"
                      aria-label={`Show line ${line}`}
                      onClick={() => show(listing.file, line, text)}
                    >
                      {line}
                    </button>
                  </td>
                  <td>
                    <code>{text}</code>
                  </td>
                  <td>
                    {learned.map((each, j) => (
                      <Learned key={j} line={each} />
                    ))}
                    {line === parts && <span class="note">parts here</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Learned({ line }: { readonly line: ListingLine }): JSX.Element {
  const note = line.note || WORDS[line.status];
  return (
    <div class={line.status}>
      <code>{line.text}</code>
      {note && <span class="note">{note}</span>}
    </div>
  );
}

function show(file: string, line: number, text: string): void {
  const column = text.length - text.trimStart().length + 1;
  const at = { line, column };
  ask({ type: 'reveal', range: { file, start: at, end: at } });
}
