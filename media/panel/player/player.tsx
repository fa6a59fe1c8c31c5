import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { count, t } from '../../../src/shared/l10n.ts';
import type { LearnedFunction, ReplayState } from '../../../src/shared/panel.ts';
import type { Replay, ReplayTrack } from '../../../src/shared/replay.ts';
import type { Outcome } from '../../../src/shared/report.ts';
import { Button } from '../button.tsx';
import { ask } from '../editor.ts';
import { shownOutcome, sourceText } from '../values.ts';
import { InputForm } from './input-form.tsx';
import { hasStep, stateAt } from './state.ts';
import { sentenceOf, Track, type SourceLine } from './track.tsx';

/** Between two steps when it plays, milliseconds, and how many steps it takes at once. */
const SPEEDS = [
  { ms: 900, steps: 1 },
  { ms: 350, steps: 1 },
  { ms: 90, steps: 1 },
  { ms: 90, steps: 100 },
] as const;
const speedNames = (): readonly string[] => [t('slow'), t('normal'), t('fast'), t('100 at once')];

/** Steps are asked for once the slider has rested. */
const REST_MS = 150;

interface Props {
  readonly fn: LearnedFunction;
  readonly replay: ReplayState;
}

/** Function and network step by step, side by side, on any input. */
export function Player({ fn, replay }: Props): JSX.Element | null {
  const section = useRef<HTMLElement>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    if (replay.status === 'loading') isAsked.current = true;
    else if (isAsked.current) {
      isAsked.current = false;
      if (section.current && replay.status === 'ready') goThere(section.current);
    }
  }, [replay]);
  if (!fn.report) return null;
  const current = replay.status === 'ready' ? replay.replay.input : replay.status === 'loading' ? replay.input : null;
  return (
    <section ref={section} class="card" id="player" aria-labelledby="player-title">
      <h2 id="player-title">{t('Step player')}</h2>
      <InputForm fn={fn} current={current} />
      {replay.status === 'none' && (
        <p class="muted">{t('Replay runs the function and the network on these arguments, step by step.')}</p>
      )}
      {replay.status === 'loading' && <p role="status">{t('Running both …')}</p>}
      {replay.status === 'failed' && <p role="alert">{replay.message}</p>}
      {replay.status === 'ready' && (
        <Playing key={JSON.stringify(replay.replay.input)} fn={fn} replay={replay.replay} />
      )}
    </section>
  );
}

/** Brings the player into sight, and the arrow keys to its slider; who asked from within it stays where they are. */
function goThere(section: HTMLElement): void {
  if (section.contains(document.activeElement)) return;
  section.scrollIntoView();
  if (document.hasFocus()) section.querySelector<HTMLElement>('input[type="range"]')?.focus({ preventScroll: true });
}

