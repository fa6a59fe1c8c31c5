import type { JSX } from 'preact';
import type { LearnedFunction, PanelState, Phase } from '../../src/shared/panel.ts';
import { ask } from './editor.ts';

const PHASES: Readonly<Record<Phase, string>> = {
  waiting: 'Waiting for its turn',
  learning: 'Learning',
  measuring: 'Measuring on fresh inputs',
  checking: 'Comparing with the edited function',
  comparing: 'Comparing networks',
  done: 'Learned',
  failed: 'Could not be learned',
  cancelled: 'Stopped',
  interrupted: 'Interrupted when the window was closed',
};

const NAMES = { machine: 'the machine', mpnn: 'an MPNN', transformer: 'a transformer' } as const;

type Props = { readonly fn: LearnedFunction } & Pick<PanelState, 'others' | 'trusted'>;

export function Header({ fn, others, trusted }: Props): JSX.Element {
  const busy = isBusy(fn);
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
            {['learning', 'measuring', 'comparing'].includes(fn.phase) && <PauseButton fn={fn} />}
            <button type="button" class="secondary" onClick={() => ask({ type: 'stop', id: fn.id })}>
              Stop
            </button>
          </>
        ) : (
          <button type="button" disabled={!trusted} onClick={() => ask({ type: 'learn', id: fn.id })}>
            {fn.phase === 'interrupted' ? 'Go on' : fn.report ? 'Learn again' : 'Learn'}
          </button>
        )}
        <button type="button" class="secondary" onClick={() => ask({ type: 'reset', id: fn.id })}>
          Forget
        </button>
        <span class={`phase ${fn.phase}`}>
          <span role="status">{fn.paused && busy ? 'Paused' : PHASES[fn.phase]}</span>
          {fn.measuring !== null && ` of size ${fn.measuring.toLocaleString('en')}`}
          {busy && fn.resumed && ', taken up again after the window was reloaded'}
          {facts(fn)}
        </span>
      </div>
      {busy && <progress max={1} value={fn.progress} aria-label="Progress" />}
    </header>
  );
}

/** Whether something is being done with a function. */
function isBusy({ phase }: LearnedFunction): boolean {
  return ['waiting', 'learning', 'measuring', 'checking', 'comparing'].includes(phase);
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
  const kind = network.kind === 'machine' ? '' : ` by ${NAMES[network.kind]}`;
  const shown = network.steps === null ? 'calls' : 'traces';
  return `${kind} in ${time} s from ${training.traces.toLocaleString('en')} ${shown} of size ≤ ${training.size}, ${network.parameters.toLocaleString('en')} weights${cut}`;
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
