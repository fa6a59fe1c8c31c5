import type { Program } from '../../shared/program.ts';
import { encode, type Wire } from '../../shared/values.ts';
import type { EventLog } from '../../trainer/divergence/events.ts';
import type { Parting } from './protocol.ts';

/** Inputs that are told to those who watch: a few, none longer than this as text. */
const TOLD_INPUTS = 5;
const TOLD_LENGTH = 200;

export class Taught {
  readonly inputs: (readonly Wire[])[] = [];

  add(input: readonly unknown[]): void {
    if (this.inputs.length >= TOLD_INPUTS) return;
    const wire = input.map((arg) => encode(arg));
    if (JSON.stringify(wire).length <= TOLD_LENGTH) this.inputs.push(wire);
  }
}

/** What the code around a step had last written to its variables. */
export function stateBefore(program: Program, log: EventLog, index: number): Parting['state'] {
  const fn = program.steps[log.step(index)]?.fn;
  const state = new Map<string, Wire>();
  for (let i = 0; i < index; i++) {
    const step = program.steps[log.step(i)];
    if (step?.kind === 'write' && step.fn === fn && step.source === 'value') state.set(step.name, log.value(i));
  }
  return [...state].map(([name, value]) => ({ name, value }));
}
