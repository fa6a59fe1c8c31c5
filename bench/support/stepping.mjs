// Run by speed.ts in a process of its own: steps through one call of insertion sort with V8's debugger, from a second
// thread, and prints as JSON how often it paused and how long that took. No values are read, which would only add to it.
import { once } from 'node:events';
import inspector from 'node:inspector';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) await debuggee(Number(process.argv[2]));
else stepThrough(new Int32Array(workerData));

async function debuggee(size) {
  const { insertionSort } = await import('../../examples/insertion-sort.ts');
  const ended = new SharedArrayBuffer(4);
  const worker = new Worker(new URL(import.meta.url), { workerData: ended, execArgv: [] });
  await once(worker, 'message');
  const input = Array.from({ length: size }, (_, i) => (i * 37) % 101);
  const started = performance.now();
  insertionSort(input);
  Atomics.store(new Int32Array(ended), 0, 1);
  const seconds = (performance.now() - started) / 1000;
  worker.postMessage('how many');
  const [pauses] = await once(worker, 'message');
  await worker.terminate();
  process.stdout.write(JSON.stringify({ pauses, seconds }));
}

/** @param {Int32Array} ended holds 1 once the call is over */
function stepThrough(ended) {
  const session = new inspector.Session();
  let pauses = 0;
  session.connectToMainThread();
  session.on('Debugger.paused', () => {
    pauses++;
    session.post(Atomics.load(ended, 0) === 1 ? 'Debugger.resume' : 'Debugger.stepInto');
  });
  session.post('Debugger.enable', () => {
    session.post('Debugger.pause', () => parentPort?.postMessage('ready'));
  });
  parentPort?.on('message', () => parentPort?.postMessage(pauses));
}
