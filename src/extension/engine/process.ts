import { fork, type ChildProcess } from 'node:child_process';
import { inTheEditor } from './advice.ts';
import { t } from '../../shared/l10n.ts';
import type { EngineMessage, EngineRequest, JobEvent, JobFailure, JobKind, Jobs } from '../../shared/jobs.ts';

/** The engine could not do a job. `expected`: the message tells a person what to do; else it is a defect. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly failure: JobFailure;
  constructor(failure: JobFailure) {
    const message = inTheEditor(failure.message);
    super(message);
    const reasons = failure.reasons.map(({ range, reason }) => ({ range, reason: inTheEditor(reason) }));
    this.failure = { ...failure, message, reasons };
  }
}

/** The job was called off. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** Has the engine stand still and go on. */
export type Tell = (kind: 'pause' | 'resume') => void;

/** What others have to do with a job that is done. */
export interface JobOptions<K extends JobKind> {
  /** Calls the job off. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: JobEvent<K>) => void;
  /** Called once the process is there. */
  readonly onStart?: (tell: Tell) => void;
}

/**
 * Starts an engine process for one job. It ends with its job, with `signal`, and with the process that started it: the
 * engine exits when its channel closes.
 * @throws {EngineError} what the engine answers, and when it dies without an answer
 * @throws {CancelledError} after `signal`
 */
export function runEngine<K extends JobKind>(
  script: string,
  kind: K,
  request: Jobs[K][0],
  { signal, onEvent, onStart }: JobOptions<K> = {},
): Promise<Jobs[K][1]> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new CancelledError());
      return;
    }
    const child = fork(script, [], { execArgv: [], env: environment(), stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const lastWords = collect(child);
    let settled = false;
    const settle = (end: () => void): void => {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', cancel);
      end();
    };
    const cancel = (): void => {
      child.kill('SIGKILL');
      settle(() => reject(new CancelledError()));
    };
    signal?.addEventListener('abort', cancel);
    child.on('message', (message: EngineMessage) => {
      if (message.type === 'event') onEvent?.(message.event as JobEvent<K>);
      else if (message.type === 'result') settle(() => resolve(message.result as Jobs[K][1]));
      else settle(() => reject(new EngineError(message.failure)));
    });
    child.on('error', (error) => settle(() => reject(died(t('could not be started: {0}', error.message), ''))));
    child.on('close', (code, ended) =>
      settle(() =>
        reject(died(ended === null ? t('ended with code {0}', code ?? '?') : t('ended with {0}', ended), lastWords())),
      ),
    );
    const job: { readonly kind: K; readonly request: Jobs[K][0] } = { kind, request };
    child.send(job, (error) => {
      if (error) settle(() => reject(died(t('took no job'), lastWords())));
    });
    // A process that has just ended hears nothing, and need not.
    onStart?.((told) => child.connected && child.send({ kind: told } satisfies EngineRequest, () => undefined));
  });
}

function died(how: string, output: string): EngineError {
  const message = t('The engine {0} before it had an answer: try again, with smaller inputs if it recurs.', how);
  return new EngineError({ message, expected: true, reasons: [], stack: output });
}

/** In the editor's own program the engine has to be told to be Node. */
function environment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env['NODE_OPTIONS'];
  return process.versions['electron'] === undefined ? env : { ...env, ELECTRON_RUN_AS_NODE: '1' };
}

/** The last of what a process writes to standard error. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4000)));
  return () => text;
}
