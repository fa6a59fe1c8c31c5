import type { Program, StepId } from '../../shared/program.ts';
import type { TraceFrame, Tracer } from '../../shared/trace.ts';
import { categoryOf } from '../../trainer/machine/observe/categories.ts';
import { Counts } from '../../trainer/baselines/counts.ts';
import type { Batch } from './batch.ts';
import { callOn } from './calling.ts';
import type { Inputs } from './generators.ts';
import { registersOf, tracerOf, type Callable } from './modules.ts';
import type { BaselineResult, RealmMethods } from './protocol.ts';

/** Steps looked at, to learn from and to test on: enough for a share to three digits. */
const MAX_STEPS = 100_000;

/** Traces some inputs, then asks what two look-up tables would have said on fresh ones. */
export function measureBaselines(
  program: Program,
  traced: (tracer: Tracer) => Callable,
  inputs: Inputs,
  batch: Batch,
  request: RealmMethods['baselines'][0],
): BaselineResult {
  const values = new Counts();
  const branches = new Counts();
  let testing = false;
  const fn = traced(
    listener(program, (step, cell, value, branch) => {
      const counts = branch ? branches : values;
      if (testing) counts.test(step, cell, value);
      else counts.learn(step, cell, value);
    }),
  );
  const draws = inputs.sequence(request.seed);
  batch.enough = () => values.learned > MAX_STEPS;
  batch.many(request.train, () => void callOn(fn.get(), draws.next(request.size)));
  testing = true;
  batch.enough = () => values.tested > MAX_STEPS;
  batch.many(request.test, () => void callOn(fn.get(), draws.next(request.testSize, { exact: true })));
  return {
    steps: values.tested,
    dictionary: values.dictionary(),
    majority: values.majority(),
    branches: { steps: branches.tested, dictionary: branches.dictionary(), majority: branches.majority() },
  };
}

type Heard = (step: StepId, cell: string, value: unknown, branch: boolean) => void;

/**
 * Tells of the value of each operation with its operands, and of the step that follows each decision with the truth bit
 * that it was made on.
 */
function listener(program: Program, heard: Heard): Tracer {
  const registers = registersOf(program);
  const decided = new WeakMap<TraceFrame, { readonly step: StepId; readonly category: number }>();
  return tracerOf(program, (id, value, frame) => {
    const step = program.steps[id];
    if (!step) return;
    const decision = decided.get(frame);
    if (decision) heard(decision.step, String(decision.category), id, true);
    decided.delete(frame);
    if (step.kind === 'op') {
      const cell = step.children.map((child) => (child < 0 ? '' : shown(frame.T[registers[child] ?? -1]))).join(' ');
      heard(id, cell, value, false);
    } else if (step.kind === 'leaf' || (step.kind === 'expression' && !step.tested)) heard(id, '', value, false);
    if (step.decides) decided.set(frame, { step: id, category: categoryOf(step.decides, value) });
  });
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'object';
  return typeof value === 'function' ? 'function' : `${typeof value}:${String(value)}`;
}
