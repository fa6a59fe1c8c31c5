import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../../../src/shared/errors.ts';
import { type Disk, realDisk } from '../../../src/trainer/model/folder.ts';
import { loadModel, type ModelParts, saveModel } from '../../../src/trainer/model/model.ts';

function parts(name: string): ModelParts {
  return {
    createdBy: '0.1.0',
    function: { file: 'sort.ts', name, signature: `${name}(xs: number[]): number[]` },
    source: { sha256: 'a'.repeat(64) },
    network: { kind: 'machine', steps: 'expression' },
    parts: { program: { steps: [{ kind: 'enter' }] }, training: { seed: 1 } },
    tensors: { theta: { shape: [2], data: Float32Array.of(1, name.length) } },
    files: { 'generator.mjs': `export const inputs = () => ['${name}'];\n` },
  };
}

/** Fails at its n-th operation. With `crash` every later operation fails too, as if the process had died there. */
function failing(n: number, code: string, crash: boolean): { disk: Disk; reached: () => boolean } {
  let count = 0;
  const guard =
    <A extends unknown[], R>(name: string, operation: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const at = ++count;
      if (at === n || (crash && at > n)) {
        if (name === 'write') fs.writeFileSync(String(args[0]), 'cut of');
        throw Object.assign(new Error(`${code} at ${name}`), { code });
      }
      return operation(...args);
    };
  const disk: Disk = {
    resolve: realDisk.resolve,
    list: guard('list', realDisk.list),
    read: guard('read', realDisk.read),
    makeDirectory: guard('makeDirectory', realDisk.makeDirectory),
    write: guard('write', realDisk.write),
    sync: guard('sync', realDisk.sync),
    rename: guard('rename', realDisk.rename),
    remove: guard('remove', realDisk.remove),
  };
  return { disk, reached: () => count >= n };
}

