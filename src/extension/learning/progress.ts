import type { LearnEvent } from '../../shared/events.ts';
import type { CurvePoint, LearnedFunction, StoryEntry } from '../../shared/panel.ts';

/** Points that a curve keeps; beyond, every second one goes. */
const MAX_POINTS = 600;
/** Entries of a story; the loop that makes them has a bound, so this is only a safeguard. */
const MAX_STORY = 200;

/** Where in the bar the stages begin. */
const STAGE = { traced: 0.1, training: 0.25, round: 0.06, measuring: 0.7 };

/** What an event changes. Pure, so that a run can be told again from its events. */
export function applyEvent(fn: LearnedFunction, event: LearnEvent): LearnedFunction {
  switch (event.kind) {
    case 'traced': {
      const { traces, steps, informative, taught } = event;
      const entry: StoryEntry = { kind: 'traced', traces, steps, informative, inputs: taught };
      return { ...fn, phase: 'learning', progress: atLeast(fn, STAGE.traced), story: told(fn.story, entry) };
    }
    case 'training': {
      const { round, loss, accuracy } = event;
      const point: CurvePoint = { iteration: nextIteration(fn.curve, event), round, loss, accuracy };
      return {
        ...fn,
        phase: 'learning',
        progress: atLeast(fn, Math.min(STAGE.measuring, STAGE.training + STAGE.round * round)),
        curve: thinned([...fn.curve, point]),
      };
    }
    case 'decided': {
      const points = fn.curve.filter(({ round }) => round === event.round);
      const last = points.at(-1);
      const { round, choices, only } = event;
      const [loss, accuracy] = [last?.loss ?? 0, last?.accuracy ?? 0];
      const iterations = (last?.iteration ?? 0) - (points[0]?.iteration ?? 0);
      return { ...fn, story: told(fn.story, { kind: 'trained', round, iterations, loss, accuracy, choices, only }) };
    }
    case 'compared':
      return { ...fn, story: told(fn.story, event) };
    case 'measuring':
      return {
        ...fn,
        phase: 'measuring',
        measuring: event.size,
        progress: atLeast(fn, measured(fn.sizes.length, fn.settings.sizes.length)),
      };
    case 'measured':
      return { ...fn, measuring: null, sizes: [...fn.sizes, event.result] };
  }
}

function atLeast(fn: LearnedFunction, share: number): number {
  return Math.max(fn.progress, share);
}

function measured(done: number, sizes: number): number {
  return STAGE.measuring + (1 - STAGE.measuring) * (done / Math.max(1, sizes));
}

function told(story: readonly StoryEntry[], entry: StoryEntry): readonly StoryEntry[] {
  return story.length < MAX_STORY ? [...story, entry] : story;
}

/** Rounds count their iterations from 0; the curve goes on. */
function nextIteration(curve: readonly CurvePoint[], event: { round: number; iteration: number }): number {
  const before = curve.findLast(({ round }) => round < event.round);
  return (before?.iteration ?? 0) + event.iteration;
}

function thinned(curve: CurvePoint[]): CurvePoint[] {
  if (curve.length <= MAX_POINTS) return curve;
  return curve.filter((_, i) => i % 2 === 0 || i === curve.length - 1);
}
