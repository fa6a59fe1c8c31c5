import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../src/shared/l10n.ts';
import { linear, type Extent } from './scales.ts';

/** Width of a chart before it is known how much room there is, its height and its margins, pixels. */
const [WIDTH, HEIGHT] = [460, 200];
const MARGIN = { left: 46, right: 12, top: 10, bottom: 36 };

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Where a chart's lines and bars go, pixels. */
export interface Plot {
  readonly x: Extent;
  /** A share from 0 to 1 ─▶ its height. */
  readonly share: (of: number) => number;
}

interface ChartProps {
  /** All that the chart shows, for those who do not see it. */
  readonly label: string;
  readonly xTitle: string;
  readonly xTicks: (plot: Plot) => readonly Tick[];
  readonly children: (plot: Plot) => ComponentChildren;
  readonly isEmpty: boolean;
  /** What stands there then. */
  readonly emptyText?: string;
}

/** A chart of shares from 0 to 100%, drawn in the pixels that there are, so that its text is as large as all other. */
export function Chart({
  label,
  xTitle,
  xTicks,
  children,
  isEmpty,
  emptyText = t('nothing yet'),
}: ChartProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(WIDTH);
  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, entry?.contentRect.width ?? WIDTH)));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const [bottom, right] = [HEIGHT - MARGIN.bottom, width - MARGIN.right];
  const share = linear({ from: 0, to: 1 }, { from: bottom, to: MARGIN.top });
  const plot: Plot = { x: { from: MARGIN.left, to: right }, share };
  const middle = (MARGIN.left + right) / 2;
  return (
    <div class="chart" ref={box}>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, 0.5, 1].map((of) => (
          <g key={of}>
            <line class="grid" x1={MARGIN.left} x2={right} y1={share(of)} y2={share(of)} />
            <text class="tick" x={MARGIN.left - 6} y={share(of) + 4} text-anchor="end">
              {100 * of}%
            </text>
          </g>
        ))}
        {children(plot)}
        <line class="axis" x1={MARGIN.left} x2={right} y1={bottom} y2={bottom} />
        {xTicks(plot).map(({ at, label: text }) => (
          <text key={text} class="tick" x={at} y={bottom + 15} text-anchor="middle">
            {text}
          </text>
        ))}
        <text class="tick" x={middle} y={HEIGHT - 5} text-anchor="middle">
          {xTitle}
        </text>
        {isEmpty && (
          <text class="empty" x={middle} y={share(0.5) - 6} text-anchor="middle">
            {emptyText}
          </text>
        )}
      </svg>
    </div>
  );
}

interface TableProps {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The titles of a table's columns. */
export function TableHead({ titles }: { readonly titles: readonly string[] }): JSX.Element {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The numbers behind a chart. */
export function DataTable({ name, head, rows }: TableProps): JSX.Element {
  return (
    <details class="data">
      <summary>{name}</summary>
      <div class="scroll">
        <table>
          <TableHead titles={head} />
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
      </div>
    </details>
  );
}
