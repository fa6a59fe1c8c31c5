import type { JSX } from 'preact';
import { t } from '../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import type { ListingLine, ListingPart, ListingStatus } from '../../src/shared/listing.ts';
import { divergencesOf } from '../../src/shared/report.ts';
import { ask } from './editor.ts';

const statusWords = (): Readonly<Record<ListingStatus, string>> => ({
  only: '',
  ambiguous: t('open'),
  conflict: t('contradicted by a trace'),
  missing: t('nothing fits'),
  unvisited: t('never ran in training'),
});

/** The source, and beside each line what the network made of it. */
export function ListingSection({ fn }: { readonly fn: LearnedFunction }): JSX.Element | null {
  const { listing, report } = fn;
  if (report && report.network.steps === null) return <WholeAnswers />;
  if (!listing || listing.length === 0) return null;
  return (
    <section class="card" aria-labelledby="learned-title">
      <h2 id="learned-title">{t('What the network learned')}</h2>
      <p class="muted">
        {t(
          'Read from the network’s choices alone: operators, variables and the ways control takes are those it picked.',
        )}
      </p>
      {listing.map((part, i) => (
        <Part key={i} part={part} parts={partingLines(fn, part.file)} />
      ))}
    </section>
  );
}

/** Of networks that take no steps there is nothing to read. */
function WholeAnswers(): JSX.Element {
  return (
    <section class="card" aria-labelledby="learned-title">
      <h2 id="learned-title">{t('What the network learned')}</h2>
      <p class="muted">
        {t(
          'This network answers a call as a whole. It saw arguments and results and none of the function’s steps, so what it learned can’t be read line by line, and nothing can be said of single steps.',
        )}
      </p>
    </section>
  );
}

/** Lines at which function and network part. */
function partingLines(fn: LearnedFunction, file: string): ReadonlySet<number> {
  if (fn.recheck || !fn.report) return new Set();
  const ranges = divergencesOf(fn.report).flatMap(({ step }) => step?.range ?? []);
  return new Set(ranges.filter((range) => range.file === file).map(({ start }) => start.line));
}

interface Row {
  readonly line: number;
  readonly source: string;
  readonly learned: readonly ListingLine[];
}

/** A row for each line of the source, and for what was learned from lines that are gone. */
function rowsOf({ firstLine, source, lines }: ListingPart): Row[] {
  const rows = source.map((text, i): Row => {
    const line = firstLine + i;
    return { line, source: text, learned: lines.filter((each) => each.line === line) };
  });
  const others = lines.filter(({ line }) => line < firstLine || line >= firstLine + source.length);
  return [...others.map((each): Row => ({ line: each.line, source: '', learned: [each] })), ...rows];
}

function Part({ part, parts }: { readonly part: ListingPart; readonly parts: ReadonlySet<number> }): JSX.Element {
  const { file, name } = part;
  return (
    <table class="listing">
      <caption class="sr">{name === '' ? t('Values beside the functions') : name}</caption>
      <colgroup>
        <col class="number" />
        <col />
        <col />
      </colgroup>
      <thead class="sr">
        <tr>
          <th scope="col">{t('line')}</th>
          <th scope="col">{t('source')}</th>
          <th scope="col">{t('network')}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(part).map(({ line, source, learned }, i) => (
          <tr key={i} class={parts.has(line) ? 'parts' : ''}>
            <td>
              <button
                type="button"
                class="link"
                aria-label={t('Show line {0}', line)}
                onClick={() => show(file, line, source)}
              >
                {line}
              </button>
            </td>
            <td>
              <code>{source}</code>
            </td>
            <td>
              {learned.map((each, j) => (
                <Learned key={j} line={each} />
              ))}
              {parts.has(line) && <span class="note">{t('parts here')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Learned({ line }: { readonly line: ListingLine }): JSX.Element {
  const note = line.note || statusWords()[line.status];
  return (
    <div class={line.status}>
      <code>
        {'  '.repeat(line.indent)}
        {line.text}
      </code>
      {note && <span class="note">{note}</span>}
    </div>
  );
}

function show(file: string, line: number, text: string): void {
  const column = text.length - text.trimStart().length + 1;
  const at = { line, column };
  ask({ type: 'reveal', range: { file, start: at, end: at } });
}
