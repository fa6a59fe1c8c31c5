import type { FunctionId, FunctionInfo, Program, Step } from '../../shared/program.ts';

const THIS: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'this',
  'newTarget',
  'superCall',
  'superGet',
  'superMethod',
  'opaque',
]);

/** The function whose `this` a function's code sees. */
export function thisOwner(program: Program, fn: FunctionId): FunctionInfo | undefined {
  let info = program.functions[fn];
  while (info && !hasOwnThis(info)) info = program.functions[program.scopes[info.parentScope]?.fn ?? -1];
  return info;
}

export function hasOwnThis({ kind }: FunctionInfo): boolean {
  return kind !== 'arrow';
}

/** Functions that read `this`, themselves or in an arrow function inside. */
export function functionsUsingThis(program: Program): ReadonlySet<FunctionId> {
  const out = new Set<FunctionId>();
  // What an exported network holds of the step table has gaps, which this passes over.
  program.steps.forEach((step) => {
    if (!THIS.has(step.kind)) return;
    for (let id = step.fn; id >= 0;) {
      out.add(id);
      const fn = program.functions[id];
      id = fn?.kind === 'arrow' ? (program.scopes[fn.parentScope]?.fn ?? -1) : -1;
    }
  });
  return out;
}
