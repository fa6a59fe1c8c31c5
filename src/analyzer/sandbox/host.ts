/** What the process gives to the realm in which the user's code runs. Only trusted realm code ever holds it. */
export interface Host {
  /**
   * Runs `fn`, then the promise jobs it left, for at most `ms` milliseconds; says whether it ended or ran out of time.
   * That is time of the processor. Where other programs leave it less, `fn` is stopped and run again from its start with
   * a longer limit of wall time, up to a few times `ms`: so it must be able to begin anew.
   * User code cannot catch the end of its time: neither `catch` nor `finally` runs. The realm's state survives it.
   * What `fn` throws passes through. Calls nest; a limit that reaches past one around it has no effect of its own.
   * A limit costs a thread (a few hundred microseconds), so set one per batch of runs rather than per run.
   */
  limited(ms: number, fn: () => void): 'ok' | 'time';
  /** Milliseconds since some fixed moment, with a fraction. */
  now(): number;
  /**
   * Evaluates script text at the top level of the realm and returns its completion value.
   * `name` is what stack traces call the file. Throws the realm's own SyntaxError, or what the script throws.
   */
  compile(code: string, name: string): unknown;
}

/** How a watched run ended: by itself, after its time, or before it had had the processor for its time. */
export type Ended = 'ok' | 'time' | 'starved';

/** Answers one call: the payload as JSON in, the result as JSON out. */
export type Handler = (method: string, json: string) => string;

/** What a realm script starts with; see `enter`. */
export type RealmEntry = (host: Host) => Handler;

/** The name of the variable that a bundled realm script declares, and that has `start` as a property. */
export const REALM_NAME = 'understudyRealm';

/**
 * The far side of `Host`: functions of the process's own realm. Only strings, numbers and booleans cross, besides
 * `fn` and the result of `run`, which are the realm's own. Anything these functions throw belongs to the process's
 * realm and must not reach user code; `enter` sees to that.
 */
export interface RawHost {
  /** Tells errors of the process's realm from those of user code. */
  readonly errorPrototype: object;
  /** `fn` does not throw. After `starved` the next watch allows for more. */
  watch(ms: number, fn: () => void): Ended;
  now(): number;
  /** Parses a script and keeps it for `run`. Returns what is wrong with it, or an empty string. */
  prepare(code: string, name: string): string;
  /** Runs the script last prepared. Throws what it throws. */
  run(): unknown;
}

/** The first letter of an answer tells how the call ended; the rest is its JSON or message. */
export const Answer = { result: 'r', failed: 'f', stack: 's' } as const;

/** What a bundled realm script exports as `start`. */
export type RawEntry = (raw: RawHost) => Handler;
