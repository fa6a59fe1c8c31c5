import * as v from 'valibot';
import type { Wire } from '../../shared/values.ts';
import type { Example } from '../example.ts';
import type { Probe, Specification } from './spec.ts';

/**
 * How the values of a call are told in probes, read off calls alone. All arrays, strings and matrices of a call have `n` places:
 * those are the nodes.
 */
const argumentSchema = v.variant('kind', [
  /** Numbers, one a node. */
  v.object({ kind: v.literal('keys') }),
  /** A square of numbers: a weight for each edge. */
  v.object({ kind: v.literal('matrix') }),
  /** A number that always is a node's. */
  v.object({ kind: v.literal('index') }),
  v.object({ kind: v.literal('number') }),
  v.object({ kind: v.literal('flag') }),
  /** A string: a letter for each node, of those that training showed. */
  v.object({ kind: v.literal('letters'), letters: v.array(v.string()) }),
]);

const answerSchema = v.variant('kind', [
  /** A node; `none` is answered where there is none, if that ever happens. */
  v.object({ kind: v.literal('index'), none: v.nullable(v.number()) }),
  /** The value of one of the nodes of an argument. */
  v.object({ kind: v.literal('element'), of: v.number() }),
  v.object({ kind: v.literal('flag') }),
  /** A node for each node. */
  v.object({ kind: v.literal('pointers') }),
  /** For each node the value of one of the nodes of an argument. */
  v.object({ kind: v.literal('elements'), of: v.number(), mirrored: v.boolean() }),
  v.object({ kind: v.literal('flags') }),
]);

export const rolesSchema = v.object({
  arguments: v.array(argumentSchema),
  answer: answerSchema,
  /** Where the answer is: what is returned, or an argument after the call; then whether that is returned too. */
  place: v.variant('kind', [
    v.object({ kind: v.literal('returned') }),
    v.object({ kind: v.literal('after'), of: v.number(), returned: v.boolean() }),
  ]),
});

export type Roles = v.InferOutput<typeof rolesSchema>;
export type ArgumentRole = v.InferOutput<typeof argumentSchema>;
export type AnswerRole = v.InferOutput<typeof answerSchema>;

const MAX_LETTERS = 64;
/** Stands for the letters that training never showed. */
const UNKNOWN = '?';

/** Roles of a function's values, or the sentence that says why they have none. */
export function inferRoles(examples: readonly Example[]): Roles | string {
  const calls = examples.filter(({ input, outcome }) => outcome.threw === null && nodes(input) !== 0);
  const [first] = calls;
  if (!first || calls.length * 2 < examples.length) return 'it mostly throws, or gets nothing to work on';
  if (calls.some(({ input }) => nodes(input) === null)) {
    return 'its arguments have no one size in common that could be the number of nodes';
  }
  const roles: ArgumentRole[] = [];
  for (const index of first.input.keys()) {
    const role = argumentRole(
      calls.map(({ input }) => input[index] ?? null),
      calls.map(({ input }) => nodes(input) ?? 0),
    );
    if (!role) return `its argument ${index + 1} is nothing that nodes, edges or the graph can hold`;
    roles.push(role);
  }
  const place = placeOf(calls);
  if (!place) return 'it changes more than one argument, or returns something besides';
  const answer = answerRole(calls, roles, place);
  return answer
    ? { arguments: roles, answer, place }
    : 'its answer is neither a node, a choice among its inputs, nor a yes or no';
}

/** How many nodes a call has: the length that its arrays, strings and matrices share; null where they differ or are none. */
export function nodes(input: readonly Wire[]): number | null {
  const lengths = new Set(input.flatMap((value) => (typeof value === 'string' || isList(value) ? [value.length] : [])));
  return lengths.size === 1 ? ([...lengths][0] ?? null) : null;
}

function argumentRole(values: readonly Wire[], sizes: readonly number[]): ArgumentRole | null {
  if (values.every((value) => typeof value === 'boolean')) return { kind: 'flag' };
  if (values.every((value, i) => isNode(value, sizes[i] ?? 0))) return { kind: 'index' };
  if (values.every(isNumber)) return { kind: 'number' };
  if (values.every((value) => isList(value) && value.every(isNumber))) return { kind: 'keys' };
  if (values.every((value, i) => isSquare(value, sizes[i] ?? 0))) return { kind: 'matrix' };
  if (!values.every((value) => typeof value === 'string')) return null;
  const letters = [...new Set(values.flatMap((value) => value.split('')))].sort();
  return letters.length <= MAX_LETTERS ? { kind: 'letters', letters } : null;
}

