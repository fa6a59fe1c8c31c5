import type { JSX } from 'preact';
import { t } from '../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import type { Range } from '../../src/shared/range.ts';
import { tellable } from '../../src/shared/report.ts';
import { listed } from '../../src/shared/show.ts';
import { PlaceLink } from './place-link.tsx';
import { sourceText } from './values.ts';

interface Item {
  readonly range: Range;
  readonly text: string;
}

/** What training left open, each with its place. */
export function Unknowns({ fn }: { readonly fn: LearnedFunction }): JSX.Element | null {
  if (!fn.report || fn.report.network.steps === null) return null;
  const { branches, ambiguous, missing } = fn.report.unknown;
  const items: Item[] = [
    ...branches.map(({ range, seen }) => ({
      range,
      text:
        seen === 'true'
          ? t('was true whenever it ran: what happens when it is false was never seen')
          : t('was false whenever it ran: what happens when it is true was never seen'),
    })),
    ...ambiguous.flatMap(({ range, choices }) => {
      const left = tellable(choices);
      return left.length < 2 ? [] : [{ range, text: t('may be {0}: they agree on every trace', listed(left, 'or')) }];
    }),
    ...missing.map(({ range, reason }) => ({ range, text: reason })),
  ];
  return (
    <section class="card" aria-labelledby="unknown-title">
      <h2 id="unknown-title">{t('What it does not know')}</h2>
      {items.length === 0 ? (
        <p>{t('Every step has one reading left, and every condition was seen both ways.')}</p>
      ) : (
        <ul>
          {items.map(({ range, text }, i) => (
            <li key={i}>
              <PlaceLink range={range} file={fn.file} /> <code>{sourceText(fn.listing, range)}</code> {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
