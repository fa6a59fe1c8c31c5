import type { JSX } from 'preact';
import { count, t } from '../../src/shared/l10n.ts';
import type { CurvePoint, LearnedFunction } from '../../src/shared/panel.ts';
import { Chart, DataTable, type Plot } from './chart.tsx';
import { linear, roundTicks } from './scales.ts';

/** Loss and accuracy as they come, on the same iterations: of steps, or of whole answers where the network takes no steps. */
export function Curves({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  const { curve } = fn;
  const right = fn.settings.network === 'machine' ? t('steps right') : t('held-out answers right');
  const last = curve.at(-1);
  const measured = curve.flatMap(({ iteration, accuracy }) => (accuracy === null ? [] : [{ iteration, accuracy }]));
  const accurate = measured.at(-1);
  const share = accurate && `${(100 * accurate.accuracy).toFixed(1)}%`;
  const most = Math.max(1, last?.iteration ?? 1);
  const scale = ({ x }: Plot): ((iteration: number) => number) => linear({ from: 0, to: most }, x);
  const highest = Math.max(0.1, ...curve.map(({ loss }) => loss));
  const rounds = curve.filter((point, i) => i > 0 && point.round !== curve[i - 1]?.round);
  return (
    <section class="card" aria-labelledby="curves-title">
      <h2 id="curves-title">{t('Training')}</h2>
      <div class="legend">
        <span class="loss">
          {t('loss')} {last?.loss.toPrecision(2)}
        </span>
        <span class="accuracy">
          {right} {share}
        </span>
        {rounds.length > 0 && <span class="round">{t('a new round of counterexamples')}</span>}
      </div>
      <Chart
        label={
          last
            ? t('Training curves: loss {0}, {1} {2}', last.loss.toPrecision(2), right, share ?? '–')
            : t('Training curves, empty')
        }
        xTicks={(plot) => roundTicks(most).map((at) => ({ at: scale(plot)(at), label: count(at) }))}
        xTitle={t('iteration')}
        isEmpty={curve.length === 0}
        emptyText={fn.report ? t('ended before its first check') : t('nothing yet')}
      >
        {(plot) => {
          const x = scale(plot);
          const line = <P extends Pick<CurvePoint, 'iteration'>>(
            points: readonly P[],
            of: (point: P) => number,
          ): string => points.map((point) => `${x(point.iteration)},${plot.share(of(point))}`).join(' ');
          return (
            <>
              {rounds.map(({ iteration }) => (
                <line
                  key={iteration}
                  class="round"
                  x1={x(iteration)}
                  x2={x(iteration)}
                  y1={plot.share(1)}
                  y2={plot.share(0)}
                />
              ))}
              <polyline class="loss" points={line(curve, ({ loss }) => loss / highest)} />
              <polyline class="accuracy" points={line(measured, ({ accuracy }) => accuracy)} />
              {curve.length === 1 && last && (
                <circle class="loss" cx={x(last.iteration)} cy={plot.share(last.loss / highest)} r={3} />
              )}
              {measured.length === 1 && accurate && (
                <circle class="accuracy" cx={x(accurate.iteration)} cy={plot.share(accurate.accuracy)} r={3} />
              )}
            </>
          );
        }}
      </Chart>
      <DataTable
        name={t('Table of the curves')}
        head={[t('iteration'), t('round'), t('loss'), right]}
        rows={curve.map(({ iteration, round, loss, accuracy }) => [
          iteration,
          round + 1,
          loss.toPrecision(3),
          accuracy === null ? '' : `${(100 * accuracy).toFixed(2)}%`,
        ])}
      />
    </section>
  );
}
