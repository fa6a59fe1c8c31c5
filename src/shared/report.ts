import type { StepsOf } from './program.ts';
import type { Range } from './range.ts';
import type { Wire } from './values.ts';

/** Why something can't be done, at a place in the source. */
export interface Reason {
  readonly range: Range;
  readonly reason: string;
  /** Where a phrase can be read in several ways: what to write for each. */
  readonly readings?: readonly Reading[];
}

/** What is wrong with an error's `stack`; the end of a sentence about it. */
export const STACK =
  "tells where the code is and who called it, which is not the same everywhere; use the error's message";

/** One way to read a phrase, as a change of the text. */
export interface Reading {
  readonly title: string;
  readonly range: Range;
  readonly text: string;
}

/** What a call did: what it returned or threw, and its arguments afterwards. */
export interface Outcome {
  readonly output: Wire;
  readonly threw: string | null;
  readonly mutated: readonly Wire[];
  /** Index of the argument that was returned itself, or null. */
  readonly sameAs: number | null;
}

export interface InputDescription {
  readonly name: string;
  readonly type: string;
  /** What the generator does with it, in words: "array of integers, length 0 to 16, any order". */
  readonly role: string;
}

export interface FunctionReport {
  readonly name: string;
  readonly range: Range;
  readonly signature: string;
  readonly inputs: readonly InputDescription[];
  readonly steps: number;
  readonly learnable: boolean;
  readonly reasons: readonly Reason[];
}

/** Counts of runs at one size; exact = same result, same throw, same arguments afterwards. */
export interface SizeResult {
  readonly size: number;
  readonly runs: number;
  readonly exact: number;
  readonly refused: number;
  readonly wrong: number;
  /** Runs not counted, because the function itself (or the network) ran into the limit of one run. */
  readonly limited: number;
  readonly seconds: number;
  /** Mean CLRS score of the runs, 0 to 1, where the network has one. */
  readonly score?: number;
}

export interface Divergence {
  readonly input: readonly Wire[];
  readonly expected: Outcome;
  readonly got: Outcome;
  /** Why the network refused; null where it gave a wrong answer. */
  readonly refused: string | null;
  /** Size at which it was found. */
  readonly size: number;
  /** The input that was found, before it was made small; null if it could not be made smaller. */
  readonly shrunkFrom: readonly Wire[] | null;
  readonly step: {
    /** How many steps the runs have in common. */
    readonly index: number;
    readonly range: Range | null;
    readonly name: string;
    readonly expected: Wire;
    readonly got: Wire;
    /** The function's variables before the step. */
    readonly state: readonly { readonly name: string; readonly value: Wire }[];
  } | null;
}

export interface Unknown {
  /** Conditions that came out one way only. */
  readonly branches: readonly { readonly range: Range; readonly seen: 'true' | 'false' }[];
  /** Steps where several readings fit every trace. */
  readonly ambiguous: readonly { readonly range: Range; readonly choices: readonly string[] }[];
  readonly missing: readonly { readonly range: Range; readonly reason: string }[];
}

/** Readings that say no more than another one: only values of different types, or bigints, tell them apart. */
const SAME: Readonly<Record<string, string>> = { 'x == y': 'x === y', 'x != y': 'x !== y', numeric: '+x' };

/** Of the readings of an ambiguous step those that a person has to be told of; where that is but one, there is nothing to tell. */
export function tellable(choices: readonly string[]): readonly string[] {
  return choices.filter((choice) => !choices.includes(SAME[choice] ?? ''));
}

/** Counts of a network's choices by what elimination says of them. */
export interface Audit {
  readonly choices: number;
  readonly only: number;
  readonly ambiguous: number;
  readonly untrained: number;
  readonly conflict: number;
}

/** `machine` runs learned steps; the others are there to compare with and answer calls as a whole. */
export type NetworkKind = 'machine' | 'mpnn' | 'transformer';

/** What a check finds. */
export interface CheckReport {
  readonly function: { readonly file: string; readonly name: string; readonly signature: string };
  readonly network: {
    readonly kind: NetworkKind;
    readonly parameters: number;
    /** What it was shown of the function's runs; null for a network that takes no steps of the function's. */
    readonly steps: StepsOf | null;
    /** How the network's choices stand to elimination (the audit); null for a network that makes no choices of steps. */
    readonly audit: Audit | null;
    /** Of `mpnn`: whether it goes from hint to hint; else it answers after a few rounds of messages. */
    readonly hints?: boolean;
  };
  readonly training: {
    readonly seed: number;
    readonly traces: number;
    readonly transitions: number;
    readonly rounds: number;
    readonly seconds: number;
    readonly backend: string;
    readonly stopped: 'done' | 'budget';
    /** Steps of gradient descent; absent where they are few and fixed. */
    readonly iterations?: number;
    /** Largest size of a training input. */
    readonly size: number;
  };
  readonly generalisation: readonly SizeResult[];
  /** One step at a time on fresh traces, fed with what the function really did. */
  readonly oneStep: OneStep | null;
  readonly unknown: Unknown;
  /** The worst that was found, … */
  readonly divergence: Divergence | null;
  /** … and those that part at other places. */
  readonly others: readonly Divergence[];
  readonly model: string;
}

/** Share of fresh visits got right, by the network and by two look-up tables that learn no rule. */
export interface OneStep {
  readonly size: number;
  readonly visits: number;
  readonly network: number;
  readonly dictionary: number;
  readonly majority: number;
  /** What the look-up tables also get right: for these the network's rule is not needed. */
  readonly ties: readonly string[];
}

/** The largest size up to which, from the smallest on, every run was exact; null if none was. */
export function exactTo(sizes: readonly SizeResult[]): number | null {
  let reached: number | null = null;
  for (const { size, runs, exact } of [...sizes].sort((a, b) => a.size - b.size)) {
    if (runs === 0 || exact < runs) break;
    reached = size;
  }
  return reached;
}

/** Every divergence of a report, the worst first. */
export function divergencesOf({ divergence, others }: CheckReport): readonly Divergence[] {
  return divergence ? [divergence, ...others] : [];
}

/** A CLRS specification as it was inferred: what `analyze --spec` tells. */
export interface SpecReport {
  readonly name: string;
  readonly probes: readonly {
    readonly name: string;
    readonly stage: string;
    readonly location: string;
    readonly type: string;
    readonly categories?: readonly string[];
    /** What it stands for, as a phrase. */
    readonly from: string;
  }[];
  /** What has no place in a specification. */
  readonly unplaced: readonly { readonly name: string; readonly stage: string; readonly why: string }[];
  /** Loops and recursions at which hints can be sampled; at most one is chosen. */
  readonly cycles: readonly {
    readonly kind: 'loop' | 'recursion';
    readonly function: string;
    readonly range: Range | null;
    /** Iterations a run and nodes a run, on average; null where no run was short enough to be sampled. */
    readonly iterations: number | null;
    readonly nodes: number;
    readonly chosen: boolean;
  }[];
}
