import { Worker } from 'node:worker_threads';
import type { LimitKind } from '../../shared/executor.ts';
import { PATIENCE } from './pace.ts';
import type { Begun, Call, Reply, Request, WorkerData } from './protocol.ts';

/**
 * Eight times Node's own: instrumented frames are several times as big as plain ones, and recursion a thousand deep is
 * common. More would only make recursion without end take longer to find out.
 */
const STACK_MB = 8;
const MEMORY_POLL_MS = 20;
/** The worker ends a call by itself when its time is up; after this much more it is taken to be stuck in native code. */
const GRACE_MS = 500;

/**
 * The main thread of the sandbox process. It stays free while user code runs in the worker, so it can watch time and
 * memory, and see at once that the parent has gone. Whenever the worker is of no more use it ends the whole process,
 * by a signal: only that stops a thread inside native code, and only that gives the memory back for certain.
 */
export function supervise(script: string): void {
  let supervisor: Supervisor | null = null;
  process.on('disconnect', die);
  process.on('message', (message: Request) => {
    if (message.type === 'call') supervisor?.call(message);
    else if (!('permission' in process)) refuse();
    else supervisor = new Supervisor(script, message.realm, message.memoryMb);
  });
}

class Supervisor {
  readonly #worker: Worker;
  readonly #limitBytes: number;
  #hard: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(script: string, realm: string, memoryMb: number) {
    this.#limitBytes = process.memoryUsage.rss() + memoryMb * 2 ** 20;
    const workerData: WorkerData = { realm };
    this.#worker = new Worker(script, {
      workerData,
      env: {},
      // Otherwise its output would go to the output of this process.
      stdout: true,
      stderr: true,
      trackUnmanagedFds: false,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, stackSizeMb: STACK_MB },
    });
    this.#worker.on('message', (message: Reply | Begun) => {
      if (message.type === 'begun') this.#limit(message.allowedMs);
      else this.#answer(message);
    });
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      this.#breach(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'exit');
    });
    this.#worker.on('exit', () => this.#breach('exit'));
  }

  call(call: Call): void {
    // Until the worker says what it allows, which it does at once.
    this.#limit(PATIENCE * call.timeoutMs);
    this.#poll = setInterval(() => {
      if (process.memoryUsage.rss() > this.#limitBytes) this.#breach('memory');
    }, MEMORY_POLL_MS);
    this.#worker.postMessage(call);
  }

  #limit(ms: number): void {
    clearTimeout(this.#hard);
    this.#hard = setTimeout(() => this.#breach('time'), ms + GRACE_MS);
  }

  #stopWatching(): void {
    clearTimeout(this.#hard);
    clearInterval(this.#poll);
  }

  #answer(reply: Reply): void {
    this.#stopWatching();
    process.send?.(reply);
  }

  #breach(kind: LimitKind): void {
    this.#stopWatching();
    this.#worker.removeAllListeners();
    const last: Reply = { type: 'limit', kind, lost: true };
    process.send?.(last, die);
  }
}

function refuse(): void {
  const reply: Reply = {
    type: 'failed',
    message: 'This Node.js has no permission model, without which user code is not run: use Node.js 20 or later.',
  };
  process.send?.(reply, die);
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
