// What the editor would show in the panel of a function: learned and replayed by the engine itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runEngine } from '../../src/extension/engine/process.ts';
import { applyEvent } from '../../src/extension/learning/progress.ts';

const engine = fileURLToPath(new URL('../../dist/engine.js', import.meta.url));

const SETTINGS = {
  network: 'machine',
  steps: 'expression',
  generator: null,
  seed: 1,
  budget: 60,
  trainSize: 16,
  sizes: [2, 4, 8, 16, 32, 64, 128, 256, 1000],
  runs: 100,
  guess: false,
  timeout: 10,
};

/** Learns a function. @returns {{ states, model, target, remove }} the states on the way, the last one the outcome */
export async function learnFor(file, name, settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-recorded-'));
  const target = `${file}#${name}`;
  const model = join(folder, 'model');
  const states = [fresh(file, name, { ...SETTINGS, ...settings })];
  const request = { target, out: model, settings: states[0].settings, examples: [] };
  const onEvent = (event) => states.push(applyEvent(states.at(-1), event));
  const { report, listing } = await runEngine(engine, 'learn', request, { onEvent });
  const done = { phase: 'done', progress: 1, report, listing, sizes: report.generalisation, finishedAt: 2 };
  states.push({ ...states.at(-1), ...done });
  return { states, model, target, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Compares networks on a learned function. @returns the state with the comparison */
export async function compareFor({ states, target }, networks, seeds, settings) {
  const request = { target, networks, seeds, settings: { ...states[0].settings, ...settings } };
  const result = await runEngine(engine, 'compare', request);
  return { ...states.at(-1), comparison: { state: 'done', doing: '', result, text: states.at(-1).text } };
}

export function specifyFor({ states, target }, loop = null) {
  return runEngine(engine, 'specify', { target, settings: states[0].settings, loop });
}

export function replayFor({ model, target }, input, windows = [{ from: 0, count: 1500 }]) {
  return runEngine(engine, 'replay', { model, target, input, windows, around: 300, timeout: 10 });
}

/** All that a panel shows. */
export function panelState(current, changes = {}) {
  const others = current ? [{ id: current.id, name: current.name }] : [];
  return { current, others, trusted: true, replay: { status: 'none' }, specification: { status: 'none' }, ...changes };
}

function fresh(file, name, settings) {
  const nothing = { report: null, listing: null, failure: null, recheck: null, measuring: null, finishedAt: null };
  const empty = { examples: [], curve: [], story: [], sizes: [], text: '', comparison: null, resumed: false };
  return {
    id: basename(file),
    file,
    name,
    phase: 'learning',
    progress: 0,
    settings,
    wanted: settings,
    startedAt: 1,
    ...nothing,
    ...empty,
  };
}
