import type { JSX } from 'preact';
import type { CurvePoint } from '../../src/shared/panel.ts';
import { Axes, DataTable, PLOT, type Tick } from './chart.tsx';

/** Loss and step accuracy as they come, one above the other on the same iterations. */
export function Curves({ curve }: { readonly curve: readonly CurvePoint[] }): JSX.Element {
  const last = curve.at(-1);
  const most = Math.max(1, last?.iteration ?? 1);
  const x = (iteration: number): number => PLOT.left + ((PLOT.right - PLOT.left) * iteration) / most;
  const highest = Math.max(0.1, ...curve.map(({ loss }) => loss));
  const rounds = curve.filter((point, i) => i > 0 && point.round !== curve[i - 1]?.round);
  return (
    <section class="card">
      <h2>Training</h2>
      <div class="legend">
        <span class="loss">loss{last ? ` ${last.loss.toPrecision(2)}` : ''}</span>
        <span class="accuracy">steps right{last ? ` ${(100 * last.accuracy).toFixed(1)}%` : ''}</span>
      </div>
      <Axes
        label={
          last
            ? `Training curves: loss ${last.loss.toPrecision(2)}, ${(100 * last.accuracy).toFixed(1)} percent of steps right`
            : 'Training curves, empty'
        }
        xTicks={ticks(most).map((at) => ({ at: x(at), label: at.toLocaleString('en') }))}
        yTicks={shares()}
        xTitle="iteration (a line marks a round of counterexamples)"
      >
        {rounds.map(({ iteration }) => (
          <line key={iteration} class="round" x1={x(iteration)} x2={x(iteration)} y1={PLOT.top} y2={PLOT.bottom} />
        ))}
        <polyline class="loss" points={curve.map((p) => `${x(p.iteration)},${share(p.loss / highest)}`).join(' ')} />
        <polyline class="accuracy" points={curve.map((p) => `${x(p.iteration)},${share(p.accuracy)}`).join(' ')} />
        {curve.length === 0 && <Empty />}
      </Axes>
      <DataTable
        name="Table of the curves"
        head={['iteration', 'round', 'loss', 'steps right']}
        rows={curve.map((p) => [p.iteration, p.round + 1, p.loss.toPrecision(3), `${(100 * p.accuracy).toFixed(2)}%`])}
      />
    </section>
  );
}

export function Empty(): JSX.Element {
  return (
    <text class="empty" x={(PLOT.left + PLOT.right) / 2} y={(PLOT.top + PLOT.bottom) / 2} text-anchor="middle">
      nothing yet
    </text>
  );
}

/** Height of a share from 0 to 1. */
export function share(of: number): number {
  return PLOT.bottom - (PLOT.bottom - PLOT.top) * of;
}

export function shares(): Tick[] {
  return [0, 0.5, 1].map((of) => ({ at: share(of), label: `${100 * of}%` }));
}

/** A few round numbers up to `most`. */
function ticks(most: number): number[] {
  const step = 10 ** Math.floor(Math.log10(most));
  const every = most / step >= 5 ? 2 * step : most / step >= 2 ? step : step / 2;
  const out: number[] = [];
  for (let at = 0; at <= most; at += Math.max(1, every)) out.push(Math.round(at));
  return out;
}
