import { chartSvg, escape, legendText } from './chart.ts';
import { language, t } from './l10n.ts';
import { isOfFew, spreads, type ComparedNetwork, type Comparison, type Measure } from './comparison.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 780px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { padding: 0.2rem 0.8rem; text-align: right; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
th:first-child, td:first-child { text-align: left; }
svg { width: 100%; height: auto; color: inherit; }
code { font-family: ui-monospace, monospace; }
`;

/** The comparison as a page that needs nothing else: picture, table and how it was measured. */
export function comparisonPage(comparison: Comparison): string {
  const { function: fn, trainSize, budget, backend, networks } = comparison;
  const title = escape(t('{0}: networks side by side', fn.name));
  const how = t(
    'Trained on inputs of size up to {0}, at most {1} s each (backend {2}). A run is exact where result, error and changed arguments all are the function’s; figures are means over seeds, in brackets the worst and the best seed.',
    trainSize,
    budget,
    backend,
  );
  const failures = networks.filter(({ failed }) => failed !== null);
  return [
    '<!doctype html>',
    `<html lang="${escape(language())}"><head><meta charset="utf-8">`,
    `<title>${title}</title><style>${STYLE}</style></head><body>`,
    `<h1>${title}</h1>`,
    `<p><code>${escape(fn.signature)}</code></p>`,
    chartSvg(comparison).replace(' color="#444"', ''),
    table(comparison),
    '<ul>',
    ...networks.map((network) => `<li>${escape(legendText(network))}</li>`),
    ...failures.map(({ name, failed }) => `<li>${escape(name)}: ${escape(failed ?? '')}</li>`),
    '</ul>',
    `<p>${escape(how)}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

function table(comparison: Comparison): string {
  const head = `<tr><th>${escape(t('exact runs'))}</th>${comparison.sizes.map((size) => `<th>${size}</th>`).join('')}</tr>`;
  const rows = tableRows(comparison).map(([name, ...cells]) => {
    return `<tr><td>${escape(name)}</td>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}

/** A row for each network with its shares of exact runs by size, then one with its scores for each that has any. */
export function tableRows({
  sizes,
  networks,
}: Pick<Comparison, 'sizes' | 'networks'>): (readonly [name: string, ...cells: string[]])[] {
  const scored = networks.filter((network) => spreads(network, 'score').length > 0);
  return [
    ...networks.map((network) => [network.name, ...shareCells(network, sizes, 'exact')] as const),
    ...scored.map((network) => [t('{0}, CLRS score', network.name), ...shareCells(network, sizes, 'score')] as const),
  ];
}

/** A network's shares of exact runs, or its scores, by size, as text. */
export function shareCells(network: ComparedNetwork, sizes: readonly number[], measure: Measure): string[] {
  const bySize = new Map(spreads(network, measure).map((spread) => [spread.size, spread]));
  return sizes.map((size) => {
    const spread = bySize.get(size);
    if (!spread) return '–';
    const { mean, low, high, inputs } = spread;
    const share = low === high ? percent(mean) : `${percent(mean)} (${percent(low)}–${percent(high)})`;
    if (!isOfFew(spread)) return share;
    return inputs === 1 ? t('{0} of 1 run', share) : t('{0} of {1} runs', share, inputs);
  });
}

/** Rounded, but never up to 100% or down to 0%. */
function percent(share: number): string {
  const rounded = Math.round(100 * share);
  if (rounded === 100 && share < 1) return '99%';
  return rounded === 0 && share > 0 ? '1%' : `${rounded}%`;
}
