import { literalValue, type Candidate } from '../bank/candidates.ts';
import { BINARY, LOGICAL, UNARY } from '../bank/operators.ts';
import type { Moment } from './moment.ts';

/** What an expression gives at a moment. It throws where the program would. */
export type Compiled = (moment: Moment) => unknown;

/** Makes an expression that can be computed of a candidate. */
export function compile(candidate: Candidate): Compiled {
  switch (candidate.kind) {
    case 'variable': {
      const { scope, slot } = candidate;
      return (moment) => moment.variable(scope, slot);
    }
    case 'constant': {
      const value = literalValue(candidate.literal);
      return () => value;
    }
    case 'global': {
      const value: unknown = (globalThis as unknown as Record<string, unknown>)[candidate.name];
      return () => value;
    }
    case 'register': {
      const { step } = candidate;
      return (moment) => moment.register(step);
    }
    case 'tree':
      return compileOperation(candidate.head, candidate.parts.map(compile));
    default:
      throw new Error(`a ${candidate.kind} is no expression`);
  }
}

function compileOperation(head: Candidate, parts: readonly Compiled[]): Compiled {
  const [x, y] = parts as [Compiled, Compiled];
  if (head.kind === 'logical') return LAZY[LOGICAL[head.index]?.symbol ?? '']?.(x, y) ?? fail(head);
  if (head.kind === 'array') return (moment) => parts.map((part) => part(moment));
  const apply = operation(head);
  return parts.length === 1
    ? (moment) => apply(x(moment) as never, undefined as never)
    : (moment) => apply(x(moment) as never, y(moment) as never);
}

/** The second operand is only computed where JavaScript computes it. */
const LAZY: Readonly<Record<string, (x: Compiled, y: Compiled) => Compiled>> = {
  '&&': (x, y) => (moment) => x(moment) && y(moment),
  '||': (x, y) => (moment) => x(moment) || y(moment),
  '??': (x, y) => (moment) => x(moment) ?? y(moment),
  '?.[]': (x, y) => (moment) => (x(moment) as Record<PropertyKey, unknown> | null)?.[y(moment) as PropertyKey],
};

/** What the head of an expression does with the values of its parts. */
export function operation(head: Candidate): (x: never, y: never) => unknown {
  switch (head.kind) {
    case 'unary':
      return UNARY[head.index]?.apply ?? fail(head);
    case 'binary':
      return BINARY[head.index]?.apply ?? fail(head);
    case 'logical':
      return LOGICAL[head.index]?.apply ?? fail(head);
    case 'property': {
      const { name } = head;
      return (x: Record<string, unknown>) => x[name];
    }
    case 'optional': {
      const { name } = head;
      return (x: Record<string, unknown> | null) => x?.[name];
    }
    case 'template':
      return (x: string, y: string) => `${x}${y}`;
    default:
      return fail(head);
  }
}

function fail(head: Candidate): never {
  throw new Error(`a ${head.kind} does not head an expression`);
}

/** Whether an expression makes a list of its own. */
export function makesList(candidate: Candidate): boolean {
  return candidate.kind === 'tree' && candidate.head.kind === 'array';
}

/** The same value, or lists made afresh that hold the same values. */
export function sameValue(a: unknown, b: unknown, isNewList: boolean): boolean {
  if (Object.is(a, b)) return true;
  if (!isNewList || !Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, i) => Object.is(item, b[i]));
}
