import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LearnSettings } from '../../src/shared/jobs.ts';
import type { LearnedFunction, PanelState, Phase } from '../../src/shared/panel.ts';
import { ask } from './editor.ts';

const PHASES: Readonly<Record<Phase, string>> = {
  waiting: 'Waiting for its turn',
  learning: 'Learning',
  measuring: 'Measuring on fresh inputs',
  checking: 'Comparing with the edited function',
  done: 'Learned',
  failed: 'Could not be learned',
  cancelled: 'Stopped',
};

type Props = { readonly fn: LearnedFunction } & Pick<PanelState, 'others' | 'trusted'>;

export function Header({ fn, others, trusted }: Props): JSX.Element {
  const busy = ['waiting', 'learning', 'measuring', 'checking'].includes(fn.phase);
  const [settings, setSettings] = useState(fn.settings);
  useEffect(() => setSettings(fn.settings), [fn.id]);
  return (
    <header>
      <div class="title">
        <h1>
          <code>{fn.report?.function.signature ?? fn.name}</code>
        </h1>
        {others.length > 1 && <Switch current={fn.id} others={others} />}
      </div>
      <div class="bar">
        {busy ? (
          <>
            {['learning', 'measuring'].includes(fn.phase) && <PauseButton fn={fn} />}
            <button type="button" class="secondary" onClick={() => ask({ type: 'stop', id: fn.id })}>
              Stop
            </button>
          </>
        ) : (
          <button type="button" disabled={!trusted} onClick={() => ask({ type: 'learn', id: fn.id, settings })}>
            {fn.report ? 'Learn again' : 'Learn'}
          </button>
        )}
        <button type="button" class="secondary" onClick={() => ask({ type: 'reset', id: fn.id })}>
          Forget
        </button>
        <span class={`phase ${fn.phase}`}>
          <span role="status">{fn.paused ? 'Paused' : PHASES[fn.phase]}</span>
          {fn.measuring !== null && ` of size ${fn.measuring.toLocaleString('en')}`}
          {facts(fn)}
        </span>
      </div>
      {busy && <progress max={1} value={fn.progress} aria-label="Progress" />}
      <Options settings={settings} onChange={setSettings} />
    </header>
  );
}

function PauseButton({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  return (
    <button type="button" onClick={() => ask({ type: fn.paused ? 'resume' : 'pause', id: fn.id })}>
      {fn.paused ? 'Go on' : 'Pause'}
    </button>
  );
}

function facts({ report, phase }: LearnedFunction): string {
  if (!report || phase !== 'done') return '';
  const { training, network } = report;
  const time = training.seconds < 10 ? training.seconds.toFixed(1) : Math.round(training.seconds);
  const cut = training.stopped === 'budget' ? ', cut off by the budget' : '';
  return ` in ${time} s from ${training.traces} traces of size ≤ ${training.size}, ${network.parameters.toLocaleString('en')} weights${cut}`;
}

function Switch({ current, others }: { readonly current: string } & Pick<PanelState, 'others'>): JSX.Element {
  return (
    <select
      aria-label="Learned function"
      value={current}
      onChange={(event) => ask({ type: 'select', id: event.currentTarget.value })}
    >
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface OptionsProps {
  readonly settings: LearnSettings;
  readonly onChange: (settings: LearnSettings) => void;
}

function Options({ settings, onChange }: OptionsProps): JSX.Element {
  const number = (label: string, name: 'seed' | 'budget' | 'trainSize' | 'runs', least: number): JSX.Element => (
    <label>
      {label}
      <input
        type="number"
        min={least}
        value={settings[name]}
        onChange={({ currentTarget }) => {
          const value = currentTarget.valueAsNumber;
          if (Number.isInteger(value) && value >= least) onChange({ ...settings, [name]: value });
        }}
      />
    </label>
  );
  return (
    <details class="options">
      <summary>Options</summary>
      <div>
        {number('Seed', 'seed', 0)}
        {number('Budget, seconds', 'budget', 1)}
        {number('Largest training size', 'trainSize', 1)}
        {number('Fresh inputs a size', 'runs', 1)}
        <label>
          Sizes measured
          <input
            type="text"
            value={settings.sizes.join(', ')}
            onChange={({ currentTarget }) => {
              const sizes = currentTarget.value
                .split(/[\s,]+/)
                .filter(Boolean)
                .map(Number);
              if (sizes.length > 0 && sizes.every((size) => Number.isInteger(size) && size >= 0))
                onChange({ ...settings, sizes });
            }}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={settings.guess}
            onChange={({ currentTarget }) => onChange({ ...settings, guess: currentTarget.checked })}
          />
          Guess where training left things open, instead of refusing
        </label>
      </div>
    </details>
  );
}
