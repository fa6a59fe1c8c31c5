import { watchOutside, type Outside } from '../../analyzer/sandbox/outside.ts';
import { refusalOfOutside } from '../../analyzer/source/globals.ts';
import { plainTracer } from '../../analyzer/instrument/plain-tracer.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Range } from '../../shared/range.ts';
import type { Called } from '../../trainer/divergence/verdict.ts';
import type { Batch } from './batch.ts';
import { callOn, type Fn } from './calling.ts';
import type { TracedFunction } from './locating.ts';
import { registersOf } from './modules.ts';

/** What a call came to that can't be imitated, because it reached outside of its arguments. Those told of have read a stack. */
class ReachedOutside extends Error {
  override readonly name = 'ReachedOutside';
  constructor() {
    super("(it reads an error's stack, which is not the same everywhere)");
  }
}

export function isOutside(called: Called): boolean {
  return called.threw?.error instanceof ReachedOutside;
}

/** What a call reached, and the input it was made on. */
export interface Reached {
  readonly what: Outside;
  readonly input: readonly unknown[];
}

/**
 * Calls of the user's function as it was written, watched for what they reach outside of their arguments, under whatever name.
 * A call that reads a stack ends there, as far as anybody is told; a function that reads the clock or runs text as code
 * is out altogether. Chance may be used where it does not show.
 */
export class RealCalls {
  /** The first call after which the function can't be imitated at all. */
  refused: Reached | null = null;
  /** Whether the last call did. */
  drewChance = false;
  private readonly first = new Map<Outside, Reached>();

  /** @param fn makes the function, whose module may reach outside as well */
  on(fn: () => Fn, input: readonly unknown[]): Called {
    return watchOutside((met) => {
      const called = callOn(fn(), input);
      this.drewChance = met.has('random');
      if (met.size === 0) return called;
      for (const what of met) if (!this.first.has(what)) this.first.set(what, { what, input });
      this.refused ??= this.first.get('clock') ?? this.first.get('code') ?? null;
      const isOut = this.refused !== null || met.has('stack');
      return isOut ? { ...called, output: null, threw: { error: new ReachedOutside() }, sameAs: null } : called;
    });
  }

  /** The first call that reached it. */
  reached(what: Outside): Reached | null {
    return this.first.get(what) ?? null;
  }
}

/** Where a call reached outside: the step that was told of next. */
export function placeOf({ what, input }: Reached, { program, make }: TracedFunction, batch: Batch): Range | null {
  let place: Range | null = null;
  batch.many(1, () => {
    place = null;
    watchOutside((met) => {
      const tracer = plainTracer(registersOf(program), (step) => {
        if (met.has(what)) place ??= program.steps[step]?.range ?? null;
      });
      callOn(make(tracer).anew(), input);
    });
  });
  return place;
}

/** Why a function that reached outside can't be imitated. Exit 3. */
export function outsideError(name: string, what: Outside, place: Range | null): UserError {
  const reason = `this ${refusalOfOutside(what)}`;
  const text = `${name} can't be imitated: ${reason}.`;
  return new UserError(text, ExitCode.notLearnable, place ? [{ range: place, reason }] : []);
}
