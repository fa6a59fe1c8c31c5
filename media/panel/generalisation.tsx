import type { JSX } from 'preact';
import { count, t } from '../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import type { SizeResult } from '../../src/shared/report.ts';
import { DataTable } from './chart.tsx';
import { SizeChart, type Series } from './size-chart.tsx';

/** How far beyond the sizes trained on the network is right. */
export function Generalisation({ fn }: { readonly fn: LearnedFunction }): JSX.Element {
  const results = fn.recheck?.generalisation ?? fn.sizes;
  const trained = fn.report?.training.size ?? fn.settings.trainSize;
  const scores = results.flatMap(({ size, score }) => (score === undefined ? [] : [{ size, mean: score }]));
  const scored: readonly Series[] = scores.length > 0 ? [{ name: t('CLRS score'), points: [], thin: scores }] : [];
  return (
    <section class="card" aria-labelledby="sizes-title">
      <h2 id="sizes-title">{t('Generalisation by size')}</h2>
      <div class="legend">
        <span class="exact">{t('exact')}</span>
        <span class="refused">{t('refused')}</span>
        <span class="wrong">{t('wrong')}</span>
        <span class="trained">{t('sizes trained on')}</span>
        {scored.map(({ name }, i) => (
          <span key={name} class={`series-${i}`}>
            {name}
          </span>
        ))}
      </div>
      <SizeChart results={results} others={scored} sizes={fn.settings.sizes} trained={trained} />
      <Verdict fn={fn} sizes={results} />
      <DataTable
        name={t('Table of the sizes')}
        head={[
          t('size'),
          t('runs'),
          t('exact'),
          t('refused'),
          t('wrong'),
          t('seconds'),
          ...scored.map(({ name }) => name),
        ]}
        rows={results.map((r) => [
          r.size,
          r.runs,
          r.exact,
          r.refused,
          r.wrong,
          r.seconds.toFixed(2),
          ...scored.map(() => (r.score === undefined ? '' : percent(r.score))),
        ])}
      />
    </section>
  );
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
      ? t(
          'Exact on all {0} fresh runs: the true rate of failures is below {1}% (95% confidence).',
          count(runs),
          (300 / runs).toPrecision(2),
        )
      : t('Exact on {0} of {1} fresh runs.', count(exact), count(runs));
  return (
    <>
      <p class="verdict">{words}</p>
      {oneStep && (
        <p class="muted">
          {t(
            'Step by step at size {0}: network {1}, a look-up table of the steps seen {2}, the most frequent value {3}.',
            oneStep.size,
            percent(oneStep.network),
            percent(oneStep.dictionary),
            percent(oneStep.majority),
          )}
        </p>
      )}
    </>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
