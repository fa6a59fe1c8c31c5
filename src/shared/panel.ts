import type { Comparison } from './comparison.ts';
import type { Counterexample } from './events.ts';
import type { LearnSettings, SourcePiece } from './jobs.ts';
import type { Listing } from './listing.ts';
import type { Replay } from './replay.ts';
import type { CheckReport, Reason, SizeResult, SpecReport } from './report.ts';
import type { Range } from './range.ts';
import type { Wire } from './values.ts';

/** `interrupted`: the window was closed while it was learned, and it may not go on by itself. */
export type Phase =
  'waiting' | 'learning' | 'measuring' | 'checking' | 'comparing' | 'done' | 'failed' | 'cancelled' | 'interrupted';

/** One measurement of the loss curve; `iteration` goes on over the rounds. */
export interface CurvePoint {
  readonly iteration: number;
  readonly round: number;
  readonly loss: number;
  /** Share of visits whose value the network's choice gives, 0 to 1; null where it was not measured. */
  readonly accuracy: number | null;
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
  /** Whether the work stands still until it is told to go on. */
  readonly paused: boolean;
  /** How it was learned, … */
  readonly settings: LearnSettings;
  /** … and how it is to be learned next. */
  readonly wanted: LearnSettings;
  /** It was taken up again by itself after a reload of the window. */
  readonly resumed: boolean;
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
  /** The line of its file at which that text begins, from 1; unknown of what an earlier version learned. */
  readonly line?: number | undefined;
  /** What it was made of besides that text; unknown of what an earlier version learned. */
  readonly pieces?: readonly SourcePiece[] | undefined;
  /** What a check of the edited function found; null while the function is as it was learned. */
  readonly recheck: CheckReport | null;
  /** Networks side by side on this function; null until that was asked for. */
  readonly comparison: ComparisonState | null;
}

export interface ComparisonState {
  readonly state: 'running' | 'done' | 'stopped';
  /** What goes on, in a few words; '' when nothing does. */
  readonly doing: string;
  /** As far as it goes; null before the first network was measured. */
  readonly result: Comparison | null;
  /** The function's text that was compared. */
  readonly text: string;
}

export interface PanelState {
  readonly current: LearnedFunction | null;
  /** All to switch to, by names that tell them apart. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly trusted: boolean;
  readonly replay: ReplayState;
  readonly specification: SpecificationState;
}

export type ReplayState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly input: readonly Wire[] }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly replay: Replay };

export type SpecificationState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly report: SpecReport };

/** From the editor to the panel: always the whole state, so that nothing can be out of step. */
export interface PanelUpdate {
  readonly type: 'state';
  readonly state: PanelState;
}

/** From the panel to the editor. */
export type PanelRequest =
  /** The panel has loaded and has nothing to show. */
  | { readonly type: 'ready' }
  /** As it is wanted. */
  | { readonly type: 'learn'; readonly id: string }
  /** How it is to be learned next. */
  | { readonly type: 'configure'; readonly id: string; readonly wanted: LearnSettings }
  /** Asks the user for a module that makes inputs. */
  | { readonly type: 'chooseGenerator'; readonly id: string }
  /** Learns with several networks, by the names of `CONTENDERS`. */
  | { readonly type: 'compare'; readonly id: string; readonly networks: readonly string[]; readonly seeds: number }
  | { readonly type: 'saveComparison'; readonly id: string; readonly format: 'svg' | 'html' }
  /** Infers the CLRS specification; `loop`: the line of the loop that is followed, null for the one that moves most. */
  | { readonly type: 'specify'; readonly id: string; readonly loop: number | null }
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
