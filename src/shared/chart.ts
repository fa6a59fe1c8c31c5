import { count, t } from './l10n.ts';
import { isOfFew, spreads, type ComparedNetwork, type Comparison, type Spread } from './comparison.ts';

const WIDTH = 720;
const PLOT = { left: 56, top: 24, width: 640, height: 280 };
const LEGEND_LINE = 20;

/** Okabe & Ito's colours, which people with colour-blind eyes tell apart; dashes tell them apart in print. */
const STYLES = [
  { colour: '#0072b2', dash: '' },
  { colour: '#009e73', dash: '7 3' },
  { colour: '#d55e00', dash: '2 3' },
  { colour: '#cc79a7', dash: '9 3 2 3' },
  { colour: '#e69f00', dash: '4 4' },
] as const;

/**
 * The comparison as an SVG picture: the share of exact runs against size (logarithmic), a line for each network with a band from
 * its worst to its best seed, points of few inputs hollow; a thin line for the CLRS score where there is one; the training sizes shaded. Colours of text and
 * axes are the surroundings' (`currentColor`), so that it fits light and dark pages.
 */
export function chartSvg(comparison: Comparison): string {
  const { sizes, trainSize, networks } = comparison;
  const scale = logScale(sizes);
  const height = PLOT.top + PLOT.height + 48 + LEGEND_LINE * networks.length + 8;
  const title = t('Exact runs of {0} against size', comparison.function.name);
  const trained = Math.min(scale(trainSize), PLOT.left + PLOT.width);
  const shade =
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${round(Math.max(0, trained - PLOT.left))}" height="${PLOT.height}" fill="currentColor" fill-opacity="0.08"/>` +
    text(PLOT.left + 6, PLOT.top + 14, t('training sizes'), 'start', 0.7);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}" color="#444" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escape(title)}</title>`,
    shade,
    ...axes(sizes, scale),
    ...networks.map((network, i) => series(network, styleOf(i), scale)),
    ...networks.map((network, i) => legend(network, styleOf(i), PLOT.top + PLOT.height + 58 + i * LEGEND_LINE)),
    '</svg>',
  ].join('\n');
}

type Scale = (size: number) => number;
type LineStyle = (typeof STYLES)[number];

function styleOf(index: number): LineStyle {
  return STYLES[index % STYLES.length] ?? STYLES[0];
}

function logScale(sizes: readonly number[]): Scale {
  const [low, high] = [Math.log2(Math.max(1, Math.min(...sizes))), Math.log2(Math.max(2, ...sizes))];
  const span = high > low ? high - low : 1;
  return (size) => round(PLOT.left + (PLOT.width * (Math.log2(Math.max(1, size)) - low)) / span);
}

function height(share: number): number {
  return round(PLOT.top + PLOT.height * (1 - share));
}

function axes(sizes: readonly number[], scale: Scale): string[] {
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = height(share);
    const line = `<line x1="${PLOT.left}" x2="${PLOT.left + PLOT.width}" y1="${y}" y2="${y}" stroke="currentColor" stroke-opacity="0.2"/>`;
    return line + text(PLOT.left - 8, y + 4, `${share * 100}%`, 'end');
  });
  const bottom = PLOT.top + PLOT.height;
  const ticks = sizes.map((size) => text(scale(size), bottom + 18, String(size), 'middle'));
  return [...lines, ...ticks, text(PLOT.left + PLOT.width / 2, bottom + 36, t('size of the input'), 'middle', 0.8)];
}

function series(network: ComparedNetwork, { colour, dash }: LineStyle, scale: Scale): string {
  const exact = spreads(network, 'exact');
  const score = spreads(network, 'score');
  const path = (points: readonly Spread[], at: (spread: Spread) => number): string =>
    points.map((point) => `${scale(point.size)},${height(at(point))}`).join(' ');
  const band =
    network.runs.length > 1
      ? `<polygon points="${path(exact, ({ high }) => high)} ${path([...exact].reverse(), ({ low }) => low)}" fill="${colour}" fill-opacity="0.15"/>`
      : '';
  const line = `<polyline points="${path(exact, ({ mean }) => mean)}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>`;
  const dots = exact.map((spread) => {
    const { size, mean } = spread;
    const tip = `<title>${escape(t('{0}, size {1}: {2}% exact', network.name, size, (100 * mean).toFixed(1)))}</title>`;
    const fill = isOfFew(spread) ? `none" stroke="${colour}` : colour;
    return `<circle cx="${scale(size)}" cy="${height(mean)}" r="3.5" fill="${fill}">${tip}</circle>`;
  });
  const thin =
    score.length > 0
      ? `<polyline points="${path(score, ({ mean }) => mean)}" fill="none" stroke="${colour}" stroke-width="1"/>`
      : '';
  return [band, thin, line, ...dots].join('');
}

function legend(network: ComparedNetwork, { colour, dash }: LineStyle, y: number): string {
  const line = `<line x1="${PLOT.left}" x2="${PLOT.left + 32}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>`;
  return line + text(PLOT.left + 40, y, legendText(network), 'start');
}

/** What a network cost: parameters, and the median of its training times. */
export function legendText({ name, runs, failed }: ComparedNetwork): string {
  if (failed !== null) return t('{0}: not learned', name);
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b);
  const median = seconds[Math.floor(seconds.length / 2)] ?? 0;
  const cost = t('{0} parameters, {1} s of training', count(runs[0]?.parameters ?? 0), median.toFixed(1));
  const seeds = runs.length > 1 ? `, ${t('{0} seeds', runs.length)}` : '';
  const cut = runs.some(({ stopped }) => stopped === 'budget') ? ` (${t('all of its budget')})` : '';
  const isScored = runs.some(({ results }) => results.some(({ score }) => score !== undefined));
  return `${name}: ${cost}${cut}${seeds}${isScored ? `; ${t('thin: CLRS score')}` : ''}`;
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end', opacity = 1): string {
  const faded = opacity < 1 ? ` fill-opacity="${opacity}"` : '';
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="currentColor"${faded}>${escape(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escape(content: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return content.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
