import type { Wire } from './values.ts';

/** How a call in the sandbox ended other than by an answer. */
export type LimitKind = 'time' | 'memory' | 'stack' | 'exit';

/** The sandbox had to end a call. The sandbox itself can be used again; what was loaded into it may have to be loaded again. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  constructor(
    readonly kind: LimitKind,
    message: string,
    /** Whether everything loaded so far is gone. */
    readonly lost: boolean,
  ) {
    super(message);
  }
}

/** Calls handlers in another realm; arguments and results are wire values or plain JSON. */
export interface Executor {
  call(method: string, payload: Wire, options?: { timeoutMs?: number }): Promise<Wire>;
  dispose(): Promise<void>;
}
