/** From values to places on an axis. */
export type Scale = (value: number) => number;

export interface Extent {
  readonly from: number;
  readonly to: number;
}

export function linear(values: Extent, places: Extent): Scale {
  const span = values.to - values.from || 1;
  return (value) => places.from + ((places.to - places.from) * (value - values.from)) / span;
}

/** Sizes on a log axis with room on both sides; a size of 0 stands where 1 does. */
export function logarithmic(sizes: readonly number[], places: Extent): Scale {
  const all = sizes.map((size) => Math.max(1, size));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = 1.6;
  const inner = linear({ from: Math.log(least / room), to: Math.log(most * room) }, places);
  return (size) => inner(Math.log(Math.max(1, size)));
}

/** Round numbers from 0 up to `most`, few enough to be read. */
export function roundTicks(most: number): readonly number[] {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const every = Math.max(1, most / step >= 5 ? 2 * step : most / step >= 2 ? step : step / 2);
  const ticks: number[] = [];
  for (let at = 0; at <= most; at += every) ticks.push(Math.round(at));
  return ticks;
}

/** Those of some ticks whose labels do not run into each other; the last one always stays. */
export function apart(ticks: readonly number[], scale: Scale, least: number): readonly number[] {
  const sorted = [...new Set(ticks)].sort((a, b) => b - a);
  const kept: number[] = [];
  for (const tick of sorted) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(scale(last) - scale(tick)) >= least) kept.push(tick);
  }
  return kept.reverse();
}
