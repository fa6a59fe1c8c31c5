import type { Counterexample } from './events.ts';
import type { LearnSettings } from './jobs.ts';
import type { Listing } from './listing.ts';
import type { Replay } from './replay.ts';
import type { CheckReport, Reason, SizeResult } from './report.ts';
import type { Range } from './range.ts';
import type { Wire } from './values.ts';

export type Phase = 'waiting' | 'learning' | 'measuring' | 'checking' | 'done' | 'failed' | 'cancelled';

/** One measurement of the loss curve; `iteration` goes on over the rounds. */
export interface CurvePoint {
  readonly iteration: number;
  readonly round: number;
  readonly loss: number;
  /** Share of visits whose value the network's choice gives, 0 to 1. */
  readonly accuracy: number;
}

/** What happened in a run, in an order that can be read afterwards. */
export type StoryEntry =
  | {
      readonly kind: 'traced';
      readonly traces: number;
      readonly steps: number;
      readonly informative: number;
      readonly inputs: readonly (readonly Wire[])[];
    }
  | {
      readonly kind: 'trained';
      readonly round: number;
      readonly iterations: number;
      readonly loss: number;
      readonly accuracy: number;
      readonly choices: number;
      readonly only: number;
    }
  | {
      readonly kind: 'compared';
      readonly round: number;
      readonly runs: number;
      readonly refused: number;
      readonly wrong: number;
      readonly counterexamples: readonly Counterexample[];
    };

/** A function that is learned, was learned, or could not be. It is what is stored, and all that the panel shows. */
export interface LearnedFunction {
  /** Stays the same when it is learned again. */
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly phase: Phase;
  /** 0 to 1. */
  readonly progress: number;
  /** Whether learning stands still until it is told to go on. Only while `phase` is `learning` or `measuring`. */
  readonly paused: boolean;
  readonly settings: LearnSettings;
  /** Inputs the user asked it to learn from. */
  readonly examples: readonly (readonly Wire[])[];
  /** Milliseconds since 1970; null while it goes on. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly curve: readonly CurvePoint[];
  readonly story: readonly StoryEntry[];
  readonly sizes: readonly SizeResult[];
  /** The size that is being measured. */
  readonly measuring: number | null;
  readonly report: CheckReport | null;
  readonly listing: Listing | null;
  readonly failure: { readonly message: string; readonly reasons: readonly Reason[] } | null;
  /** The function's text when it was learned, without its surroundings; '' before. */
  readonly text: string;
  /** What a check of the edited function found; null while the function is as it was learned. */
  readonly recheck: CheckReport | null;
}

export interface PanelState {
  readonly current: LearnedFunction | null;
  /** Others to switch to. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly trusted: boolean;
  readonly replay: ReplayState;
}

export type ReplayState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly input: readonly Wire[] }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly replay: Replay };

/** From the editor to the panel: always the whole state, so that nothing can be out of step. */
export interface PanelUpdate {
  readonly type: 'state';
  readonly state: PanelState;
}

/** From the panel to the editor. */
export type PanelRequest =
  /** The panel has loaded and has nothing to show. */
  | { readonly type: 'ready' }
  | { readonly type: 'learn'; readonly id: string; readonly settings: LearnSettings }
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'pause'; readonly id: string }
  | { readonly type: 'resume'; readonly id: string }
  | { readonly type: 'reset'; readonly id: string }
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'reveal'; readonly range: Range }
  | { readonly type: 'replay'; readonly id: string; readonly input: readonly Wire[] }
  /** Steps that were not recorded yet. */
  | { readonly type: 'window'; readonly id: string; readonly from: number }
  /** Lights the line that the player stands at; null puts it out. */
  | { readonly type: 'light'; readonly range: Range | null }
  /** `which`: the divergence's place among those of the report. */
  | { readonly type: 'copyTest'; readonly id: string; readonly which: number }
  | { readonly type: 'trainOn'; readonly id: string; readonly input: readonly Wire[] };
