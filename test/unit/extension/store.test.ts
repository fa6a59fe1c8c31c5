import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { idOf, Store } from '../../../src/extension/learning/store.ts';
import { divergence, learned, report } from './learned.ts';

describe('learned functions on disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'understudy-store-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('come back as they were', async () => {
    const store = new Store(path.join(folder, 'models'), '/work');
    const fn = learned({ report: report({ divergence: divergence() }) });
    await store.save(fn);
    assert.deepEqual(await store.load(), [fn]);
  });

  it('hold no place of the machine, so that a shared folder works elsewhere', async () => {
    const fn = learned({ report: report({ divergence: divergence() }) });
    await new Store(folder, '/work').save(fn);
    assert.doesNotMatch(readFileSync(path.join(folder, 'f-1.json'), 'utf8'), /\/work/);
    const [elsewhere] = await new Store(folder, '/home/other').load();
    assert.equal(elsewhere?.file, '/home/other/f.ts');
    assert.equal(elsewhere.report?.divergence?.step?.range?.file, '/home/other/f.ts');
  });

  it('pass over damaged and foreign records', async () => {
    const store = new Store(folder, '/work');
    await store.save(learned());
    writeFileSync(path.join(folder, 'damaged.json'), '{"version":1,');
    writeFileSync(path.join(folder, 'newer.json'), '{"version":99,"fn":{}}');
    assert.equal((await store.load()).length, 1);
  });

  it('are told apart from those that were begun and did not end', async () => {
    const store = new Store(folder, '/work');
    const fn = learned();
    await store.save(fn);
    const begun = learned({ phase: 'waiting', report: null, settings: { ...fn.settings, generator: '/work/own.mjs' } });
    await store.begin(begun);
    assert.deepEqual([await store.load(), await store.loadUnfinished()], [[fn], [begun]]);
    assert.doesNotMatch(readFileSync(path.join(folder, 'f-1.unfinished'), 'utf8'), /\/work/);
    await store.end(fn.id);
    await store.end(fn.id);
    assert.deepEqual([await store.load(), await store.loadUnfinished()], [[fn], []]);
  });

  it('are left to another window that is at work on them, and taken over once it has gone', async () => {
    const store = new Store(folder, '/work');
    await store.begin(learned({ phase: 'waiting', report: null }));
    const file = path.join(folder, 'f-1.unfinished');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      const record = JSON.parse(readFileSync(file, 'utf8')) as object;
      assert.equal((await store.loadUnfinished()).length, 1);
      writeFileSync(file, JSON.stringify({ ...record, by: other.pid }));
      assert.deepEqual(await store.loadUnfinished(), []);
    } finally {
      other.kill();
      await once(other, 'exit');
    }
    assert.equal((await store.loadUnfinished()).length, 1);
  });

  it('leave what was stored as it was, and nothing else, when they can not be written', async () => {
    const store = new Store(folder, '/work');
    await store.save(learned());
    mkdirSync(path.join(folder, 'f-1.json.new'));
    await assert.rejects(store.save(learned({ name: 'g' })), /EISDIR/);
    assert.deepEqual(readdirSync(folder), ['f-1.json']);
    assert.deepEqual(await store.load(), [learned()]);
  });

  it('follow their file, with the model and every place in it', async () => {
    const store = new Store(folder, '/work');
    const fn = learned({ report: report({ divergence: divergence() }) });
    await store.save(fn);
    mkdirSync(store.modelFolder(fn.id));
    writeFileSync(path.join(store.modelFolder(fn.id), 'model.json'), '{}');
    const moved = await store.move(fn, '/work/sub/g.ts');
    assert.equal(moved.id, idOf('/work/sub/g.ts', 'f', '/work'));
    assert.equal(moved.report?.divergence?.step?.range?.file, '/work/sub/g.ts');
    assert.deepEqual(await store.load(), [moved]);
    assert.deepEqual(readdirSync(folder).sort(), [moved.id, `${moved.id}.json`]);
  });

  it('follow their file without a model, if none was made', async () => {
    const store = new Store(folder, '/w');
    const fn = learned({ file: '/w/f.ts', phase: 'failed', report: null });
    await store.save(fn);
    const moved = await store.move(fn, '/w/g.ts');
    assert.deepEqual(await store.load(), [moved]);
  });

  it('are gone when they are removed, also twice', async () => {
    const store = new Store(folder, '/work');
    await store.save(learned());
    await store.remove('f-1');
    await store.remove('f-1');
    assert.deepEqual(await store.load(), []);
  });

  it('have ids that tell files and names apart and are safe as file names', () => {
    const ids = [
      idOf('/w/a.ts', 'f', '/w'),
      idOf('/w/b.ts', 'f', '/w'),
      idOf('/w/a.ts', 'A.f', '/w'),
      idOf('/w/a.ts', 'A-f', '/w'),
    ];
    assert.equal(new Set(ids).size, 4);
    for (const id of ids) assert.match(id, /^[\w-]+$/);
    assert.equal(idOf('/elsewhere/a.ts', 'f', '/elsewhere'), ids[0]);
  });
});
