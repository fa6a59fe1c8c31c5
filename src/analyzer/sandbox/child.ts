/** Entry point of the sandbox process, and of the worker thread in it, which is started from the same file. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { WorkerData } from './protocol.ts';
import { supervise } from './supervisor.ts';
import { work } from './worker.ts';

if (isMainThread) supervise(process.argv[1] as string);
else if (parentPort) work(parentPort, workerData as WorkerData);
