import { readFile, realpath } from 'node:fs/promises';
import { UserError, ExitCode } from '../../shared/errors.ts';
import type { Executor } from '../../shared/executor.ts';
import type { Wire } from '../../shared/values.ts';
import { limitError, SandboxProcess, startError } from './process.ts';
import type { ProcessOptions } from './process.ts';

export interface SandboxOptions {
  /** Path of the bundled realm script: a classic script that declares `understudyRealm` with `start` (see `enter`). */
  readonly realmScript: string;
  /** Path of the bundled `child.ts`. */
  readonly processScript: string;
  /** What one call may use, JavaScript heap and buffers together. Default: 1024. */
  readonly memoryMb?: number;
  /** For one call. Default: 10,000. */
  readonly timeoutMs?: number;
  /** The Node.js to run, of the same version as this one. Default: this one, Electron's included. */
  readonly execPath?: string;
  readonly lowPriority?: boolean;
}

/**
 * Runs calls one after the other in a process of its own. `call` rejects with:
 * - `LimitError` when time, memory or stack ran out or the process died. With `lost`, everything loaded so far is gone;
 *   the next call starts a new process.
 * - `UserError` when the handler threw one, or returned `{"$error": {message, exitCode, reasons}}`.
 * - `Error` with the handler's message when it threw anything else.
 */
export interface Sandbox extends Executor {
  /** Of the process running now, if there is one. */
  readonly pid: number | undefined;
}

/**
 * Starts the process and waits until its realm answers. The process dies with this one, however that ends.
 * @throws {UserError} when there is no such process to be had. @throws {Error} when the realm script fails.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { memoryMb = 1024, timeoutMs = 10_000, execPath = process.execPath, lowPriority = false } = options;
  // The permission to read the script is for its real path.
  const script = await realpath(options.processScript);
  const realm = await readFile(options.realmScript, 'utf8');
  const sandbox = new ProcessSandbox({ script, execPath, lowPriority }, realm, { memoryMb, timeoutMs });
  await sandbox.start();
  return sandbox;
}

class ProcessSandbox implements Sandbox {
  readonly #options: ProcessOptions;
  readonly #realm: string;
  readonly #limits: { readonly memoryMb: number; readonly timeoutMs: number };
  #process: SandboxProcess | null = null;
  /** Ends, without a value or an error, when the last call queued has. */
  #queue: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor(options: ProcessOptions, realm: string, limits: { memoryMb: number; timeoutMs: number }) {
    this.#options = options;
    this.#realm = realm;
    this.#limits = limits;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async call(method: string, payload: Wire, { timeoutMs = this.#limits.timeoutMs } = {}): Promise<Wire> {
    const json = JSON.stringify(payload);
    const answer = this.#queue.then(() => this.#perform(method, json, timeoutMs));
    this.#queue = answer.catch(() => {});
    return answer;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const process = this.#process;
    process?.kill();
    await process?.exited;
  }

  /** Starts a process unless one is there. */
  async start(): Promise<SandboxProcess> {
    if (this.#process) return this.#process;
    const started = new SandboxProcess(this.#options);
    this.#process = started;
    const reply = await started.request({ type: 'start', realm: this.#realm, memoryMb: this.#limits.memoryMb });
    if (reply.type !== 'ready') {
      await this.#drop(started);
      this.#checkOpen();
      throw startError(reply);
    }
    return started;
  }

  async #perform(method: string, json: string, timeoutMs: number): Promise<Wire> {
    this.#checkOpen();
    // A process that died between two calls is still here: the call then learns that what was loaded is lost.
    const process = await this.start();
    const reply = await process.request({ type: 'call', method, json, timeoutMs });
    this.#checkOpen();
    switch (reply.type) {
      case 'result':
        return result(reply.json);
      case 'limit':
        if (reply.lost) await this.#drop(process);
        throw limitError(reply, timeoutMs, this.#limits.memoryMb);
      case 'failed':
        throw new Error(reply.message);
      case 'ready':
        throw new Error('The sandbox answered a call as if it had been started.');
    }
  }

  #checkOpen(): void {
    if (this.#disposed) throw new Error('The sandbox was closed before the call had ended.');
  }

  async #drop(process: SandboxProcess): Promise<void> {
    if (this.#process === process) this.#process = null;
    process.kill();
    await process.exited;
  }
}

function result(json: string): Wire {
  const value = JSON.parse(json) as Wire;
  if (value === null || typeof value !== 'object' || !('$error' in value)) return value;
  const { message, exitCode, reasons } = value.$error as unknown as Partial<UserError>;
  throw new UserError(String(message), exitCode ?? ExitCode.usage, reasons ?? []);
}
