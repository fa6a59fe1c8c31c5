import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stores, type Place } from '../../../src/extension/learning/stores.ts';
import { learned } from './learned.ts';

describe('learned functions of a workspace with several folders', () => {
  let root: string, one: Place, two: Place, stores: Stores;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'understudy-stores-'));
    const place = (name: string): Place => ({
      folder: path.join(root, name, '.understudy'),
      base: path.join(root, name),
    });
    [one, two] = [place('one'), place('two')];
    stores = new Stores(() => [one, two]);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function made({ base }: Place): ReturnType<typeof learned> {
    const file = path.join(base, 'f.ts');
    return learned({ file, id: stores.idOf(file, 'f') });
  }

  it('are kept each in the folder of its file, under the id they have where that folder is open by itself', async () => {
    const [a, b] = [made(one), made(two)];
    assert.notEqual(a.id, b.id);
    await stores.save(a);
    await stores.save(b);
    assert.deepEqual(readdirSync(one.folder), readdirSync(two.folder));
    assert.match(readFileSync(path.join(two.folder, `${a.id}.json`), 'utf8'), /"file":"f.ts"/);
    assert.deepEqual(await stores.load(), [a, b]);
    const alone = new Stores(() => [two]);
    assert.deepEqual(await alone.load(), [{ ...b, id: alone.idOf(b.file, 'f') }]);
    await stores.remove(b.id);
    assert.deepEqual(await stores.load(), [a]);
  });

  it('note what is begun in the same place', async () => {
    const b = made(two);
    await stores.begin(b);
    assert.deepEqual(await stores.loadUnfinished(), [b]);
    await stores.end(b.id);
    assert.deepEqual(await stores.loadUnfinished(), []);
  });

  it('follow their file from one folder into another, model and all', async () => {
    const a = made(one);
    await stores.save(a);
    mkdirSync(stores.modelFolder(a.id), { recursive: true });
    writeFileSync(path.join(stores.modelFolder(a.id), 'model.json'), '{}');
    const moved = await stores.move(a, path.join(two.base, 'g.ts'));
    assert.equal(moved.id, stores.idOf(moved.file, 'f'));
    assert.deepEqual(await stores.load(), [moved]);
    assert.ok(existsSync(path.join(stores.modelFolder(moved.id), 'model.json')));
    assert.equal(path.dirname(stores.modelFolder(moved.id)), two.folder);
    assert.deepEqual(readdirSync(one.folder), []);
  });

  it('go to the innermost folder where one is inside another, and to the first where they are in none', () => {
    const inner: Place = { folder: path.join(one.base, 'in', '.understudy'), base: path.join(one.base, 'in') };
    const nested = new Stores(() => [one, inner]);
    const folderOf = (file: string): string => path.dirname(nested.modelFolder(nested.idOf(file, 'f')));
    assert.equal(folderOf(path.join(inner.base, 'f.ts')), inner.folder);
    assert.equal(folderOf(path.join(one.base, 'f.ts')), one.folder);
    assert.equal(folderOf('/elsewhere/f.ts'), one.folder);
  });
});
