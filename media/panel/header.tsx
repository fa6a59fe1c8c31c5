import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { count, t } from '../../src/shared/l10n.ts';
import type { LearnedFunction, PanelState, Phase } from '../../src/shared/panel.ts';
import { exactTo } from '../../src/shared/report.ts';
import { Button } from './button.tsx';
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

/** Phases that stand still when they are told to. */
const MAY_PAUSE: readonly Phase[] = ['learning', 'measuring', 'comparing'];

type Props = { readonly fn: LearnedFunction } & Pick<PanelState, 'others' | 'trusted'>;

export function Header({ fn, others, trusted }: Props): JSX.Element {
  const busy = isBusy(fn);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => keepClear(bar), []);
  return (
    <header ref={bar}>
      <div class="title">
        <h1>
          <code>{fn.report?.function.signature ?? fn.name}</code>
        </h1>
        {others.length > 1 && <Switch current={fn.id} others={others} />}
      </div>
      <div class="bar">
        <MainButton fn={fn} trusted={trusted} />
        {busy && (
          <button type="button" class="secondary" onClick={() => ask({ type: 'stop', id: fn.id })}>
            {t('Stop')}
          </button>
        )}
        <button type="button" class="secondary" onClick={() => ask({ type: 'reset', id: fn.id })}>
          {t('Forget')}
        </button>
        <span class={`phase ${fn.phase}`}>
          <span role="status">
            {fn.paused && busy ? t('Paused') : phaseNames()[fn.phase]}
            {fn.phase === 'done' && <span class="sr">. {outcome(fn)}</span>}
          </span>
          {fn.measuring !== null && ` ${t('of size {0}', count(fn.measuring))}`}
          {busy && fn.resumed && `, ${t('taken up again after the window was reloaded')}`}
          {facts(fn)}
        </span>
      </div>
      {busy && <progress max={1} value={fn.progress} aria-label={t('Progress')} />}
    </header>
  );
}

/** What is scrolled to comes to stand below the header, not behind it. @returns a function that ends it */
function keepClear({ current: header }: RefObject<HTMLElement | null>): () => void {
  const observer = new ResizeObserver(() => {
    const covers = header !== null && getComputedStyle(header).position === 'sticky';
    document.documentElement.style.scrollPaddingTop = covers ? `${header.offsetHeight}px` : '';
  });
  if (header) observer.observe(header);
  return () => observer.disconnect();
}

/** What came of it, for those who hear that it has ended and do not see the chart. */
function outcome({ recheck, sizes }: LearnedFunction): string {
  const reached = exactTo(recheck?.generalisation ?? sizes);
  return reached === null ? t('exact up to no size') : t('exact up to size {0}', count(reached));
}

/** Whether something is being done with a function. */
function isBusy({ phase }: LearnedFunction): boolean {
  return ['waiting', 'learning', 'measuring', 'checking', 'comparing'].includes(phase);
}

/** Always the same button, whatever it is for now: who uses the keyboard stays where they are. */
function MainButton({ fn, trusted }: Pick<Props, 'fn' | 'trusted'>): JSX.Element {
  const { id, phase, paused, report } = fn;
  if (isBusy(fn)) {
    return (
      <Button off={!MAY_PAUSE.includes(phase)} onClick={() => ask({ type: paused ? 'resume' : 'pause', id })}>
        {paused ? t('Go on') : t('Pause')}
      </Button>
    );
  }
  return (
    <Button off={!trusted} onClick={() => ask({ type: 'learn', id })}>
      {phase === 'interrupted' ? t('Go on') : report ? t('Learn again') : t('Learn')}
    </Button>
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
