// `node bench/typing.mjs [ROUNDS]`: what the extension costs while a person types, in a real VS Code (Linux).
// Two windows, one without the extension, are typed into in turn: the processor time of their extension hosts a keystroke,
// and how long the lenses of a file of 3,000 lines and 200 functions take to appear. UNDERSTUDY_VSIX names a package to measure in
// place of the one that is built.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../scripts/package.mjs';
import { ensureHost } from '../test/host/install.mjs';
import { openBrowser, startServer, workbenchUrl } from '../test/host/server.mjs';
import { Workbench } from '../test/e2e/workbench.mjs';

const FUNCTIONS = 200;
const STROKES = 100;
const STROKE_MS = 80;
/** What typing leaves to be done comes after it. */
const AFTER_MS = 1500;
const IDLE_MS = 3000;
const SETTLE_MS = 5000;
/** A hundredth of a second: the unit in which Linux counts the time of a process. */
const TICK_MS = 10;
/** Grammar and colours. TypeScript's own extension would be most of what is measured. */
const BUILTINS = ['typescript-basics', 'theme-defaults'];

const rounds = Number(process.argv[2] ?? 5);
const { vscode, chromium } = ensureHost();
const vsix = process.env.UNDERSTUDY_VSIX ?? (await packageExtension());
const windows = { without: await open(), with: await open(vsix) };
try {
  const figures = Object.entries(windows).map(([name, window]) => ({ name, window, strokes: [], idle: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const { window, strokes, idle } of figures) {
      strokes.push(await typing(window));
      idle.push(await spent(window, () => window.page.waitForTimeout(IDLE_MS)));
    }
  }
  const lenses = [];
  for (let round = 0; round < rounds; round++) lenses.push(await windows.with.workbench.lensTime(`large-${round}.ts`));
  print(figures, lenses);
} finally {
  for (const { close } of Object.values(windows)) await close();
}

async function open(extension) {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-typing-'));
  for (let i = 0; i <= rounds; i++) writeFileSync(join(folder, `large-${i}.ts`), largeFile());
  const server = await startServer({ vscode, builtins: BUILTINS, ...(extension ? { vsix: extension } : {}) });
  const { page, close } = await openBrowser(chromium);
  const workbench = new Workbench(page);
  await workbench.open(workbenchUrl(server.port, folder, { openFile: join(folder, `large-${rounds}.ts`) }));
  await workbench.line('function f0').waitFor();
  if (extension) await workbench.lens('Learn').waitFor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(SETTLE_MS);
  return {
    page,
    workbench,
    group: server.pid,
    close: async () => {
      await close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function largeFile() {
  const one = (i) =>
    `export function f${i}(a: number[]): number {\n${'  a.push(a.length);\n'.repeat(12)}  return a[0]!;\n}\n`;
  return Array.from({ length: FUNCTIONS }, (_, i) => one(i)).join('');
}

/** Milliseconds of processor time a keystroke. */
async function typing(window) {
  const all = await spent(window, async () => {
    for (let i = 0; i < STROKES; i++) {
      await window.page.keyboard.type('xy'[i % 2]);
      await window.page.waitForTimeout(STROKE_MS);
    }
    await window.page.waitForTimeout(AFTER_MS);
  });
  return all / STROKES;
}

/** Milliseconds of processor time that the extension host spends while something goes on. */
async function spent({ group }, action) {
  const before = hostTicks(group);
  await action();
  return (hostTicks(group) - before) * TICK_MS;
}

function hostTicks(group) {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name of the program is in brackets and may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[2]) !== group) continue;
      if (!readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=extensionHost')) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch (error) {
      // It has ended meanwhile.
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
  }
  return ticks;
}

function print(figures, lenses) {
  const row = (label, unit, values) =>
    `| ${label} | ${median(values).toFixed(1)} | ${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)} | ${unit} |`;
  const [without, withIt] = figures;
  const added = withIt.strokes.map((ms, i) => ms - without.strokes[i]);
  const table = [
    `| ${rounds} rounds of ${STROKES} keystrokes | median | range | |`,
    '| --- | --- | --- | --- |',
    row('extension host a keystroke, without', 'ms of CPU', without.strokes),
    row('extension host a keystroke, with Understudy', 'ms of CPU', withIt.strokes),
    row('what Understudy adds', 'ms of CPU', added),
    row(`idle for ${IDLE_MS / 1000} s, without`, 'ms of CPU', without.idle),
    row(`idle for ${IDLE_MS / 1000} s, with Understudy`, 'ms of CPU', withIt.idle),
    row('from text to lenses', 'ms', lenses),
  ];
  process.stdout.write(`${table.join('\n')}\n`);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
