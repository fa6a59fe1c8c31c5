import type { JSX } from 'preact';
import { count, t } from '../../src/shared/l10n.ts';
import type { SizeResult } from '../../src/shared/report.ts';
import { Chart, type Plot } from './chart.tsx';
import { apart, logarithmic } from './scales.ts';

/** Widest bar, and the least room that a label takes, pixels. */
const [BAR, LABEL] = [20, 30];

/** Another network's share of exact runs by size, as a line among the bars. */
export interface Series {
  readonly name: string;
  readonly points: readonly {
    readonly size: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** What else is told of it, as a thin line: its CLRS score. */
  readonly thin?: readonly { readonly size: number; readonly mean: number }[];
}

interface Props {
  readonly results: readonly SizeResult[];
  readonly others: readonly Series[];
  /** Sizes that are to be measured. */
  readonly sizes: readonly number[];
  /** Largest size of a training input. */
  readonly trained: number;
}

/** Runs that were exact, refused or wrong, by size on a log axis; the sizes trained on are shaded. */
export function SizeChart({ results, others, sizes, trained }: Props): JSX.Element {
  const all = [
    ...sizes,
    ...results.map(({ size }) => size),
    ...others.flatMap(({ points }) => points.map(({ size }) => size)),
  ];
  const scale = ({ x }: Plot): ((size: number) => number) => logarithmic([...all, trained], x);
  const words = [
    ...results.map(describeSize),
    ...others.map(
      ({ name, points, thin = [] }) =>
        `${name}: ${(points.length > 0 ? points : thin).map(({ size, mean }) => t('{0}% at {1}', Math.round(100 * mean), size)).join(', ')}`,
    ),
  ];
  return (
    <Chart
      label={t('Share of exact runs by size: {0}', words.join('; ') || t('nothing measured yet'))}
      xTicks={(plot) => apart(all, scale(plot), LABEL).map((size) => ({ at: scale(plot)(size), label: count(size) }))}
      xTitle={t('size of the input, log scale')}
      isEmpty={results.length === 0 && others.length === 0}
    >
      {(plot) => {
        const x = scale(plot);
        const width = Math.min(BAR, (plot.x.to - plot.x.from) / (2 * Math.max(1, all.length)));
        return (
          <>
            <defs>
              <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="refused" width="6" height="6" opacity="0.35" />
                <line class="refused" x1="0" y1="0" x2="0" y2="6" />
              </pattern>
            </defs>
            <rect
              class="trained"
              x={plot.x.from}
              y={plot.share(1)}
              width={Math.max(0, x(trained) + width - plot.x.from)}
              height={plot.share(0) - plot.share(1)}
            />
            {results.map((result) => (
              <Bar key={result.size} result={result} x={x(result.size)} width={width} plot={plot} />
            ))}
            {others.map((series, i) => (
              <Line key={series.name} series={series} which={i} x={x} plot={plot} />
            ))}
          </>
        );
      }}
    </Chart>
  );
}

interface BarProps {
  readonly result: SizeResult;
  readonly x: number;
  readonly width: number;
  readonly plot: Plot;
}

function Bar({ result, x, width, plot }: BarProps): JSX.Element {
  const { runs, exact, refused, wrong } = result;
  let below = 0;
  return (
    <g>
      <title>{describeSize(result)}</title>
      {Object.entries({ exact, refused, wrong }).map(([name, of]) => {
        const from = below;
        below += runs === 0 ? 0 : of / runs;
        const height = Math.max(0, plot.share(from) - plot.share(below));
        return <rect key={name} class={name} x={x - width / 2} y={plot.share(below)} width={width} height={height} />;
      })}
    </g>
  );
}

interface LineProps {
  readonly series: Series;
  readonly which: number;
  readonly x: (size: number) => number;
  readonly plot: Plot;
}

function Line({ series: { name, points, thin = [] }, which, x, plot }: LineProps): JSX.Element {
  const path = (places: readonly { readonly size: number; readonly mean: number }[]): string =>
    places.map(({ size, mean }) => `${x(size)},${plot.share(mean)}`).join(' ');
  return (
    <g class={`series series-${which % 4}`}>
      <title>{name}</title>
      {points.length > 1 && points.some(({ low, high }) => low < high) && (
        <polygon
          points={`${path(points.map(({ size, high }) => ({ size, mean: high })))} ${path([...points].reverse().map(({ size, low }) => ({ size, mean: low })))}`}
        />
      )}
      {thin.length > 0 && <polyline class="thin" points={path(thin)} />}
      <polyline points={path(points)} />
      {points.map(({ size, mean, low, high }) => (
        <g key={size}>
          <title>{t('{0}, size {1}: {2}% exact', name, size, (100 * mean).toFixed(1))}</title>
          <line x1={x(size)} x2={x(size)} y1={plot.share(low)} y2={plot.share(high)} />
          <circle cx={x(size)} cy={plot.share(mean)} r={3} />
        </g>
      ))}
    </g>
  );
}

function describeSize({ size, runs, exact, refused, wrong }: SizeResult): string {
  const bad = [refused > 0 ? t('{0} refused', refused) : '', wrong > 0 ? t('{0} wrong', wrong) : ''].filter(Boolean);
  return `${t('size {0}', size)}: ${[t('{0} of {1} exact', exact, runs), ...bad].join(', ')}`;
}