function Playing({ fn, replay }: { readonly fn: LearnedFunction; readonly replay: Replay }): JSX.Element {
  const { real, network, parting } = replay;
  const total = Math.max(1, real.total, network.total);
  const [at, setAt] = useState(parting ?? 0);
  const [plays, setPlays] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  const go = (to: number): void => setAt(Math.min(total - 1, Math.max(0, to)));
  const loaded = hasStep(real, at) && hasStep(network, at);
  const { ms, steps } = SPEEDS[speed] ?? SPEEDS[1];
  useEffect(() => {
    // It waits for steps that are still to come.
    if (!plays || !loaded) return undefined;
    const timer = setInterval(() => setAt((now) => Math.min(total - 1, now + steps)), ms);
    return () => clearInterval(timer);
  }, [plays, loaded, total, ms, steps]);
  useEffect(() => {
    if (at >= total - 1) setPlays(false);
    if (!loaded) {
      const timer = setTimeout(() => ask({ type: 'window', id: fn.id, from: at }), REST_MS);
      return () => clearTimeout(timer);
    }
    ask({ type: 'light', range: stateAt(real, at)?.step.range ?? stateAt(network, at)?.step.range ?? null });
    return undefined;
  }, [at, loaded]);
  const [realState, networkState] = [stateAt(real, at), stateAt(network, at)];
  const isWhole = fn.report?.network.steps === null;
  const differs = isWhole ? !isSame(real.outcome, network) : parting !== null && at >= parting;
  const shared = { loaded, indices: replay.indices, input: replay.input, line: sourceLine(fn) };
  const refused = network.refused === null ? shownOutcome(network.outcome) : t('refused: {0}', network.refused);
  return (
    <div class="player" onKeyDown={(event) => keys(event, go, at, total)}>
      <div class="bar" role="group" aria-label={t('Steps')}>
        <Button
          class="secondary"
          aria-label={t('Step back')}
          title={t('Step back (←)')}
          off={at === 0}
          onClick={() => go(at - 1)}
        >
          ◀
        </Button>
        <button
          type="button"
          class="play"
          onClick={() => {
            const isAtEnd = at >= total - 1;
            if (isAtEnd) go(0);
            setPlays(isAtEnd || !plays);
          }}
        >
          {plays ? t('Pause') : t('Play')}
        </button>
        <Button
          class="secondary"
          aria-label={t('Step')}
          title={t('Step (→)')}
          off={at >= total - 1}
          onClick={() => go(at + 1)}
        >
          ▶
        </Button>
        <input
          class="grow"
          type="range"
          min={0}
          max={Math.max(0, total - 1)}
          value={at}
          aria-label={t('Step of the run')}
          aria-valuetext={t('step {0} of {1}', at + 1, total) + (realState ? `: ${sentenceOf(realState)}` : '')}
          onInput={({ currentTarget }) => go(currentTarget.valueAsNumber)}
        />
        <span class="count">
          {count(at + 1)} / {count(total)}
        </span>
        <select
          aria-label={t('Speed')}
          value={speed}
          onChange={({ currentTarget }) => setSpeed(Number(currentTarget.value))}
        >
          {speedNames().map((name, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </select>
        <Button class="secondary" off={parting === null} onClick={() => go(parting ?? 0)}>
          {t('First difference')}
        </Button>
      </div>
      <p class={parting === null && !differs ? 'muted' : 'note'}>{verdict(replay, isWhole, differs)}</p>
      <div class="tracks">
        <Track
          {...shared}
          title={t('Function')}
          state={realState}
          ended={at >= real.total}
          end={shownOutcome(real.outcome)}
        />
        <Track
          {...shared}
          title={t('Network')}
          state={networkState}
          ended={at >= network.total}
          end={refused}
          isWhole={isWhole}
          differs={differs}
        />
      </div>
    </div>
  );
}

function verdict({ parting }: Replay, isWhole: boolean, differs: boolean): string {
  if (isWhole)
    return differs
      ? t('This network takes no steps: it answers the call as a whole, and not as the function does.')
      : t('This network takes no steps: it answers the call as a whole, as the function does.');
  if (parting === null) return t('Both take the same steps.');
  const step = count(parting + 1);
  return differs ? t('They part at step {0}.', step) : t('They part at step {0}, and agree up to there.', step);
}

/** Whether a network's answer is the function's: result, error and changed arguments. */
function isSame(real: Outcome, { outcome, refused }: ReplayTrack): boolean {
  const parts = ({ output, threw, mutated }: Outcome): string => JSON.stringify([output, threw, mutated]);
  return refused === null && parts(real) === parts(outcome);
}

/** The lines that steps begin in, as they were when the function was learned. */
function sourceLine({ listing }: LearnedFunction): SourceLine {
  return ({ file, start }) => {
    const from = { line: start.line, column: 1 };
    return sourceText(listing, { file, start: from, end: { line: start.line, column: Infinity } }).trim();
  };
}

function keys(event: KeyboardEvent, go: (to: number) => void, at: number, total: number): void {
  // What the focused control does with a key is its own business.
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: total - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  go(to);
}
