import type { InputSpec } from '../../analyzer/inputs/spec.ts';
import type { FunctionId, Program, StepId } from '../../shared/program.ts';
import type { Range } from '../../shared/range.ts';
import type { Outcome } from '../../shared/report.ts';
import type { Window } from '../../shared/replay.ts';
import type { Wire } from '../../shared/values.ts';
import type { Candidate } from '../../trainer/machine/bank/candidates.ts';
import type { PartingPoint } from '../../trainer/divergence/events.ts';
import type { Moment, SampledRun } from '../../trainer/clrs/run.ts';
import type { Example } from '../../trainer/example.ts';
import type { TraceSummary } from '../../trainer/machine/observe/summary.ts';
import type { RefusalKind } from '../../trainer/machine/run/table.ts';

/** Where inputs come from: an inferred description, or the text of a user's generator. */
export type InputSource =
  { readonly kind: 'spec'; readonly spec: InputSpec } | { readonly kind: 'generator'; readonly code: string };

export interface LoadRequest {
  /** Expression for a function that makes the module and gives its exports; null where only a network is run. */
  readonly plain: string | null;
  /** The same for the instrumented module, which takes the runtime. */
  readonly instrumented: string | null;
  readonly program: Program;
  /** What the user calls the function. */
  readonly name: string;
  /** Exported name of the function. */
  readonly entry: string;
  readonly inputs: InputSource | null;
  /** Make the module anew for each run: it keeps state. */
  readonly fresh: boolean;
  /** Longest single call, milliseconds. */
  readonly callMs: number;
}

/** Share of traced values that are replaced before anything is learned from them. */
export interface Noise {
  readonly rate: number;
  readonly seed: number;
}

export interface ObserveRequest {
  /** Draws this many inputs of at most `size`, … */
  readonly count: number;
  readonly size: number;
  /** … or takes these. */
  readonly inputs?: readonly (readonly Wire[])[];
  /** Half of the draws change an input that taught something, if there is one. */
  readonly mutate: boolean;
  /** Stop after this many steps: a limit that does not depend on the clock. */
  readonly maxSteps: number;
  /** Stop after this many milliseconds. */
  readonly ms: number;
}

export interface ObserveResult {
  readonly traces: number;
  readonly steps: number;
  /** Runs that showed a new branch or contradicted a candidate. */
  readonly informative: number;
  /** The inputs of a few of them, the small ones. */
  readonly taught: readonly (readonly Wire[])[];
  /** Branches that have only ever gone one way, and choices that several candidates are left for. */
  readonly unsettled: number;
  /** Runs that ended in a limit: time, or recursion without end. */
  readonly limited: { readonly time: number; readonly stack: number };
  /** Sentence about built-ins that the function changed, if it did. */
  readonly polluted: string | null;
}

export interface ExamplesRequest {
  readonly count: number;
  /** Draws of this seed that come before, and are passed over. Default: none. */
  readonly from?: number;
  readonly size: number;
  /** As large as `size` says, not up to it. */
  readonly exact: boolean;
  readonly seed: number;
  /** Time for all of them, milliseconds; what does not fit is left out. */
  readonly ms: number;
}

export interface CompareRequest {
  readonly size: number;
  readonly exact: boolean;
  readonly runs: number;
  readonly ms: number;
  readonly seed: number;
  /** Longest single run, milliseconds. */
  readonly callMs: number;
  /** Inputs of failing runs to give back. */
  readonly keep: number;
}

export interface Failure {
  readonly input: readonly Wire[];
  readonly kind: 'wrong' | 'refused';
  readonly expected: Outcome;
  readonly got: Outcome;
  readonly refusal: { readonly step: StepId; readonly kind: RefusalKind } | null;
}

export interface CompareResult {
  readonly runs: number;
  readonly exact: number;
  readonly refused: number;
  readonly wrong: number;
  /** Runs that were not compared: the function itself ran into a limit. */
  readonly limited: number;
  readonly seconds: number;
  readonly failures: readonly Failure[];
}

export interface FaithfulResult {
  /** Inputs on which instrumented and plain function differ. Where chance was drawn they are not compared. */
  readonly differing: readonly (readonly Wire[])[];
  /** Where a call drew chance, if one did and that can be told. */
  readonly random: readonly Range[] | null;
}

export interface RunResult extends Outcome {
  readonly refused: { readonly step: StepId; readonly kind: RefusalKind } | null;
  readonly unsure: readonly StepId[];
}

/** Which steps of a run are kept: those that write something are a small part, and all that a person is shown. */
export type StepsWanted = 'all' | 'writes' | 'none';

export interface TracedStep {
  readonly step: StepId;
  readonly value: Wire;
}

export interface TraceResult extends Outcome {
  readonly steps: readonly TracedStep[];
}

/** Where two runs part, and what the code around had last written to its variables, by name. */
export interface Parting extends PartingPoint {
  readonly state: readonly { readonly name: string; readonly value: Wire }[];
}

export interface ReplayRequest {
  readonly input: readonly Wire[];
  readonly windows: readonly Window[];
  /** Include a window around the first step at which the two part. */
  readonly around: number;
}

