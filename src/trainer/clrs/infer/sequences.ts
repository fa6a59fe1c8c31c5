import { axisOfLengths, type Axis } from './axes.ts';
import { cellType, inOrder, type CellType } from './cells.ts';
import { tracksOf, type Context, type Placed } from './place-tracks.ts';
import type { Place } from './places.ts';
import { readSource } from './sources.ts';
import { itemsOf, type Shape } from './shapes.ts';
import { nodeTrack } from './tracks.ts';

interface Sequence {
  readonly place: Place;
  readonly axis: Axis;
  readonly cells: CellType;
}

/**
 * The probes of the inputs. Sequences of the same type that lie on different axes share one, as the two strings of the
 * benchmark do.
 */
export function combine(
  context: Context,
  inputs: readonly { readonly place: Place; readonly shape: Shape }[],
): readonly Placed[] {
  const { axes } = context;
  const sequences = inputs.flatMap(({ place, shape }) => (shape.kind === 'sequence' ? [measured(context, place)] : []));
  const shared = axes.length > 1 ? partners(axes, sequences) : [];
  const done = new Set(shared.flat().map(({ place }) => place));
  return [
    ...shared.map((group) => sharedTrack(context, group)),
    ...inputs.filter(({ place }) => !done.has(place)).map(({ place }) => tracksOf(context, place, 'input')),
  ];
}

function measured({ flow, axes, runs }: Context, place: Place): Sequence {
  const lengths = runs.map((run) => ({ run, length: itemsOf(readSource(place.source, run)[0]).length }));
  const { kinds } = flow;
  const axis = axisOfLengths(kinds, axes, kinds.indices(place.kind), lengths) ?? (axes[0] as Axis);
  const values = runs.flatMap((run) => itemsOf(readSource(place.source, run)[0]).map((value) => ({ run, value })));
  return { place, axis, cells: cellType(kinds, axes, kinds.elements(place.kind), values, true) };
}

/** One sequence of each axis, all of one type. */
function partners(axes: readonly Axis[], sequences: readonly Sequence[]): Sequence[][] {
  const groups: Sequence[][] = [];
  const byAxis = axes.map((axis) => sequences.filter((sequence) => sequence.axis === axis));
  const [first = [], ...others] = byAxis;
  for (const [k, sequence] of first.entries()) {
    const group = [sequence, ...others.flatMap((list) => list[k] ?? [])];
    const { type } = sequence.cells;
    const alike = group.every(({ cells }) => cells.type === type) && type !== 'none' && type !== 'position';
    if (group.length === axes.length && alike) groups.push(group);
  }
  return groups;
}

function sharedTrack({ names }: Context, group: readonly Sequence[]): Placed {
  const from = group.map(({ place }) => place.name).join(' and ');
  const name = names.take(group.map(({ place }) => place.name).join('_'), false);
  const all = group.flatMap(({ cells }) => (cells.type === 'categorical' ? cells.categories : []));
  const categories = inOrder([...new Set(all)]);
  const [{ cells } = { cells: { type: 'none', why: '' } as const }] = group;
  if (cells.type === 'none') return [];
  return [
    nodeTrack({ name, stage: 'input', from }, group, cells.type === 'categorical' ? { ...cells, categories } : cells),
  ];
}
