import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LearnedFunction, ReplayState } from '../../../src/shared/panel.ts';
import type { Replay } from '../../../src/shared/replay.ts';
import { ask } from '../editor.ts';
import { shown, shownInput, shownOutcome } from '../values.ts';
import { hasStep, stateAt, type StepState } from './state.ts';
import { Variables } from './variables.tsx';

/** Between two steps when it plays, milliseconds. */
const PLAY_MS = 350;

interface Props {
  readonly fn: LearnedFunction;
  readonly replay: ReplayState;
}

/** Function and network step by step, side by side, on any input. */
export function Player({ fn, replay }: Props): JSX.Element | null {
  if (!fn.report) return null;
  return (
    <section class="card" id="player">
      <h2>Step player</h2>
      <InputForm fn={fn} replay={replay} />
      {replay.status === 'loading' && <p role="status">Running both …</p>}
      {replay.status === 'failed' && <p role="alert">{replay.message}</p>}
      {replay.status === 'ready' && (
        <Playing key={JSON.stringify(replay.replay.input)} id={fn.id} replay={replay.replay} />
      )}
    </section>
  );
}

function InputForm({ fn, replay }: Props): JSX.Element {
  const shownNow = replay.status === 'ready' ? replay.replay.input : (fn.report?.divergence?.input ?? firstInput(fn));
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => setText(JSON.stringify(shownNow)), [fn.id, JSON.stringify(shownNow)]);
  const start = (event: Event): void => {
    event.preventDefault();
    try {
      const input: unknown = JSON.parse(text);
      if (!Array.isArray(input)) throw new Error('not an array');
      setProblem('');
      ask({ type: 'replay', id: fn.id, input });
    } catch {
      setProblem('Write the array of arguments as JSON, for instance [[3, 1, 2]].');
    }
  };
  return (
    <form class="bar" onSubmit={start}>
      <label class="grow">
        Arguments
        <input
          type="text"
          value={text}
          spellcheck={false}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit">Replay</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}

/** An input that taught something, to begin with. */
function firstInput(fn: LearnedFunction): readonly unknown[] {
  const inputs = fn.story.flatMap((entry) => (entry.kind === 'traced' ? entry.inputs : []));
  return inputs.findLast((input) => JSON.stringify(input).length > 10) ?? inputs[0] ?? [];
}

function Playing({ id, replay }: { readonly id: string; readonly replay: Replay }): JSX.Element {
  const { real, network, parting } = replay;
  const total = Math.max(real.total, network.total);
  const [at, setAt] = useState(parting ?? 0);
  const [plays, setPlays] = useState(false);
  const go = (to: number): void => setAt(Math.min(total - 1, Math.max(0, to)));
  const loaded = hasStep(real, at) && hasStep(network, at);
  useEffect(() => {
    if (!plays) return undefined;
    const timer = setInterval(() => setAt((now) => Math.min(total - 1, now + 1)), PLAY_MS);
    return () => clearInterval(timer);
  }, [plays, total]);
  useEffect(() => {
    if (at >= total - 1) setPlays(false);
    if (!loaded) {
      ask({ type: 'window', id, from: at });
      return;
    }
    ask({ type: 'light', range: stateAt(real, at)?.step.range ?? stateAt(network, at)?.step.range ?? null });
  }, [at, loaded]);
  return (
    <div class="player" onKeyDown={(event) => keys(event, go, at)}>
      <div class="bar">
        <button type="button" aria-label="Step back" title="Step back (←)" onClick={() => go(at - 1)}>
          ◀
        </button>
        <button type="button" onClick={() => setPlays(!plays)}>
          {plays ? 'Pause' : 'Play'}
        </button>
        <button type="button" aria-label="Step" title="Step (→)" onClick={() => go(at + 1)}>
          ▶
        </button>
        <input
          class="grow"
          type="range"
          min={0}
          max={Math.max(0, total - 1)}
          value={at}
          aria-label="Step of the run"
          onInput={({ currentTarget }) => go(currentTarget.valueAsNumber)}
        />
        <span class="count">
          {(at + 1).toLocaleString('en')} / {total.toLocaleString('en')}
        </span>
        <button type="button" class="secondary" disabled={parting === null} onClick={() => go(parting ?? 0)}>
          First difference
        </button>
      </div>
      <div class="tracks">
        <Track
          title="Function"
          state={stateAt(real, at)}
          ended={at >= real.total}
          loaded={loaded}
          end={shownOutcome(real.outcome)}
          indices={replay.indices}
        />
        <Track
          title="Network"
          state={stateAt(network, at)}
          ended={at >= network.total}
          loaded={loaded}
          indices={replay.indices}
          end={network.refused === null ? shownOutcome(network.outcome) : `refused: ${network.refused}`}
          differs={parting !== null && at >= parting}
        />
      </div>
      <p class="muted">
        {shownInput(replay.input, 80)}:{' '}
        {parting === null ? 'both take the same steps.' : `they part at step ${parting + 1}.`}
      </p>
    </div>
  );
}

function keys(event: KeyboardEvent, go: (to: number) => void, at: number): void {
  if (event.target instanceof HTMLInputElement) return;
  if (event.key === 'ArrowRight') go(at + 1);
  else if (event.key === 'ArrowLeft') go(at - 1);
}

interface TrackProps {
  readonly title: string;
  readonly state: StepState | null;
  readonly ended: boolean;
  readonly loaded: boolean;
  readonly end: string;
  readonly differs?: boolean;
  readonly indices: readonly string[];
}

function Track({ title, state, ended, loaded, end, indices, differs = false }: TrackProps): JSX.Element {
  return (
    <div class={differs ? 'track differs' : 'track'}>
      <h3>{title}</h3>
      {ended ? <p>Ended: {end}</p> : !loaded || !state ? <p>Loading …</p> : <Now state={state} indices={indices} />}
    </div>
  );
}

function Now({
  state: { step, variables },
  indices,
}: {
  readonly state: StepState;
  readonly indices: readonly string[];
}): JSX.Element {
  const line = step.range ? `line ${step.range.start.line}` : '';
  const depth = step.depth > 1 ? `, ${step.depth} calls deep` : '';
  return (
    <>
      <p>
        {line}
        {depth}: {does(step.kind, step.name)} <code>{shown(step.value, 80)}</code>
      </p>
      <Variables variables={variables} written={step.kind === 'write' ? step.name : ''} indices={indices} />
    </>
  );
}

function does(kind: string, name: string): string {
  switch (kind) {
    case 'write':
      return `${name} becomes`;
    case 'test':
      return 'the condition is';
    case 'return':
      return 'returns';
    default:
      return 'throws';
  }
}
