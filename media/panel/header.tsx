import type { JSX } from 'preact';
import { count, t } from '../../src/shared/l10n.ts';
import type { LearnedFunction, PanelState, Phase } from '../../src/shared/panel.ts';
import { ask } from './editor.ts';

const phaseNames = (): Readonly<Record<Phase, string>> => ({
  waiting: t('Waiting for its turn'),
  learning: t('Learning'),
  measuring: t('Measuring on fresh inputs'),
  checking: t('Comparing with the edited function'),
  comparing: t('Comparing networks'),
  done: t('Learned'),
  failed: t('Could not be learned'),
  cancelled: t('Stopped'),
  interrupted: t('Interrupted when the window was closed'),
});

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
              {t('Stop')}
            </button>
          </>
        ) : (
          <button type="button" disabled={!trusted} onClick={() => ask({ type: 'learn', id: fn.id })}>
            {fn.phase === 'interrupted' ? t('Go on') : fn.report ? t('Learn again') : t('Learn')}
          </button>
        )}
        <button type="button" class="secondary" onClick={() => ask({ type: 'reset', id: fn.id })}>
          {t('Forget')}
        </button>
        <span class={`phase ${fn.phase}`}>
          <span role="status">{fn.paused && busy ? t('Paused') : phaseNames()[fn.phase]}</span>
          {fn.measuring !== null && ` ${t('of size {0}', count(fn.measuring))}`}
          {busy && fn.resumed && `, ${t('taken up again after the window was reloaded')}`}
          {facts(fn)}
        </span>
      </div>
      {busy && <progress max={1} value={fn.progress} aria-label={t('Progress')} />}
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
      {fn.paused ? t('Go on') : t('Pause')}
    </button>
  );
}

function facts({ report, phase }: LearnedFunction): string {
  if (!report || phase !== 'done') return '';
  const { training, network } = report;
  const time = training.seconds < 10 ? training.seconds.toFixed(1) : Math.round(training.seconds);
  const kinds = { machine: '', mpnn: t('by an MPNN'), transformer: t('by a transformer') };
  const [from, weights] = [count(training.traces), count(network.parameters)];
  const how =
    network.steps === null
      ? t('in {0} s from {1} calls of size ≤ {2}, {3} weights', time, from, training.size, weights)
      : t('in {0} s from {1} traces of size ≤ {2}, {3} weights', time, from, training.size, weights);
  const cut = training.stopped === 'budget' ? `, ${t('cut off by the budget')}` : '';
  return ` ${kinds[network.kind]} ${how}${cut}`.replace('  ', ' ');
}

function Switch({ current, others }: { readonly current: string } & Pick<PanelState, 'others'>): JSX.Element {
  return (
    <select
      aria-label={t('Learned function')}
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
