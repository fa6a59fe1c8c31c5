import type { CompareEvent, Comparison } from './comparison.ts';
import type { LearnEvent } from './events.ts';
import type { Listing } from './listing.ts';
import type { StepsOf } from './program.ts';
import type { Replay, Window } from './replay.ts';
import type { CheckReport, FunctionReport, NetworkKind, Reason, SpecReport } from './report.ts';
import type { Wire } from './values.ts';

/** How a function is to be learned; the same options as those of the command line. */
export interface LearnSettings {
  readonly network: NetworkKind;
  /** How closely the machine watches a run; other networks see calls and answers alone. */
  readonly steps: StepsOf;
  /** Path of a module of the user's own that makes the inputs; null where they are inferred. */
  readonly generator: string | null;
  readonly seed: number;
  /** Seconds. */
  readonly budget: number;
  readonly trainSize: number;
  readonly sizes: readonly number[];
  /** Fresh inputs a size. */
  readonly runs: number;
  readonly guess: boolean;
  /** Seconds that one call may take. */
  readonly timeout: number;
}

/** What an engine process can be asked: by kind, the request and its result. A process does one job and exits. */
export interface Jobs {
  analyze: [{ readonly file: string }, readonly FunctionReport[]];
  learn: [
    {
      readonly target: string;
      readonly out: string;
      readonly settings: LearnSettings;
      /** Inputs to learn from besides those that are drawn. */
      readonly examples: readonly (readonly Wire[])[];
    },
    LearnResult,
  ];
  /** Learns with several networks, by the names of `CONTENDERS`, with as many seeds, beginning at that of the settings. */
  compare: [
    {
      readonly target: string;
      readonly networks: readonly string[];
      readonly seeds: number;
      readonly settings: LearnSettings;
    },
    Comparison,
  ];
  /** The CLRS specification. `loop`: the line of the loop at which hints are sampled; null for the one that moves most. */
  specify: [{ readonly target: string; readonly settings: LearnSettings; readonly loop: number | null }, SpecReport];
  check: [{ readonly model: string; readonly target: string; readonly settings: LearnSettings }, CheckReport];
  /** What a text that may not be saved yet says. */
  pseudocode: [{ readonly file: string; readonly text: string; readonly isPlain: boolean }, PseudocodeReport];
  replay: [
    {
      readonly model: string;
      readonly target: string;
      readonly input: readonly Wire[];
      readonly windows: readonly Window[];
      readonly around: number;
      readonly timeout: number;
    },
    Replay,
  ];
  export: [{ readonly model: string; readonly out: string; readonly guess: boolean }, null];
}

/** Pseudocode as it was read; places are offsets in the text. Of plain text that is no algorithm nothing is told. */
export interface PseudocodeReport {
  readonly typescript: string;
  readonly functions: readonly {
    readonly name: string;
    readonly start: number;
    readonly end: number;
    readonly nameStart: number;
    readonly nameEnd: number;
  }[];
  readonly problems: readonly Reason[];
  readonly notes: readonly Reason[];
  /** The TypeScript of a line of the text, lines counted from 1. */
  readonly lines: readonly { readonly line: number; readonly typescript: string }[];
  /** Blocks and branches that take more than a line: their first and last lines, counted from 1. */
  readonly folds: readonly { readonly start: number; readonly end: number }[];
}

export type JobKind = keyof Jobs;

/** What is told while a job goes on. */
export type JobEvent<K extends JobKind> = K extends 'learn' ? LearnEvent : K extends 'compare' ? CompareEvent : never;

export interface LearnResult {
  readonly report: CheckReport;
  readonly listing: Listing;
  /** As it was when it was learned. */
  readonly pieces: readonly SourcePiece[];
}

/** Source that a function is made of besides its own text, as whole lines. */
export interface SourcePiece {
  readonly file: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The one job of an engine process. */
export type Job = { readonly [K in JobKind]: { readonly kind: K; readonly request: Jobs[K][0] } }[JobKind];

/** To the engine: its job, then when to stand still and when to go on. To be told to stop, it is killed. */
export type EngineRequest = Job | { readonly kind: 'pause' } | { readonly kind: 'resume' };

/** A failure as it is told: `expected` for what a person can act on, the rest are defects. */
export interface JobFailure {
  readonly message: string;
  readonly expected: boolean;
  readonly reasons: readonly Reason[];
  readonly stack: string;
}

/** From the engine: any number of events, then a result or a failure. */
export type EngineMessage =
  | { readonly type: 'event'; readonly event: JobEvent<JobKind> }
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'failure'; readonly failure: JobFailure };
