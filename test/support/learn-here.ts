import { helpers } from '../../src/analyzer/instrument/runtime.ts';
import type { Instrumented } from '../../src/analyzer/instrument/instrument.ts';
import { callOn } from '../../src/engine/realm/calling.ts';
import type { Program } from '../../src/shared/program.ts';
import type { Tracer } from '../../src/shared/trace.ts';
import type { Called } from '../../src/trainer/divergence/verdict.ts';
import { toChoices } from '../../src/trainer/machine/choices.ts';
import { decode, trainingData, type Choices, type Decoded } from '../../src/trainer/machine/decode.ts';
import { Observer } from '../../src/trainer/machine/observe/observer.ts';
import { summarise } from '../../src/trainer/machine/observe/summary.ts';
import { generateMachine } from '../../src/trainer/machine/run/generate.ts';
import { createMachineRuntime, type MachineRuntime } from '../../src/trainer/machine/run/runtime.ts';
import type { Table } from '../../src/trainer/machine/run/table.ts';
import { trainNetwork } from '../../src/trainer/network/train.ts';
import { PRIOR, type Prior } from '../../src/trainer/machine/bank/prior.ts';
import { TableScorer, type Weights } from '../../src/trainer/network/weights.ts';
import { selectBackend } from '../../src/trainer/tensor/backend.ts';
import { instrumentText, runInstrumented, type Exports } from './evaluate.ts';

type Fn = (...args: unknown[]) => unknown;

/** Far more than any program of the tests needs. */
const MAX_STEPS = 2_000_000;

/** Runs a module as it was written, in this process, and gives its `f`. */
export function plainFunction(source: string): Fn {
  const text = source.replace(/^export (?=function f\b)/m, '');
  return (new Function(`"use strict";${text}\nreturn f;`) as () => Fn)();
}

/** What is observed of a program: its step table, and the traces' evidence. */
export interface Observed {
  readonly program: Program;
  readonly choices: Choices;
}

/**
 * Traces `f` on the inputs. `told` replaces the step table that the traces are read with, and `through` stands between
 * instrumented code and observer.
 */
export function observe(
  made: Instrumented,
  inputs: readonly (readonly unknown[])[],
  told: Program = made.program,
  through: (tracer: Tracer) => Tracer = (tracer) => tracer,
): Observed {
  const observer = new Observer(told);
  const { f } = runInstrumented(made, through(observer));
  for (const input of inputs) {
    observer.finish(callOn(f as Fn, input).threw);
  }
  return { program: told, choices: toChoices(summarise(observer)) };
}

/** Trains a network on evidence, and decodes it. `prior`: what it knows beforehand, in place of what is shipped. */
export async function train(
  program: Program,
  choices: Choices,
  seed = 1,
  prior: Prior = PRIOR,
): Promise<{ readonly weights: Weights; readonly decoded: Decoded }> {
  const backend = await selectBackend('wasm');
  const { weights } = await trainNetwork(trainingData(program, choices, prior), {
    seed,
    backend,
    prior: prior.features,
  });
  return { weights, decoded: decode(program, choices, new TableScorer(weights)) };
}

/** The machine that runs a table, ready to call. */
export function machineOf(program: Program, table: Table, strict: boolean): Fn {
  const start = (0, eval)(generateMachine(program, table, { strict, trace: false })) as (runtime: MachineRuntime) => {
    exports: Exports;
  };
  const runtime = createMachineRuntime(program, helpers);
  runtime.maxSteps = MAX_STEPS;
  return start(runtime).exports['f'] as Fn;
}

/** Learns `f` of a source from its traces on the inputs. */
export async function learnHere(
  source: string,
  inputs: readonly (readonly unknown[])[],
): Promise<Observed & { readonly weights: Weights; readonly decoded: Decoded }> {
  const observed = observe(instrumentText(source), inputs);
  return { ...observed, ...(await train(observed.program, observed.choices)) };
}

export function call(fn: Fn, input: readonly unknown[]): Called {
  return callOn(fn, input);
}
