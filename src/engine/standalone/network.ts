import { helpers } from '../../analyzer/instrument/runtime.ts';
import { STACK } from '../../shared/report.ts';
import type { Program } from '../../shared/program.ts';
import { createMachineRuntime, Refusal, type MachineRuntime } from '../../trainer/machine/run/runtime.ts';

type Fn = (...args: unknown[]) => unknown;
type Machine = (runtime: MachineRuntime) => { readonly exports: Readonly<Record<string, Fn>> };

/**
 * The runtime that is written into exported networks. `steps` and `names` are what is needed of the step table;
 * `reasons` says by step why the network can't go on there.
 */
export function network(
  machine: Machine,
  entry: string,
  fresh: boolean,
  known: Pick<Program, 'names'> & { readonly steps: Readonly<Record<number, unknown>> },
  reasons: Readonly<Record<number, string>>,
): Fn {
  // A step stands at its id, as in the whole table; most places stay empty.
  const steps = Object.assign([], known.steps);
  const program = { ...known, steps, functions: [], scopes: [], regions: [], literals: [], exports: {}, texts: {} };
  const make = (): Fn => {
    const { exports } = machine(createMachineRuntime(program, helpers));
    return exports[entry] as Fn;
  };
  let kept: Fn | null = null;
  return (...args) => {
    const fn = fresh ? make() : (kept ??= make());
    try {
      return fn(...args);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const reason = error.kind === 'stack' ? `an error's \`stack\` ${STACK}` : reasons[error.step];
      throw new Error(`The network does not know: ${reason ?? error.message}`, { cause: error });
    }
  };
}