function placeOf(calls: readonly Example[]): Roles['place'] | null {
  const changed = new Set<number>();
  for (const { input, outcome } of calls) {
    outcome.mutated.forEach((value, i) => {
      if (JSON.stringify(value) !== JSON.stringify(input[i])) changed.add(i);
    });
  }
  if (changed.size === 0) return calls.every(({ outcome }) => outcome.sameAs === null) ? { kind: 'returned' } : null;
  const [of = 0] = changed;
  if (changed.size > 1) return null;
  if (calls.every(({ outcome }) => outcome.sameAs === of)) return { kind: 'after', of, returned: true };
  const isNothing = calls.every(({ outcome }) => JSON.stringify(outcome.output) === '{"$":"undefined"}');
  return isNothing ? { kind: 'after', of, returned: false } : null;
}

/** The value that answers a call. */
export function answerOf({ outcome }: Example, place: Roles['place']): Wire {
  return place.kind === 'returned' ? outcome.output : (outcome.mutated[place.of] ?? null);
}

function answerRole(
  calls: readonly Example[],
  roles: readonly ArgumentRole[],
  place: Roles['place'],
): AnswerRole | null {
  const cases = calls.map((call) => {
    return { answer: answerOf(call, place), input: call.input, n: nodes(call.input) ?? 0 };
  });
  if (cases.every(({ answer }) => typeof answer === 'boolean')) return { kind: 'flag' };
  if (cases.every(({ answer, n }) => isNode(answer, n))) return { kind: 'index', none: null };
  if (cases.every(({ answer, n }) => answer === -1 || isNode(answer, n))) return { kind: 'index', none: -1 };
  const isForEach = cases.every(
    ({ answer, n }) => (isList(answer) || typeof answer === 'string') && answer.length === n,
  );
  if (isForEach && cases.every(({ answer }) => isList(answer) && answer.every((x) => typeof x === 'boolean'))) {
    return { kind: 'flags' };
  }
  const sources = roles.flatMap(({ kind }, i) => (kind === 'keys' || kind === 'letters' ? [i] : []));
  const elementsOf = (value: Wire | undefined): readonly Wire[] =>
    typeof value === 'string' ? value.split('') : value !== undefined && isList(value) ? value : [];
  for (const of of sources) {
    if (isForEach) {
      if (!cases.every(({ answer, input }) => elementsOf(answer).every((x) => elementsOf(input[of]).includes(x))))
        continue;
      const mirrored = cases.every(({ answer, input }) =>
        same(elementsOf(answer), [...elementsOf(input[of])].reverse()),
      );
      return { kind: 'elements', of, mirrored };
    }
    if (cases.every(({ answer, input }) => elementsOf(input[of]).includes(answer))) return { kind: 'element', of };
  }
  const arePointers = isForEach && cases.every(({ answer, n }) => elementsOf(answer).every((x) => isNode(x, n)));
  return arePointers ? { kind: 'pointers' } : null;
}

function same(a: readonly Wire[], b: readonly Wire[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The probes that roles come to. There are no hints: calls show no steps. */
export function specificationOf({ arguments: roles, answer }: Roles): Specification {
  const input = (
    name: string,
    location: Probe['location'],
    type: Probe['type'],
    categories?: readonly string[],
  ): Probe => {
    return { name, stage: 'input', location, type, ...(categories === undefined ? {} : { categories }) };
  };
  const inputs = roles.flatMap((role, i): Probe[] => {
    const name = `argument ${i + 1}`;
    switch (role.kind) {
      case 'keys':
        return [input(name, 'node', 'scalar')];
      case 'matrix':
        return [input(name, 'edge', 'scalar'), input(`${name} there`, 'edge', 'mask')];
      case 'index':
        return [input(name, 'node', 'mask_one')];
      case 'number':
        return [input(name, 'graph', 'scalar')];
      case 'flag':
        return [input(name, 'graph', 'mask')];
      case 'letters':
        return [input(name, 'node', 'categorical', [UNKNOWN, ...role.letters])];
    }
  });
  const output = (name: string, location: Probe['location'], type: Probe['type']): Probe => {
    return { name, stage: 'output', location, type };
  };
  const outputs = (): Probe[] => {
    switch (answer.kind) {
      case 'index':
        return [
          output('answer', 'node', 'mask_one'),
          ...(answer.none === null ? [] : [output('found', 'graph', 'mask')]),
        ];
      case 'element':
        return [output('answer', 'node', 'mask_one')];
      case 'flag':
        return [output('answer', 'graph', 'mask')];
      case 'pointers':
      case 'elements':
        return [output('answer', 'node', 'pointer')];
      case 'flags':
        return [output('answer', 'node', 'mask')];
    }
  };
  return { algorithm: 'calls', probes: [input('pos', 'node', 'scalar'), ...inputs, ...outputs()] };
}

export function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

function isNumber(value: Wire): value is number {
  return typeof value === 'number';
}

function isNode(value: Wire, n: number): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 0 && value < n;
}

function isSquare(value: Wire, n: number): boolean {
  return isList(value) && value.every((row) => isList(row) && row.length === n && row.every(isNumber));
}
