import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { legendText } from '../../src/shared/chart.ts';
import { USUAL, spreads, type ComparedNetwork, type Comparison } from '../../src/shared/comparison.ts';
import { shareCells } from '../../src/shared/comparison-page.ts';
import { count, t } from '../../src/shared/l10n.ts';
import type { LearnedFunction } from '../../src/shared/panel.ts';
import { Button } from './button.tsx';
import { DataTable } from './chart.tsx';
import { ask } from './editor.ts';
import { NumberOption } from './options.tsx';
import { SizeChart, type Series } from './size-chart.tsx';

const MAX_SEEDS = 10;

interface Props {
  readonly fn: LearnedFunction;
  readonly trusted: boolean;
}

/** Other networks on the same function, side by side: which of them holds beyond the sizes trained on. */
export function ComparisonSection({ fn, trusted }: Props): JSX.Element | null {
  const { comparison } = fn;
  if (!fn.report) return null;
  return (
    <section class="card" aria-labelledby="compare-title">
      <h2 id="compare-title">{t('Networks side by side')}</h2>
      {!comparison && (
        <p class="muted">
          {t('Learns this function with networks that see less of it, and measures all of them on the same sizes.')}
        </p>
      )}
      <Ask fn={fn} trusted={trusted} />
      {comparison?.doing && <p>{comparison.doing} …</p>}
      {comparison?.state === 'stopped' && <p class="muted">{t('Stopped before all were measured.')}</p>}
      {comparison?.result && <Compared comparison={comparison.result} />}
      {comparison?.result && comparison.text !== fn.text && (
        <p class="note">{t('The function was learned anew or edited since: this is how it was.')}</p>
      )}
      {comparison?.result && (
        <div class="bar">
          {(['svg', 'html'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="secondary"
              onClick={() => ask({ type: 'saveComparison', id: fn.id, format })}
            >
              {t('Save as {0}', format.toUpperCase())}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function Ask({ fn, trusted }: Props): JSX.Element {
  const [networks, setNetworks] = useState<readonly string[]>(USUAL);
  const [seeds, setSeeds] = useState(1);
  const toggle = (name: string): void =>
    setNetworks(USUAL.filter((each) => (each === name) !== networks.includes(each)));
  const most = networks.length * seeds * fn.wanted.budget;
  const off = !trusted || fn.phase !== 'done' || networks.length === 0;
  return (
    <form
      class="bar"
      onSubmit={(event) => {
        event.preventDefault();
        if (!off) ask({ type: 'compare', id: fn.id, networks, seeds });
      }}
    >
      <fieldset>
        <legend class="sr">{t('Networks to compare')}</legend>
        {USUAL.map((name) => (
          <label key={name} class="check">
            <input type="checkbox" checked={networks.includes(name)} onChange={() => toggle(name)} />
            {name}
          </label>
        ))}
      </fieldset>
      <NumberOption
        label={t('Seeds')}
        value={seeds}
        least={1}
        onChange={(value) => setSeeds(Math.min(MAX_SEEDS, value))}
      />
      <Button type="submit" class="secondary" title={t('At most {0} s of training, in the background', most)} off={off}>
        {fn.comparison?.result ? t('Compare again') : t('Compare networks')}
      </Button>
    </form>
  );
}

function Compared({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const { networks, sizes, trainSize } = comparison;
  const measured = networks.filter(({ failed }) => failed === null);
  const hasScores = measured.some((network) => spreads(network, 'score').length > 0);
  return (
    <>
      <SizeChart results={[]} others={measured.map(seriesOf)} sizes={sizes} trained={trainSize} />
      <ul class="legend column">
        {measured.map((network, i) => (
          <li key={network.name}>
            <span class={`series-${i % 4}`}>{legendText(network)}</span>
          </li>
        ))}
        <li>
          <span class="trained">{t('sizes trained on')}</span>
        </li>
        {networks.map(
          ({ name, failed }) =>
            failed !== null && (
              <li key={name}>
                {name}: {failed}
              </li>
            ),
        )}
      </ul>
      <DataTable
        name={t('Table of the comparison')}
        head={[t('network'), ...sizes.map((size) => t('size {0}', count(size)))]}
        rows={measured.map((network) => [network.name, ...shareCells(network, sizes, 'exact')])}
      />
      {hasScores && (
        <DataTable
          name={t('Table of the CLRS scores')}
          head={[t('network'), ...sizes.map((size) => t('size {0}', count(size)))]}
          rows={measured
            .filter((network) => spreads(network, 'score').length > 0)
            .map((network) => [network.name, ...shareCells(network, sizes, 'score')])}
        />
      )}
    </>
  );
}

function seriesOf(network: ComparedNetwork): Series {
  return { name: network.name, points: spreads(network, 'exact'), thin: spreads(network, 'score') };
}
