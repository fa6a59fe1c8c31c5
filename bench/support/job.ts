import type { Noise } from '../../src/engine/realm/protocol.ts';
import type { Reason, SizeResult } from '../../src/shared/report.ts';

/** A size at which network and function are compared. */
export interface SizeJob {
  readonly size: number;
  readonly runs: number;
  /** No run is begun after this long. */
  readonly boxSeconds: number;
  /** Longest single run. */
  readonly callSeconds: number;
  /** Smaller, if the function itself does not finish a call at this size within a second. */
  readonly fit?: boolean;
}

/** One function to learn and to measure. JSON only: it is sent to another process. */
export interface LearnJob {
  readonly target: string;
  /** Path of a generator; null: inferred. */
  readonly generator: string | null;
  /** Text of a generator to learn from in place of either. */
  readonly generatorText?: string;
  readonly seed: number;
  readonly budget: number;
  readonly trainSize: number;
  readonly guess?: boolean;
  readonly traces?: number;
  readonly maxRounds?: number;
  readonly noise?: Noise;
  /** Fresh inputs on which instrumented and plain function are compared. */
  readonly faithful?: number;
  readonly sizes: readonly SizeJob[];
  /** Measure what the same traces give without the network, too. */
  readonly rivals?: boolean;
  /** Other inputs on which to compare: a name and the text of a generator for each. */
  readonly others?: readonly {
    readonly name: string;
    readonly generatorText: string;
    readonly sizes: readonly SizeJob[];
  }[];
  /** Everything, from reading the source to the last comparison, has to end within this long. */
  readonly limitSeconds: number;
}

export interface LearnedOutcome {
  readonly status: 'learned';
  readonly sizes: readonly SizeResult[];
  /** By name of the rival (see `rivals.ts`). */
  readonly rivals: Readonly<Record<string, readonly SizeResult[]>>;
  readonly others: Readonly<Record<string, readonly SizeResult[]>>;
  readonly parameters: number;
  readonly traces: number;
  readonly rounds: number;
  readonly stopped: 'done' | 'budget';
  readonly trainedAt: number;
  /** Runs of the instrumented function, and how many did not end as the plain one's. */
  readonly faithful: { readonly runs: number; readonly differing: number };
  readonly audit: {
    readonly choices: number;
    readonly only: number;
    readonly ambiguous: number;
    readonly untrained: number;
    readonly conflict: number;
  };
  /** From reading the source to the trained network. */
  readonly learnSeconds: number;
  readonly seconds: number;
  /** Of the worst failure, if there was one: what went wrong and where. */
  readonly failure: {
    readonly kind: string;
    readonly size: number;
    readonly text: string;
    readonly input: string;
  } | null;
}

export interface FailedOutcome {
  /** refused: cannot be imitated (exit 3); failed: any other error; crashed: process or time limit. */
  readonly status: 'refused' | 'failed' | 'crashed';
  readonly message: string;
  readonly reasons: readonly Reason[];
  readonly seconds: number;
}

export type LearnOutcome = LearnedOutcome | FailedOutcome;