describe('model folder', () => {
  let root: string;
  let dir: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-model-'));
    dir = path.join(root, 'models', 'sort');
  });
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  const refused = (message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.exitCode, 2);
    assert.match(error.message, message);
    assert.match(error.message, /^[^\n]*[:,] [^\n]*\.$/);
    return true;
  };

  it('loads what was saved', async () => {
    await saveModel(dir, parts('sort'));
    const { directory, files, ...model } = await loadModel(dir);
    const { files: written, ...expected } = parts('sort');
    assert.equal(fs.realpathSync(directory), fs.realpathSync(dir));
    assert.deepEqual({ ...model, tensors: { ...model.tensors } }, expected);
    assert.equal(files['generator.mjs']?.toString(), written?.['generator.mjs']);
    assert.deepEqual(fs.readdirSync(dir).sort(), ['generator.mjs', 'model.json', 'weights.safetensors']);
  });

  it('writes the same bytes for the same parts', async () => {
    const other = path.join(root, 'other');
    await saveModel(dir, parts('sort'));
    await saveModel(other, parts('sort'));
    for (const file of fs.readdirSync(dir)) {
      assert.deepEqual(fs.readFileSync(path.join(dir, file)), fs.readFileSync(path.join(other, file)));
    }
  });

  it('replaces a model as a whole and leaves nothing beside it', async () => {
    await saveModel(dir, { ...parts('old'), files: { 'old.txt': 'x' } });
    await saveModel(dir, parts('new'));
    assert.equal((await loadModel(dir)).function.name, 'new');
    assert.equal(fs.existsSync(path.join(dir, 'old.txt')), false);
    assert.deepEqual(fs.readdirSync(path.dirname(dir)), ['sort']);
  });

  it('follows a link to the folder', async () => {
    const link = path.join(root, 'link');
    await saveModel(dir, parts('old'));
    fs.symlinkSync(dir, link);
    await saveModel(link, parts('new'));
    assert.equal((await loadModel(dir)).function.name, 'new');
    assert.ok(fs.lstatSync(link).isSymbolicLink());
  });

  it('leaves the old or the new model, complete, wherever it crashes', async () => {
    const left = new Set<string>();
    for (let n = 1; ; n++) {
      await saveModel(dir, parts('old'));
      const { disk, reached } = failing(n, 'EIO', true);
      await saveModel(dir, parts('new'), disk).catch(() => undefined);
      if (!reached()) break;
      const { name } = (await loadModel(dir)).function;
      left.add(name);
      assert.ok(name === 'old' || name === 'new', `after operation ${n}`);
      await saveModel(dir, parts('next'));
      assert.equal((await loadModel(dir)).function.name, 'next');
      assert.deepEqual(fs.readdirSync(path.dirname(dir)), ['sort'], `after operation ${n}`);
    }
    assert.deepEqual([...left], ['old', 'new']);
  });

  for (const code of ['ENOSPC', 'EDQUOT']) {
    it(`keeps the old model on ${code} at any step, and says so`, async () => {
      await saveModel(dir, parts('old'));
      for (let n = 1; ; n++) {
        const { disk, reached } = failing(n, code, false);
        const saving = saveModel(dir, parts('old'), disk);
        if (
          await saving.then(
            () => true,
            () => false,
          )
        ) {
          if (!reached()) break;
          continue;
        }
        await assert.rejects(saving, refused(/free some space/));
        assert.equal((await loadModel(dir)).function.name, 'old');
        assert.deepEqual(fs.readdirSync(path.dirname(dir)), ['sort'], `after operation ${n}`);
      }
    });
  }

  it('removes what a dead process left, not what a live one writes', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    await saveModel(dir, parts('old'));
    fs.mkdirSync(path.join(root, 'models', `.sort.new-${dead}`));
    fs.mkdirSync(path.join(root, 'models', `.sort.new-${process.ppid}`));
    await saveModel(dir, parts('new'));
    assert.deepEqual(fs.readdirSync(path.dirname(dir)).sort(), [`.sort.new-${process.ppid}`, 'sort']);
  });

  it('takes an empty folder and refuses one with something else', async () => {
    fs.mkdirSync(dir, { recursive: true });
    await saveModel(dir, parts('sort'));
    const other = path.join(root, 'other');
    fs.mkdirSync(other);
    fs.writeFileSync(path.join(other, 'thesis.txt'), 'years of work');
    await assert.rejects(saveModel(other, parts('sort')), refused(/is not empty and holds no model/));
    fs.writeFileSync(path.join(other, 'model.json'), '{"format":"layers-model"}');
    await assert.rejects(saveModel(other, parts('sort')), refused(/is not empty and holds no model/));
    assert.equal(fs.readFileSync(path.join(other, 'thesis.txt'), 'utf8'), 'years of work');
  });

  it('refuses a place that is a file or lies below one', async () => {
    const file = path.join(root, 'file');
    fs.writeFileSync(file, 'x');
    await assert.rejects(saveModel(file, parts('sort')), refused(/is a file/));
    await assert.rejects(saveModel(path.join(file, 'model'), parts('sort')), refused(/is a file/));
    assert.equal(fs.readFileSync(file, 'utf8'), 'x');
  });

  it('says when permission is denied', async () => {
    const { disk } = failing(1, 'EACCES', false);
    await assert.rejects(saveModel(dir, parts('sort'), disk), refused(/permission is denied/));
  });

  it('does not write what would not read back', async () => {
    await assert.rejects(saveModel(dir, { ...parts('sort'), parts: { training: { loss: NaN } } }), TypeError);
    await assert.rejects(saveModel(dir, { ...parts('sort'), files: { '../escape': '' } }), TypeError);
    await assert.rejects(saveModel(dir, { ...parts('sort'), files: { 'model.json': '' } }), TypeError);
    assert.equal(fs.existsSync(dir), false);
  });

  describe('that can’t be loaded', () => {
    const inside = (name: string) => path.join(dir, name);
    beforeEach(() => saveModel(dir, parts('sort')));
    const edit = (change: (manifest: Record<string, unknown>) => void) => {
      const manifest = JSON.parse(fs.readFileSync(inside('model.json'), 'utf8')) as Record<string, unknown>;
      change(manifest);
      fs.writeFileSync(inside('model.json'), JSON.stringify(manifest));
    };

    const cases: [string, () => void, RegExp][] = [
      ['no folder', () => fs.rmSync(dir, { recursive: true }), /There is no model in/],
      ['no manifest', () => fs.rmSync(inside('model.json')), /There is no model in/],
      ['a manifest cut off', () => fs.truncateSync(inside('model.json'), 40), /model.json is not JSON/],
      ['JSON of another kind', () => fs.writeFileSync(inside('model.json'), '[]'), /holds no model of Understudy/],
      ['null', () => fs.writeFileSync(inside('model.json'), 'null'), /holds no model of Understudy/],
      ['a missing field', () => edit((m) => delete m['network']), /model.json: network/],
      ['a newer format', () => edit((m) => (m['version'] = 2)), /format version 2 .* update Understudy/],
      ['an unknown version', () => edit((m) => (m['version'] = 'one')), /model.json: version/],
      [
        'a path out of the folder',
        () => edit((m) => (m['files'] = { '../x': { bytes: 0, sha256: 'a'.repeat(64) } })),
        /damaged/,
      ],
      ['no weights', () => fs.rmSync(inside('weights.safetensors')), /weights.safetensors is missing/],
      ['weights cut off', () => fs.truncateSync(inside('weights.safetensors'), 30), /has 30 of \d+ bytes/],
      ['changed weights', () => flip(inside('weights.safetensors')), /was changed since it was written/],
      ['a changed generator', () => flip(inside('generator.mjs')), /generator.mjs was changed/],
      ['weights without a checksum', () => edit((m) => (m['files'] = {})), /weights.safetensors is missing/],
    ];
    for (const [name, break_, message] of cases) {
      it(`says why: ${name}`, async () => {
        break_();
        await assert.rejects(loadModel(dir), refused(message));
      });
    }

    it('is replaced all the same', async () => {
      fs.truncateSync(inside('weights.safetensors'), 30);
      edit((m) => (m['version'] = 7));
      await saveModel(dir, parts('new'));
      assert.equal((await loadModel(dir)).function.name, 'new');
    });
  });
});

function flip(file: string): void {
  const bytes = fs.readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
}
