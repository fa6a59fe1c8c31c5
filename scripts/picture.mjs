// `node scripts/picture.mjs`: draws what `understudy learn` prints as the README's picture, media/learn.svg.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const TARGETS = ['examples/insertion-sort.ts#insertionSort', 'examples/shipping-cost.ts#shippingCost'];
const MAX_COLUMNS = 118;

execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const lines = TARGETS.flatMap((target) => [`$ understudy learn ${target}`, ...learn(target), '']);
mkdirSync(`${root}media`, { recursive: true });
writeFileSync(`${root}media/learn.svg`, draw(lines.slice(0, -1)));

function learn(target) {
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'learn', target], { cwd: root, encoding: 'utf8' });
  return stdout.trimEnd().split('\n');
}

function draw(text) {
  const [column, row, margin] = [7.8, 18, 20];
  const shown = text.map((line) => (line.length > MAX_COLUMNS ? `${line.slice(0, MAX_COLUMNS - 1)}…` : line));
  const width = Math.max(...shown.map((line) => line.length)) * column + 2 * margin;
  const height = shown.length * row + 2 * margin;
  const rows = shown.map(
    (line, i) => `<text x="${margin}" y="${margin + 13 + i * row}" ${style(line)}>${escape(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img" aria-label="What understudy learn prints">
<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre;fill:#d4d4d4}.c{fill:#9cdcfe;font-weight:bold}.r{fill:#f2b8a0}.m{fill:#f14c4c}.g{fill:#89d185}.d{fill:#8a8a8a}</style>
<rect width="100%" height="100%" rx="8" fill="#1e1e1e"/>
${rows.join('\n')}
</svg>
`;
}

function style(line) {
  if (line.startsWith('$')) return 'class="c"';
  if (/^\s+(refuses|differs)/.test(line)) return 'class="r"';
  if (/^\s+│ +~/.test(line)) return 'class="m"';
  if (line.includes('no divergence')) return 'class="g"';
  return /agree on every trace|was only ever|^ {2}(model|one step|network|training) /.test(line) ? 'class="d"' : '';
}

function escape(line) {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
