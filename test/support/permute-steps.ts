import type { Program, Step, StepId } from '../../src/shared/program.ts';
import { createRandom, randomInt, type Random } from '../../src/shared/random.ts';
import type { TraceFrame, Tracer } from '../../src/shared/trace.ts';

/** Another numbering of a program's steps: `order[id]` is a step's new number. */
export function permuteSteps(program: Program, random: Random = createRandom(1)): readonly StepId[] {
  const order = program.steps.map((_, id) => id);
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomInt(random, 0, i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

/** Fields that hold the number of a step, or several, wherever they stand in a step table. */
const STEP_FIELDS = new Set(
  ['id child children resets object value step next iterator iterate begin yielding heritage binding enter'].flatMap(
    (names) => names.split(' '),
  ),
);
const MORE_STEP_FIELDS = new Set(['catchStep', 'finallyStep']);

/** The step table with its steps renumbered. */
export function permuted(program: Program, order: readonly StepId[]): Program {
  const rename = (id: number): number => (id < 0 ? id : (order[id] ?? id));
  const renumber = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renumber);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, unknown]) => {
        if (key === 'range') return [key, item];
        if (STEP_FIELDS.has(key) || MORE_STEP_FIELDS.has(key)) return [key, renumbered(item, rename, renumber)];
        return [key, renumber(item)];
      }),
    );
  };
  const steps: Step[] = [];
  for (const step of program.steps) steps[rename(step.id)] = renumber(step) as Step;
  return {
    ...program,
    steps,
    // The numbers of functions and regions stay.
    functions: program.functions.map((fn) => ({ ...fn, enter: rename(fn.enter) })),
    regions: program.regions.map((region) => ({ ...(renumber(region) as typeof region), id: region.id })),
    texts: Object.fromEntries(Object.entries(program.texts).map(([id, text]) => [rename(Number(id)), text])),
  };
}

function renumbered(item: unknown, rename: (id: number) => number, deep: (value: unknown) => unknown): unknown {
  if (typeof item === 'number') return rename(item);
  if (Array.isArray(item)) return item.map((each: unknown) => (typeof each === 'number' ? rename(each) : deep(each)));
  return deep(item);
}

/** Passes a trace on with its steps renumbered. */
export function throughPermutation(tracer: Tracer, order: readonly StepId[]): Tracer {
  const rename = (id: StepId): StepId => order[id] ?? id;
  return {
    enter(fn, parent, args) {
      const frame = tracer.enter(fn, parent, args);
      const through: TraceFrame = {
        get T() {
          return frame.T;
        },
        A: frame.A,
        root: frame.root,
        v: (step, value) => frame.v(rename(step), value),
        s: (step, value) => frame.s(rename(step), value),
        w: (step, value) => frame.w(rename(step), value),
        b: (step) => frame.b(rename(step)),
        e: (step, value) => frame.e(rename(step), value),
        r: <X>(step: StepId, value?: X) => frame.r<X>(rename(step), value),
        t: (step, value) => frame.t(rename(step), value),
        c: (step, error) => frame.c(rename(step), error),
        p: (error) => frame.p(error),
        n: (step) => frame.n(rename(step)),
        y: (step, value) => frame.y(rename(step), value),
        scope: (step) => frame.scope(rename(step)),
        copy: (step) => frame.copy(rename(step)),
        it: (iterate, next, item, iterable) => frame.it(rename(iterate), rename(next), rename(item), iterable),
      };
      return through;
    },
  };
}
