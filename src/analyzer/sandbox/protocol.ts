import type { LimitKind } from '../../shared/executor.ts';

/** From the parent to the supervisor, which passes `call` on to its worker. One message at a time is answered. */
export type Request = { readonly type: 'start'; readonly realm: string; readonly memoryMb: number } | Call;

export interface Call {
  readonly type: 'call';
  readonly method: string;
  readonly json: string;
  readonly timeoutMs: number;
}

/** From the worker to the supervisor, and from there to the parent. */
export type Reply =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly json: string }
  /** The handler threw, or the realm script did. */
  | { readonly type: 'failed'; readonly message: string }
  /** With `lost`, the process ends right after. */
  | { readonly type: 'limit'; readonly kind: LimitKind; readonly lost: boolean };

/** From the worker to the supervisor, before it begins a call: the wall time after which it ends the call by itself. */
export interface Begun {
  readonly type: 'begun';
  readonly allowedMs: number;
}

/** What the worker is created with. */
export interface WorkerData {
  readonly realm: string;
}
