import type { ComponentChildren, JSX } from 'preact';

/** Size of a chart in its own units; it is drawn as wide as there is room. */
const WIDTH = 460;
const HEIGHT = 200;
export const PLOT = { left: 46, right: WIDTH - 10, top: 10, bottom: HEIGHT - 34 };

export interface Tick {
  readonly at: number;
  readonly label: string;
}

interface AxesProps {
  readonly label: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xTitle: string;
  readonly children: ComponentChildren;
}

/** A chart's frame; ticks are in the chart's own units. */
export function Axes({ label, xTicks, yTicks, xTitle, children }: AxesProps): JSX.Element {
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {yTicks.map(({ at, label: text }) => (
        <g key={text}>
          <line class="grid" x1={PLOT.left} x2={PLOT.right} y1={at} y2={at} />
          <text class="tick" x={PLOT.left - 6} y={at + 4} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {children}
      <line class="axis" x1={PLOT.left} x2={PLOT.right} y1={PLOT.bottom} y2={PLOT.bottom} />
      {xTicks.map(({ at, label: text }) => (
        <text key={text} class="tick" x={at} y={PLOT.bottom + 15} text-anchor="middle">
          {text}
        </text>
      ))}
      <text class="tick" x={(PLOT.left + PLOT.right) / 2} y={HEIGHT - 4} text-anchor="middle">
        {xTitle}
      </text>
    </svg>
  );
}

interface TableProps {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The numbers behind a chart. */
export function DataTable({ name, head, rows }: TableProps): JSX.Element {
  return (
    <details class="data">
      <summary>{name}</summary>
      <table>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
