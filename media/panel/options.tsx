import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LearnSettings } from '../../src/shared/jobs.ts';
import { t } from '../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import { ask } from './editor.ts';

const networks = (): Readonly<Record<LearnSettings['network'], string>> => ({
  machine: t('Machine: learns the steps'),
  mpnn: t('MPNN: sees calls only, as in CLRS'),
  transformer: t('Transformer: sees calls only'),
});

const steps = (): Readonly<Record<LearnSettings['steps'], string>> => ({
  expression: t('Every sub-expression'),
  statement: t('Variables after each statement'),
});

/** How the function is to be learned next. The editor keeps it; what is being typed is kept here. */
export function Options({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  const [wanted, setWanted] = useState(fn.wanted);
  const { generator } = fn.wanted;
  useEffect(() => setWanted(fn.wanted), [fn.id]);
  useEffect(() => setWanted((before) => ({ ...before, generator })), [generator]);
  const change = (changes: Partial<LearnSettings>): void => {
    const next = { ...wanted, ...changes };
    setWanted(next);
    ask({ type: 'configure', id: fn.id, wanted: next });
  };
  const isMachine = wanted.network === 'machine';
  return (
    <details class="options">
      <summary>{t('Options')}</summary>
      <div>
        <Choice
          label={t('Network to train')}
          value={wanted.network}
          choices={networks()}
          onChange={(network) => change({ network })}
        />
        <Choice
          label={t('Steps it watches')}
          value={wanted.steps}
          choices={steps()}
          disabled={!isMachine}
          onChange={(watched) => change({ steps: watched })}
        />
        <Inputs fn={fn} generator={generator} onInfer={() => change({ generator: null })} />
        <NumberOption label={t('Seed')} value={wanted.seed} least={0} onChange={(seed) => change({ seed })} />
        <NumberOption
          label={t('Budget, seconds')}
          value={wanted.budget}
          least={1}
          onChange={(budget) => change({ budget })}
        />
        <NumberOption
          label={t('Largest training size')}
          value={wanted.trainSize}
          least={1}
          onChange={(trainSize) => change({ trainSize })}
        />
        <NumberOption
          label={t('Fresh inputs a size')}
          value={wanted.runs}
          least={1}
          onChange={(runs) => change({ runs })}
        />
        <Sizes sizes={wanted.sizes} onChange={(sizes) => change({ sizes })} />
        {isMachine && (
          <label class="check">
            <input
              type="checkbox"
              checked={wanted.guess}
              onChange={({ currentTarget }) => change({ guess: currentTarget.checked })}
            />
            {t('Guess where training left things open, instead of refusing')}
          </label>
        )}
      </div>
    </details>
  );
}

interface ChoiceProps<K extends string> {
  readonly label: string;
  readonly value: K;
  readonly choices: Readonly<Record<K, string>>;
  readonly disabled?: boolean;
  readonly onChange: (value: K) => void;
}

function Choice<K extends string>({ label, value, choices, disabled = false, onChange }: ChoiceProps<K>): JSX.Element {
  return (
    <label>
      {label}
      <select value={value} disabled={disabled} onChange={({ currentTarget }) => onChange(currentTarget.value as K)}>
        {Object.entries<string>(choices).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly onChange: (value: number) => void;
}

export function NumberOption({ label, value, least, onChange }: NumberProps): JSX.Element {
  return (
    <label>
      {label}
      <Typed
        value={`${value}`}
        least={least}
        onTyped={(text) => {
          const typed = Number(text);
          if (text !== '' && Number.isInteger(typed) && typed >= least) onChange(typed);
        }}
      />
    </label>
  );
}

interface SizesProps {
  readonly sizes: readonly number[];
  readonly onChange: (sizes: readonly number[]) => void;
}

function Sizes({ sizes, onChange }: SizesProps): JSX.Element {
  return (
    <label>
      {t('Sizes measured')}
      <Typed
        value={sizes.join(', ')}
        onTyped={(text) => {
          const typed = text
            .split(/[\s,]+/)
            .filter(Boolean)
            .map(Number);
          if (typed.length > 0 && typed.every((size) => Number.isInteger(size) && size >= 0)) onChange(typed);
        }}
      />
    </label>
  );
}

interface TypedProps {
  readonly value: string;
  /** Of a number; absent for a text. */
  readonly least?: number;
  readonly onTyped: (text: string) => void;
}

/** A box that keeps what is being typed, however often the panel is told of a new state meanwhile. */
function Typed({ value, least, onTyped }: TypedProps): JSX.Element {
  const [draft, setDraft] = useState<string | null>(null);
  const box = {
    value: draft ?? value,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => setDraft(currentTarget.value),
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
      setDraft(null);
      onTyped(currentTarget.value);
    },
  };
  return least === undefined ? <input type="text" {...box} /> : <input type="number" min={least} {...box} />;
}

interface InputsProps {
  readonly fn: LearnedFunction;
  readonly generator: string | null;
  readonly onInfer: () => void;
}

/** Where the inputs come from: inferred, or made by a module of the user's own. */
function Inputs({ fn, generator, onInfer }: InputsProps): JSX.Element {
  return (
    <div class="inputs" role="group" aria-label={t('Inputs')}>
      <span>{t('Inputs')}</span>
      <span class="chosen" title={generator ?? ''}>
        {generator === null ? t('inferred from the source') : generator.replace(/^.*[/\\]/, '')}
      </span>
      <button type="button" class="link" onClick={() => ask({ type: 'chooseGenerator', id: fn.id })}>
        {t('Choose a module…')}
      </button>
      {generator !== null && (
        <button type="button" class="link" onClick={onInfer}>
          {t('Infer')}
        </button>
      )}
    </div>
  );
}
