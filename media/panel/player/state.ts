import type { ReplayStep, ReplayTrack } from '../../../src/shared/replay.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { changedPlaces } from './places.ts';

/** A step with all variables as they are after it. */
export interface StepState {
  readonly step: ReplayStep;
  readonly variables: ReadonlyMap<string, Wire>;
  /** What the step changed: by variable, the places within it (`changedPlaces`); '' for all of it. */
  readonly changes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Whether a step was recorded, or lies beyond the run's end. */
export function hasStep(track: ReplayTrack, index: number): boolean {
  return index >= track.total || find(track, index) >= 0;
}

/** Puts the variables together from the last step that tells all of them; null where the step was not recorded. */
export function stateAt(track: ReplayTrack, index: number): StepState | null {
  const at = find(track, index);
  const step = track.steps[at];
  if (!step) return null;
  let from = at;
  while (from > 0 && track.steps[from]?.whole === false) from--;
  const variables = new Map<string, Wire>();
  for (const { variables: changed } of track.steps.slice(from, at)) {
    for (const [name, value] of Object.entries(changed)) variables.set(name, value);
  }
  const changes = new Map<string, ReadonlySet<string>>();
  for (const [name, value] of Object.entries(step.variables)) {
    // Where all are told anew, what they were is not known: another call is running, or a window begins.
    if (!step.whole) changes.set(name, variables.has(name) ? changedPlaces(variables.get(name), value) : new Set(['']));
    variables.set(name, value);
  }
  return { step, variables, changes };
}

/** Position of a step among those recorded, which are in order; −1 if it is not among them. */
function find({ steps }: ReplayTrack, index: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = steps[middle]?.index ?? 0;
    if (found === index) return middle;
    if (found < index) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
