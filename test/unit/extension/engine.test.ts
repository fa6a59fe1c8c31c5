import assert from 'node:assert/strict';
import { fork, execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, EngineError, runEngine } from '../../../src/extension/engine/process.ts';
import { Lane } from '../../../src/extension/engine/lane.ts';
import type { CompareEvent } from '../../../src/shared/comparison.ts';
import type { LearnEvent } from '../../../src/shared/events.ts';
import type { LearnSettings } from '../../../src/shared/jobs.ts';

const ENGINE = path.resolve('dist/engine.js');
const SETTINGS: LearnSettings = {
  network: 'machine',
  steps: 'expression',
  generator: null,
  seed: 1,
  budget: 30,
  trainSize: 8,
  sizes: [8, 32],
  runs: 20,
  guess: false,
  timeout: 10,
};

describe('the engine as a process', function () {
  this.timeout(60_000);
  let folder: string;
  before(function () {
    if (!existsSync(ENGINE)) throw new Error('There is no dist/engine.js: run `npm run build` first.');
  });
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'understudy-engine-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function learn(options: Parameters<typeof runEngine<'learn'>>[3] = {}): ReturnType<typeof runEngine<'learn'>> {
    const target = `${path.resolve('examples/insertion-sort.ts')}#insertionSort`;
    return runEngine(
      ENGINE,
      'learn',
      { target, out: path.join(folder, 'm'), settings: SETTINGS, examples: [[[3, 1, 2]]] },
      options,
    );
  }

  it('learns, tells of it, describes what was learned, and is gone', async () => {
    const events: LearnEvent[] = [];
    const { report, listing } = await learn({ onEvent: (event) => events.push(event) });
    assert.equal(
      report.generalisation.every(({ runs, exact }) => runs === exact),
      true,
    );
    const kinds = new Set(events.map(({ kind }) => kind));
    for (const kind of ['traced', 'training', 'decided', 'compared', 'measuring', 'measured'])
      assert.ok(kinds.has(kind as 'traced'), kind);
    const loop = listing[0]?.lines.filter(({ line }) => line === 11).map(({ text }) => text);
    assert.deepEqual(loop, ['while j >= 0 and values[j] > value']);
    await gone();
  });

  it('replays function and network step by step', async () => {
    await learn();
    const target = `${path.resolve('examples/insertion-sort.ts')}#insertionSort`;
    const request = {
      model: path.join(folder, 'm'),
      target,
      input: [[3, 1, 2]],
      windows: [{ from: 0, count: 100 }],
      around: 10,
      timeout: 5,
    };
    const { real, network, parting, indices } = await runEngine(ENGINE, 'replay', request);
    assert.equal(parting, null);
    assert.deepEqual(
      network.steps.map(({ kind, name, value }) => [kind, name, value]),
      real.steps.map(({ kind, name, value }) => [kind, name, value]),
    );
    assert.deepEqual(real.outcome.output, [1, 2, 3]);
    assert.equal(real.total, real.steps.length);
    assert.deepEqual(indices.map(({ name, of, axis }) => [name, of, axis]).sort(), [
      ['i', 'values', 0],
      ['j', 'values', 0],
    ]);
    assert.deepEqual(real.steps[0]?.variables, { values: [3, 1, 2], i: 1 });
  });

  it('learns with a network that answers as a whole, and replays the function beside its answer', async () => {
    const target = `${path.resolve('examples/clrs/minimum.ts')}#minimum`;
    const out = path.join(folder, 'm');
    const settings: LearnSettings = { ...SETTINGS, network: 'transformer', budget: 2, sizes: [4, 8], runs: 5 };
    const { report, listing } = await runEngine(ENGINE, 'learn', { target, out, settings, examples: [] });
    assert.deepEqual([report.network.kind, report.network.steps], ['transformer', null]);
    assert.match(listing[0]?.source[0] ?? '', /^export function minimum/);
    assert.deepEqual(listing[0]?.lines, []);
    const request = {
      model: out,
      target,
      input: [[3, 1, 2]],
      windows: [{ from: 0, count: 100 }],
      around: 10,
      timeout: 5,
    };
    const { real, network, parting } = await runEngine(ENGINE, 'replay', request);
    assert.equal(real.outcome.output, 1);
    assert.equal(real.steps.length > 3, true);
    assert.deepEqual([network.total, network.steps, parting], [0, [], null]);
    assert.equal(network.refused !== null || typeof network.outcome.output === 'number', true);
    await gone();
  });

  it('learns from statements alone, on the inputs of a module of the user’s own', async () => {
    const target = `${path.resolve('examples/insertion-sort.ts')}#insertionSort`;
    const generator = path.join(folder, 'own.mjs');
    writeFileSync(
      generator,
      'export function inputs(size, random) { return [Array.from({ length: size }, () => 1000 + Math.floor(random() * 9))]; }',
    );
    const settings: LearnSettings = { ...SETTINGS, steps: 'statement', generator };
    const told: LearnEvent[] = [];
    const request = { target, out: path.join(folder, 'm'), settings, examples: [] };
    const { report } = await runEngine(ENGINE, 'learn', request, { onEvent: (event) => told.push(event) });
    assert.equal(report.network.steps, 'statement');
    const taught = told.flatMap((event) => (event.kind === 'traced' ? event.taught : []));
    assert.match(JSON.stringify(taught), /^[[\],]*(100\d[[\],]*)+$/);
  });

  it('compares networks, telling how they stand after each training, and goes on where one can not learn', async () => {
    const target = `${path.resolve('examples/insertion-sort.ts')}#insertionSort`;
    const settings: LearnSettings = { ...SETTINGS, budget: 2, sizes: [4, 16], runs: 5 };
    const told: CompareEvent[] = [];
    const request = { target, networks: ['machine', 'transformer'], seeds: 2, settings };
    const comparison = await runEngine(ENGINE, 'compare', request, { onEvent: (event) => told.push(event) });
    const standings = told.flatMap((event) => (event.kind === 'so-far' ? [event.comparison.networks] : []));
    assert.deepEqual(
      standings.map((networks) => networks.map(({ name, runs }) => `${name} ${runs.length}`).join(', ')),
      ['machine 1', 'machine 2', 'machine 2, transformer 1', 'machine 2, transformer 2'],
    );
    assert.deepEqual(comparison.networks, standings.at(-1));
    const doing = new Set(told.flatMap((event) => (event.kind === 'doing' ? [`${event.name} ${event.seed}`] : [])));
    assert.deepEqual([...doing], ['machine 1', 'machine 2', 'transformer 1', 'transformer 2']);
    await gone();
  });

  it('infers a specification, at the loop that is chosen', async () => {
    const target = `${path.resolve('examples/clrs/bellman-ford.ts')}#bellmanFord`;
    const first = await runEngine(ENGINE, 'specify', { target, settings: SETTINGS, loop: null });
    const other = first.cycles.find(({ chosen, range }) => !chosen && range !== null);
    assert.ok(other?.range);
    const loop = other.range.start.line;
    const second = await runEngine(ENGINE, 'specify', { target, settings: SETTINGS, loop });
    assert.equal(second.cycles.find(({ chosen }) => chosen)?.range?.start.line, loop);
    assert.deepEqual(
      second.probes.filter(({ stage }) => stage !== 'hint').map(({ name }) => name),
      first.probes.filter(({ stage }) => stage !== 'hint').map(({ name }) => name),
    );
  });

  it('says in a sentence what a person can do', async () => {
    const request = { file: path.join(folder, 'absent.ts') };
    await assert.rejects(runEngine(ENGINE, 'analyze', request), (error: unknown) => {
      return error instanceof EngineError && error.failure.expected && /absent\.ts/.test(error.message);
    });
  });

  it('ends with its sandbox when it is called off', async () => {
    const controller = new AbortController();
    const learning = learn({ signal: controller.signal, onEvent: () => controller.abort() });
    await assert.rejects(learning, CancelledError);
    await gone();
  });

  it('stands still while it is paused, and then goes on to the same end', async () => {
    const undisturbed = await learn();
    const events: LearnEvent[] = [];
    let tell: ((kind: 'pause' | 'resume') => void) | undefined;
    const learning = learn({
      onStart: (given) => (tell = given),
      onEvent: (event) => {
        events.push(event);
        if (events.length === 1) tell?.('pause');
      },
    });
    await eventually(() => assert.notEqual(events.length, 0));
    // What was under way when it heard of the pause ends first.
    await sleep(1000);
    const until = events.length;
    await sleep(1000);
    assert.equal(events.length, until);
    tell?.('resume');
    const { report } = await learning;
    assert.deepEqual(report.network, undisturbed.report.network);
    assert.ok(report.training.seconds < 1, `counts ${report.training.seconds} s, pause included`);
    await gone();
  });

  it('is reported when it is killed', async () => {
    const learning = learn({ onEvent: () => children(process.pid).forEach((pid) => process.kill(pid, 'SIGKILL')) });
    await assert.rejects(learning, (error: unknown) => error instanceof EngineError && /try again/.test(error.message));
    await gone();
  });

  it('ends when the process that started it dies', async () => {
    const parent: ChildProcess = fork(
      path.resolve('test/fixtures/engine-parent.ts'),
      [ENGINE, path.join(folder, 'm')],
      { execArgv: ['--import', 'tsx'], stdio: 'ignore' },
    );
    const [engine] = await eventually(() => {
      const found = children(parent.pid ?? 0);
      assert.equal(found.length, 1);
      return found;
    });
    parent.kill('SIGKILL');
    await eventually(() => assert.throws(() => process.kill(engine ?? 0, 0)));
  });
});

