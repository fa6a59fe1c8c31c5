import type { FunctionId, StepId, StepOf } from '../../../shared/program.ts';

/** Functions of the program by value, as they come to be. */
export interface Known {
  readonly functions: Map<unknown, FunctionId>;
  readonly classes: Map<unknown, FunctionId>;
}

type ValueOf = (step: StepId) => unknown;

/** Notes the methods of an object that was just made. */
export function learnMembers(known: Known, step: StepOf<'object'>, object: object, valueOf: ValueOf): void {
  for (const part of step.parts) {
    if (part.kind !== 'method') continue;
    const key = 'name' in part.key ? part.key.name : (valueOf(part.key.step) as PropertyKey);
    const method: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
    if (method !== undefined) known.functions.set(method, part.fn);
  }
}

/** Notes a class that was just made, and its methods. */
export function learnClass(known: Known, step: StepOf<'class'>, value: unknown, valueOf: ValueOf): void {
  const made = value as { prototype: object };
  known.classes.set(value, step.constructorFn);
  for (const member of step.members) {
    if (member.kind !== 'method' || !member.key) continue;
    const key = 'name' in member.key ? member.key.name : (valueOf(member.key.step) as PropertyKey);
    const method: unknown = Object.getOwnPropertyDescriptor(member.isStatic ? made : made.prototype, key)?.value;
    if (method !== undefined) known.functions.set(method, member.fn);
  }
}
