import type { JSX } from 'preact';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import type { SizeResult } from '../../src/shared/report.ts';
import { Axes, DataTable, PLOT } from './chart.tsx';
import { Empty, share, shares } from './curves.tsx';

const BAR = 20;

/** How many fresh runs of each size were exact, refused or wrong; sizes on a log axis, the training range shaded. */
export function Generalisation({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  const sizes = fn.recheck?.generalisation ?? fn.sizes;
  const trained = fn.report?.training.size ?? fn.settings.trainSize;
  const all = [...fn.settings.sizes, ...sizes.map(({ size }) => size), trained].map((size) => Math.max(1, size));
  const [low, high] = [Math.log(Math.min(...all) / 1.6), Math.log(Math.max(...all) * 1.6)];
  const x = (size: number): number =>
    PLOT.left + ((PLOT.right - PLOT.left) * (Math.log(Math.max(1, size)) - low)) / (high - low);
  return (
    <section class="card">
      <h2>Generalisation by size</h2>
      <div class="legend">
        <span class="exact">exact</span>
        <span class="refused">refused</span>
        <span class="wrong">wrong</span>
        <span class="trained">sizes trained on</span>
      </div>
      <Axes
        label={`Share of exact runs by size: ${sizes.map(describe).join('; ') || 'nothing measured yet'}`}
        xTicks={[...new Set(fn.settings.sizes)].map((size) => ({ at: x(size), label: size.toLocaleString('en') }))}
        yTicks={shares()}
        xTitle="size of the input, log scale"
      >
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="refused" width="6" height="6" opacity="0.35" />
            <line class="refused" x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        <rect
          class="trained"
          x={PLOT.left}
          y={PLOT.top}
          width={Math.max(0, x(trained) - PLOT.left)}
          height={PLOT.bottom - PLOT.top}
        />
        {sizes.map((result) => (
          <Bar key={result.size} result={result} x={x(result.size)} />
        ))}
        {sizes.length === 0 && <Empty />}
      </Axes>
      <Verdict fn={fn} sizes={sizes} />
      <DataTable
        name="Table of the sizes"
        head={['size', 'runs', 'exact', 'refused', 'wrong', 'seconds']}
        rows={sizes.map((r) => [r.size, r.runs, r.exact, r.refused, r.wrong, r.seconds.toFixed(2)])}
      />
    </section>
  );
}

function Bar({ result, x }: { readonly result: SizeResult; readonly x: number }): JSX.Element {
  const { runs, exact, refused, wrong } = result;
  const parts = [
    { name: 'exact', of: exact },
    { name: 'refused', of: refused },
    { name: 'wrong', of: wrong },
  ];
  let below = 0;
  return (
    <g>
      <title>{describe(result)}</title>
      {parts.map(({ name, of }) => {
        const from = below;
        below += runs === 0 ? 0 : of / runs;
        const [y, bottom] = [share(below), share(from)];
        return <rect key={name} class={name} x={x - BAR / 2} y={y} width={BAR} height={Math.max(0, bottom - y)} />;
      })}
    </g>
  );
}

function describe({ size, runs, exact, refused, wrong }: SizeResult): string {
  const bad = [refused > 0 ? `${refused} refused` : '', wrong > 0 ? `${wrong} wrong` : ''].filter(Boolean);
  return `size ${size}: ${[`${exact} of ${runs} exact`, ...bad].join(', ')}`;
}

function Verdict({
  fn,
  sizes,
}: {
  readonly fn: LearnedFunction;
  readonly sizes: readonly SizeResult[];
}): JSX.Element | null {
  if (fn.phase !== 'done' || sizes.length === 0) return null;
  const runs = sizes.reduce((sum, size) => sum + size.runs, 0);
  const exact = sizes.reduce((sum, size) => sum + size.exact, 0);
  const oneStep = fn.report?.oneStep;
  const words =
    exact === runs
      ? `Exact on all ${runs.toLocaleString('en')} fresh runs: the true rate of failures is below ${(300 / runs).toPrecision(2)}% (95% confidence).`
      : `Exact on ${exact.toLocaleString('en')} of ${runs.toLocaleString('en')} fresh runs.`;
  return (
    <p>
      {words}
      {oneStep &&
        ` Step by step at size ${oneStep.size}: network ${percent(oneStep.network)}, look-up of seen steps ${percent(oneStep.dictionary)}, most frequent value ${percent(oneStep.majority)}${oneStep.ties.map((tie) => `; ${tie}`).join('')}.`}
    </p>
  );
}

function percent(share_: number): string {
  return `${(100 * share_).toFixed(1)}%`;
}