/** A step as the realm records it; the step table says the rest. */
export interface RecordedStep {
  readonly index: number;
  readonly step: StepId;
  readonly value: Wire;
  readonly depth: number;
  /** Whether `variables` holds all of them, rather than what changed. */
  readonly whole: boolean;
  readonly variables: Readonly<Record<string, Wire>>;
}

export interface RecordedRun {
  readonly outcome: Outcome;
  readonly refused: RunResult['refused'];
  readonly total: number;
  readonly steps: readonly RecordedStep[];
}

export interface ReplayResult {
  readonly real: RecordedRun;
  readonly network: RecordedRun;
  readonly parting: number | null;
}

export interface Timing {
  readonly ms: number;
  /** 0 for the function itself, which is not counted. */
  readonly steps: number;
}

/** What the realm answers: by method, the request and the result. */
export interface RealmMethods {
  load: [LoadRequest, null];
  /** Runs the function on the inputs. */
  call: [{ readonly inputs: readonly (readonly Wire[])[] }, readonly Outcome[]];
  /** The same for trying inputs out: calls that don't end soon are noted. */
  try: [
    { readonly inputs: readonly (readonly Wire[])[] },
    readonly { readonly ended: boolean; readonly threw: string | null; readonly output: Wire }[],
  ];
  trace: [
    { readonly input: readonly Wire[]; readonly steps: StepsWanted },
    /** `polluted`: what the call changed of the language itself, a clause. */
    TraceResult & { readonly polluted: string | null } & Pick<FaithfulResult, 'random'>,
  ];
  /** Calls once in a fresh module each and once in a shared one; indices of inputs whose outcomes differ. */
  repeat: [
    (
      | { readonly count: number; readonly size: number; readonly seed: number }
      | { readonly inputs: readonly (readonly Wire[])[] }
    ),
    readonly number[],
  ];
  /** Compares instrumented with plain runs. */
  faithful: [{ readonly count: number; readonly size: number; readonly seed: number }, FaithfulResult];
  /** How many of some draws the traced function finishes within the steps that one run may take. */
  measure: [{ readonly count: number; readonly size: number; readonly seed: number }, { readonly finished: number }];
  draw: [
    { readonly count: number; readonly size: number; readonly exact: boolean; readonly seed: number },
    (readonly Wire[])[],
  ];
  /** Draws inputs and calls the function on them. */
  examples: [ExamplesRequest, readonly Example[]];
  /** Runs draws and tells what their variables held at each moment. Runs that end in a limit are left out. */
  states: [
    {
      readonly count: number;
      readonly size: number;
      readonly exact: boolean;
      readonly seed: number;
      readonly moment: Moment;
    },
    readonly SampledRun[],
  ];
  /** Forgets what was observed. */
  reset: [
    {
      readonly seed: number;
      readonly noise: Noise | null;
      /** Statement steps: the expressions to hold against the traces; else they are searched for. */
      readonly given?: readonly (readonly [step: StepId, expression: Candidate])[];
    },
    null,
  ];
  observe: [ObserveRequest, ObserveResult];
  evidence: [null, TraceSummary];
  /** Takes a generated machine. `traced` is the same with tracing on. */
  install: [{ readonly machine: string; readonly traced: string; readonly program: Program }, null];
  compare: [CompareRequest, CompareResult];
  /** Compares on draws of sizes up to one, but for runs of more steps than `maxSteps`. */
  hunt: [
    { readonly size: number; readonly runs: number; readonly seed: number; readonly maxSteps: number },
    readonly Failure[],
  ];
  /** Compares on one input. `maxSteps`: null for what takes more. */
  differs: [{ readonly input: readonly Wire[]; readonly maxSteps?: number }, Failure | null];
  locate: [{ readonly input: readonly Wire[] }, Parting | null];
  run: [
    { readonly inputs: readonly (readonly Wire[])[]; readonly steps: StepsWanted },
    readonly (RunResult & TraceResult)[],
  ];
  /** Runs draws of exactly one size; what each took. Runs that end in a limit are left out. */
  time: [
    {
      readonly what: 'function' | 'traced' | 'network';
      readonly count: number;
      readonly size: number;
      readonly seed: number;
      readonly callMs: number;
    },
    readonly Timing[],
  ];
  /** Runs both on one input and records what a person follows. `reads`: the variable that a step of the network reads. */
  replay: [
    ReplayRequest & {
      readonly reads: readonly (readonly [step: StepId, name: string])[];
      /** The function of the network that is called; null if it has no name to be found by. */
      readonly entry: FunctionId | null;
    },
    ReplayResult,
  ];
  /** Runs the function alone and records what a person follows. */
  watch: [{ readonly input: readonly Wire[]; readonly windows: readonly Window[] }, RecordedRun];
  baselines: [
    {
      readonly train: number;
      readonly test: number;
      readonly size: number;
      readonly testSize: number;
      readonly seed: number;
    },
    BaselineResult,
  ];
}

/** One-step accuracy on fresh traces of two ways of learning nothing but what was seen. */
export interface BaselineResult {
  readonly steps: number;
  /** Looks up step and operands among the cells that were seen. */
  readonly dictionary: number;
  /** Answers each step with its most frequent value. */
  readonly majority: number;
  /** The same for branches: step and truth bits. */
  readonly branches: { readonly steps: number; readonly dictionary: number; readonly majority: number };
}
