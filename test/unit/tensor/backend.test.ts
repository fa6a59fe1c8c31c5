import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { UserError } from '../../../src/shared/errors.ts';
import { selectBackend } from '../../../src/trainer/tensor/backend.ts';

describe('selectBackend', () => {
  const missing = () =>
    Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }));

  it('falls back to wasm where the native library is not installed', async () => {
    const { name, tf } = await selectBackend(undefined, { load: missing });
    assert.equal(name, 'wasm');
    assert.equal(tf.getBackend(), 'wasm');
    assert.deepEqual([...tf.add(tf.tensor1d([1, 2]), tf.tensor1d([3, 4])).dataSync()], [4, 6]);
  });

  it('falls back to wasm where the native library breaks', async () => {
    const broken = () => Promise.reject(new TypeError('(0 , util_1.isNullOrUndefined) is not a function'));
    assert.equal((await selectBackend(undefined, { load: broken })).name, 'wasm');
  });

  it('does not ask for the native library when wasm is forced', async () => {
    assert.equal((await selectBackend('wasm', { load: () => assert.fail() })).name, 'wasm');
  });

  const cases: [string, () => Promise<unknown>, RegExp][] = [
    [
      'is not installed',
      missing,
      /is not installed: run "npm install @tensorflow\/tfjs-node", or drop --backend tensorflow/,
    ],
    ['does not load', () => Promise.reject(new Error('no binding')), /does not load on Node v\d/],
    ['does not register itself', () => Promise.resolve({}), /does not start/],
  ];
  for (const [name, load, message] of cases) {
    it(`says what to do when the native library is forced and ${name}`, async () => {
      await assert.rejects(selectBackend('tensorflow', { load }), (error) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.exitCode, 2);
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('leaves no listeners on the process', () => {
    const module = new URL('../../../src/trainer/tensor/backend.ts', import.meta.url).href;
    const program = `
      const { selectBackend } = await import(${JSON.stringify(module)});
      const count = () => process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
      const before = count();
      await selectBackend('wasm');
      process.stdout.write(String(count() - before));`;
    const options = ['--import', 'tsx', '--input-type=module', '--eval', program];
    assert.equal(execFileSync(process.execPath, options, { encoding: 'utf8' }), '0');
  });
});
