import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../../src/shared/panel.ts';
import { divergencesOf } from '../../../src/shared/report.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { ask } from '../editor.ts';
import { shownInput } from '../values.ts';
import { ArgumentError, checkCount, readArguments, writeArguments } from './arguments.ts';

interface Offer {
  readonly group: string;
  readonly input: readonly Wire[];
}

/** Inputs of each kind that are offered. */
const OFFERS = 6;

interface Props {
  readonly fn: LearnedFunction;
  /** The input that is replayed; null for none yet. */
  readonly current: readonly Wire[] | null;
}

/** Any input can be replayed: typed in, or one of those that the search and the training came upon. */
export function InputForm({ fn, current }: Props): JSX.Element {
  const offers = offersOf(fn);
  const shownNow = current ?? offers[0]?.input ?? [];
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const written = writeArguments(shownNow);
  useEffect(() => {
    setText(written);
    setProblem('');
  }, [fn.id, written]);
  const start = (event: Event): void => {
    event.preventDefault();
    try {
      const input = readArguments(text);
      checkCount(input, fn.report?.function.signature ?? '(...any)');
      setProblem('');
      ask({ type: 'replay', id: fn.id, input });
    } catch (error) {
      if (!(error instanceof ArgumentError)) throw error;
      setProblem(error.message);
      box.current?.focus();
    }
  };
  return (
    <form class="bar" onSubmit={start}>
      <label class="grow">
        {t('Arguments of {0}', fn.name)}
        <input
          ref={box}
          type="text"
          value={text}
          spellcheck={false}
          aria-invalid={problem !== ''}
          aria-describedby="argument-problem"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      {offers.length > 1 && <Offers offers={offers} onChoose={setText} />}
      <button type="submit">{t('Replay')}</button>
      <p id="argument-problem" class="problem" role="alert">
        {problem}
      </p>
    </form>
  );
}

function Offers({
  offers,
  onChoose,
}: {
  readonly offers: readonly Offer[];
  readonly onChoose: (text: string) => void;
}): JSX.Element {
  const groups = [...new Set(offers.map(({ group }) => group))];
  return (
    <label class="offers">
      {t('Inputs to try')}
      <select
        value=""
        onChange={({ currentTarget }) => {
          const chosen = offers[Number(currentTarget.value)];
          if (chosen) onChoose(writeArguments(chosen.input));
          currentTarget.value = '';
        }}
      >
        <option value="">{t('choose …')}</option>
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {offers.map(
              (offer, i) =>
                offer.group === group && <option value={i}>{shownInput(offer.input, 50) || t('(none)')}</option>,
            )}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** What the two part on comes first, then what taught the network something. */
function offersOf({ recheck, report, story }: LearnedFunction): Offer[] {
  const found = [recheck, report].flatMap((each) => (each ? divergencesOf(each) : [])).map(({ input }) => input);
  const failed = story
    .flatMap((entry) => (entry.kind === 'compared' ? entry.counterexamples : []))
    .map(({ input }) => input);
  const taught = story.flatMap((entry) => (entry.kind === 'traced' ? entry.inputs : []));
  const seen = new Set<string>();
  const some = (group: string, inputs: readonly (readonly Wire[])[]): Offer[] =>
    inputs
      .filter((input) => {
        const key = JSON.stringify(input);
        return !seen.has(key) && seen.add(key);
      })
      .slice(0, OFFERS)
      .map((input) => ({ group, input }));
  const long = (input: readonly Wire[]): boolean => JSON.stringify(input).length > 10;
  return [
    ...some(t('Where the two part'), found),
    ...some(t('Failed while it learned'), failed),
    ...some(t('Showed something new'), [...taught.filter(long).reverse(), ...taught]),
  ];
}