describe('the extension', () => {
  it('costs under 50 ms to load and activate', () => {
    const ms = Array.from({ length: 3 }, () => Number(execFileSync(process.execPath, ['test/fixtures/activate.cjs'])));
    assert.ok(Math.min(...ms) < 50, `took ${ms.join(', ')} ms`);
  });
});

describe('a lane', () => {
  it('does one thing at a time, in order, and goes on after a failure', async () => {
    const lane = new Lane();
    const done: number[] = [];
    const task = (i: number) => async (): Promise<void> => {
      done.push(i);
      await new Promise((resolve) => setTimeout(resolve, 5 - i));
      done.push(i);
      if (i === 1) throw new Error('one');
    };
    const all = [1, 2, 3].map((i) => lane.run(task(i)));
    assert.equal(lane.length, 3);
    const ended = await Promise.allSettled(all);
    assert.deepEqual(done, [1, 1, 2, 2, 3, 3]);
    assert.deepEqual(
      ended.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
  });

  it('lets the next begin when one gives way', async () => {
    const lane = new Lane();
    let end: () => void = () => undefined;
    const first = lane.run(async (giveWay) => {
      giveWay();
      await new Promise<void>((resolve) => (end = resolve));
      return 1;
    });
    assert.equal(await lane.run(() => Promise.resolve(2)), 2);
    end();
    assert.equal(await first, 1);
  });
});

/** Engine and sandbox processes below a process. */
function children(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => /dist\/(engine\.js|sandbox\.cjs)/.test(line) && Number(line.trim().split(/\s+/)[1]) === pid)
    .map((line) => Number.parseInt(line, 10));
}

function gone(): Promise<void> {
  return eventually(() => assert.deepEqual(children(process.pid), []));
}

async function eventually<T>(check: () => T): Promise<T> {
  for (let left = 600; ; left--) {
    try {
      return check();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
