import type { CompareEvent, Comparison } from '../../shared/comparison.ts';
import type { LearnEvent } from '../../shared/events.ts';
import { count, t } from '../../shared/l10n.ts';
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
        progress: atLeast(fn, trained(event, fn.settings.budget)),
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

/** How far training is: by its rounds, or by how much of its budget it has used. */
function trained({ round, seconds }: Extract<LearnEvent, { kind: 'training' }>, budget: number): number {
  const rest = STAGE.measuring - STAGE.traced;
  if (seconds !== undefined) return STAGE.traced + rest * Math.min(1, seconds / budget);
  return Math.min(STAGE.measuring, STAGE.training + STAGE.round * round);
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

/** What an event of a comparison changes. Pure. */
export function applyCompareEvent(
  fn: LearnedFunction,
  event: CompareEvent,
  { networks, seeds }: { readonly networks: number; readonly seeds: number },
): LearnedFunction {
  const before = fn.comparison;
  if (!before) return fn;
  const done = (result: Comparison | null): number => {
    const ended = (result?.networks ?? []).map(({ runs, failed }) => (failed === null ? runs.length : seeds));
    return ended.reduce((a, b) => a + b, 0) / (networks * seeds);
  };
  if (event.kind === 'so-far') {
    const { comparison: result } = event;
    return { ...fn, progress: atLeast(fn, done(result)), comparison: { ...before, result } };
  }
  const share = event.event.kind === 'training' ? trained(event.event, fn.wanted.budget) : 0;
  const progress = atLeast(fn, done(before.result) + share / (networks * seeds));
  const doing = t('{0}, seed {1}: {2}', event.name, event.seed, doingText(event.event));
  return { ...fn, progress, comparison: { ...before, doing } };
}

function doingText(event: LearnEvent): string {
  switch (event.kind) {
    case 'traced':
      return t('{0} runs watched', count(event.traces));
    case 'training':
      return t('iteration {0}, loss {1}', count(event.iteration), event.loss.toPrecision(2));
    case 'decided':
    case 'compared':
      return t('round {0}', event.round + 1);
    case 'measuring':
      return t('measuring at size {0}', count(event.size));
    case 'measured':
      return t('measured at size {0}', count(event.result.size));
  }
}
