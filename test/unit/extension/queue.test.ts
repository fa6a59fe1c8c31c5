import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/extension/engine/process.ts';
import { Queue, type Task } from '../../../src/extension/learning/queue.ts';

/** Something to do that ends when it is told to, and what happened so far. */
class Scripted {
  readonly log: string[] = [];
  private readonly ends = new Map<string, (error?: Error) => void>();

  task(name: string): Task {
    return (signal, onStart) => {
      this.log.push(`${name} begins`);
      onStart((kind) => this.log.push(`${name}: ${kind}`));
      return new Promise((resolve, reject) => {
        this.ends.set(name, (error) => (error ? reject(error) : resolve()));
        signal.addEventListener('abort', () => reject(new CancelledError()));
      });
    };
  }

  end(name: string, error?: Error): void {
    this.ends.get(name)?.(error);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what is done about functions', () => {
  it('is done one after the other, whether what was before ended well or not', async () => {
    const queue = new Queue();
    const work = new Scripted();
    const first = queue.run('a', work.task('first'));
    const second = queue.run('b', work.task('second'));
    await turn();
    assert.deepEqual(work.log, ['first begins']);
    work.end('first', new Error('broken'));
    await assert.rejects(first, /broken/);
    await turn();
    assert.deepEqual(work.log, ['first begins', 'second begins']);
    assert.deepEqual([queue.has('a'), queue.has('b')], [false, true]);
    work.end('second');
    await second;
  });

  it('does not begin what was cancelled while it waited, and lets go of what was at work', async () => {
    const queue = new Queue();
    const work = new Scripted();
    const runs = ['a', 'b', 'c'].map((id) => queue.run(id, work.task(id)));
    await turn();
    assert.deepEqual([queue.cancel('a'), queue.cancel('b'), queue.cancel('nothing')], [true, true, false]);
    await assert.rejects(runs[0] as Promise<void>, CancelledError);
    await assert.rejects(runs[1] as Promise<void>, CancelledError);
    await turn();
    assert.deepEqual(work.log, ['a begins', 'c begins']);
    queue.stop();
    await assert.rejects(runs[2] as Promise<void>, CancelledError);
  });

  it('asked for again, it begins anew, and the end of the one before is not its end', async () => {
    const queue = new Queue();
    const work = new Scripted();
    const before = queue.run('a', work.task('before'));
    await turn();
    queue.cancel('a');
    const again = queue.run('a', work.task('again'));
    await assert.rejects(before, CancelledError);
    await turn();
    assert.ok(queue.has('a'));
    work.end('again');
    await again;
    assert.ok(!queue.has('a'));
  });

  it('lets others begin while it stands still', async () => {
    const queue = new Queue();
    const work = new Scripted();
    const runs = ['a', 'b'].map((id) => queue.run(id, work.task(id)));
    assert.ok(!queue.pause('b'), 'what has not begun can not be paused');
    await turn();
    assert.ok(queue.pause('a'));
    await turn();
    queue.resume('a');
    assert.deepEqual(work.log, ['a begins', 'a: pause', 'b begins', 'a: resume']);
    for (const id of ['a', 'b']) work.end(id);
    await Promise.all(runs);
  });
});
