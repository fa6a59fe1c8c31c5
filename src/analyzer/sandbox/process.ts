import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { LimitError } from '../../shared/executor.ts';
import { UserError, ExitCode } from '../../shared/errors.ts';
import type { Reply, Request } from './protocol.ts';

export interface ProcessOptions {
  readonly script: string;
  readonly execPath: string;
  readonly lowPriority: boolean;
}

/** Signals and codes by which V8 ends a process that asks for more memory than it can have. */
const OUT_OF_MEMORY = new Set<NodeJS.Signals | number | null>(['SIGABRT', 'SIGTRAP', 'SIGILL', 133, 134, 0x80000003]);

/** One process that runs user code. It holds its parent's event loop only while a request is under way. */
export class SandboxProcess {
  readonly pid: number | undefined;
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  #dead: 'memory' | 'exit' | null = null;
  #waiting: { resolve(reply: Reply): void } | null = null;
  /** Whoever waits for `exited` must live to see it, whatever the process still says. */
  #ending = false;

  constructor({ script, execPath, lowPriority }: ProcessOptions) {
    this.#child = spawn(execPath, [...confiningFlags(script), script], {
      env: environment(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.pid = this.#child.pid;
    this.exited = new Promise((resolve) => {
      const end = (why: 'memory' | 'exit'): void => {
        this.#dead = why;
        this.#settle({ type: 'limit', kind: why, lost: true });
        resolve();
      };
      this.#child.on('exit', (code, signal) => {
        const why = OUT_OF_MEMORY.has(signal ?? code) ? 'memory' : 'exit';
        // Its last words may still be in the channel.
        if (this.#child.connected) this.#child.once('disconnect', () => end(why));
        else end(why);
      });
      // An error when it could not be started, or when a message could not be sent because it is gone.
      this.#child.on('error', () => {
        this.kill();
        if (this.pid === undefined) end('exit');
      });
    });
    this.#child.on('message', (reply: Reply) => this.#settle(reply));
    if (lowPriority) this.#lowerPriority();
    this.#hold(false);
  }

  /** Sends a request and waits for its reply; one at a time. A process that dies has replied that its state is lost. */
  request(request: Request): Promise<Reply> {
    if (this.#dead) return Promise.resolve({ type: 'limit', kind: this.#dead, lost: true });
    return new Promise((resolve) => {
      this.#waiting = { resolve };
      this.#hold(true);
      // A failure to send is reported by the `error` or `exit` event.
      this.#child.send(request, () => {});
    });
  }

  kill(): void {
    this.#ending = true;
    this.#hold(true);
    this.#child.kill('SIGKILL');
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (!waiting) return;
    this.#hold(false);
    waiting.resolve(reply);
  }

  #hold(on: boolean): void {
    const { channel } = this.#child;
    if (on || this.#ending) {
      this.#child.ref();
      channel?.ref();
    } else {
      this.#child.unref();
      channel?.unref();
    }
  }

  #lowerPriority(): void {
    if (this.pid === undefined) return;
    try {
      setPriority(this.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Some systems do not let a process do that; it runs at normal priority then.
    }
  }
}

/**
 * Files, child processes and addons are denied, but for the script itself; the supervisor may start its worker. Code
 * from strings is off in Node's realms (the user's realm has a setting of its own). Without `--experimental-vm-modules`
 * a refused `import()` would hand user code an error object of Node's realm.
 */
function confiningFlags(script: string): string[] {
  const stable = process.allowedNodeEnvironmentFlags.has('--permission');
  return [
    stable ? '--permission' : '--experimental-permission',
    `--allow-fs-read=${script}`,
    '--allow-worker',
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--experimental-vm-modules',
    '--unhandled-rejections=none',
    '--no-warnings',
  ];
}

/** Nothing of the user's environment; Windows cannot start a process without `SystemRoot`. */
function environment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return {
    ...(process.platform === 'win32' && { SystemRoot }),
    ...(process.versions['electron'] !== undefined && { ELECTRON_RUN_AS_NODE: '1' }),
  };
}

/** The sentence for a reply by which a process ended a call, or for its refusal to start. */
export function limitError(reply: Reply & { type: 'limit' }, timeoutMs: number, memoryMb: number): LimitError {
  return new LimitError(reply.kind, sentence(reply, timeoutMs, memoryMb), reply.lost);
}

function sentence({ kind, lost }: Reply & { type: 'limit' }, timeoutMs: number, memoryMb: number): string {
  switch (kind) {
    case 'time': {
      const where = lost ? ', inside a built-in function that cannot be interrupted' : '';
      return `One call took over ${timeoutMs / 1000} s${where}: allow more time (--timeout), or give it smaller inputs.`;
    }
    case 'memory':
      return `One call needed over ${memoryMb} MB of memory: give it smaller inputs, or look for a structure that keeps growing.`;
    case 'stack':
      return 'One call recursed until the stack was full: check where the recursion ends, or give it smaller inputs.';
    case 'exit':
      return 'The process that runs your code ended unexpectedly: try again, and if it recurs, leave out the last input.';
  }
}

export function startError(reply: Reply): Error {
  if (reply.type === 'failed') return new Error(reply.message);
  return new UserError(
    'The sandbox process could not be started: check that Node.js is version 20.18 or later.',
    ExitCode.engine,
  );
}
