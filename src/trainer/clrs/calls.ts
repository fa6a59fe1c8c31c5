import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import type { Example } from '../example.ts';
import { answerOf, isList, nodes, type ArgumentRole, type Roles } from './roles.ts';
import type { Trajectory } from './spec.ts';

/** Inputs of a call as probes; null where they don't fit their roles. @param rounds steps that the network takes */
export function inputProbes({ arguments: roles }: Roles, input: readonly Wire[], rounds: number): Trajectory | null {
  const n = nodes(input);
  if (n === null || n === 0 || input.length !== roles.length) return null;
  const scale = largest(input);
  const values: Record<string, Float32Array> = { pos: Float32Array.from({ length: n }, (_, i) => i / n) };
  for (const [i, role] of roles.entries()) {
    const rows = argumentProbes(role, input[i] ?? null, n, scale);
    if (!rows) return null;
    rows.forEach((row, part) => (values[part === 0 ? `argument ${i + 1}` : `argument ${i + 1} there`] = row));
  }
  return { n, length: rounds + 1, data: values };
}

function argumentProbes(role: ArgumentRole, value: Wire, n: number, scale: number): Float32Array[] | null {
  switch (role.kind) {
    case 'keys':
      return isNumbers(value, n) ? [Float32Array.from(value, (x) => x / scale)] : null;
    case 'matrix': {
      const flat = isList(value) ? value.flat() : [];
      if (!isNumbers(flat, n * n)) return null;
      const own = Math.max(1e-9, ...flat.map(Math.abs));
      return [Float32Array.from(flat, (x) => x / own), Float32Array.from(flat, (x) => (x === 0 ? 0 : 1))];
    }
    case 'index':
      return typeof value === 'number' && value >= 0 && value < n ? [one(n, value)] : null;
    case 'number':
      return typeof value === 'number' ? [Float32Array.of(value / scale)] : null;
    case 'flag':
      return typeof value === 'boolean' ? [Float32Array.of(value ? 1 : 0)] : null;
    case 'letters':
      // What training never showed is all one letter.
      return typeof value === 'string' ? [letterRows(value, role.letters)] : null;
  }
}

/** @returns [n, 1 + letters] one-hot */
function letterRows(text: string, letters: readonly string[]): Float32Array {
  const width = letters.length + 1;
  const rows = new Float32Array(text.length * width);
  text.split('').forEach((letter, i) => (rows[i * width + letters.indexOf(letter) + 1] = 1));
  return rows;
}

/** Numbers are told relative to the largest of the call, so that they stay between −1 and 1. */
function largest(input: readonly Wire[]): number {
  const numbers = input.flatMap((value) => (typeof value === 'number' ? [value] : isList(value) ? value : []));
  const sizes = numbers.flatMap((value) => (typeof value === 'number' ? [Math.abs(value)] : []));
  return sizes.reduce((a, b) => Math.max(a, b), 1e-9);
}

function isNumbers(value: Wire, length: number): value is readonly number[] {
  return isList(value) && value.length === length && value.every((x) => typeof x === 'number');
}

function one(n: number, at: number): Float32Array {
  const row = new Float32Array(n);
  row[at] = 1;
  return row;
}

/** A call as a run; null where it doesn't fit the roles. */
export function callProbes(roles: Roles, example: Example, rounds: number): Trajectory | null {
  const run = inputProbes(roles, example.input, rounds);
  if (!run || example.outcome.threw !== null) return null;
  const outputs = answerProbes(roles, example, run.n);
  return outputs && { ...run, data: { ...run.data, ...outputs } };
}

function answerProbes(
  { answer: role, place }: Roles,
  example: Example,
  n: number,
): Record<string, Float32Array> | null {
  const answer = answerOf(example, place);
  switch (role.kind) {
    case 'flag':
      return typeof answer === 'boolean' ? { answer: Float32Array.of(answer ? 1 : 0) } : null;
    case 'index': {
      if (typeof answer !== 'number') return null;
      const found = answer !== role.none;
      return {
        answer: one(n, found ? answer : 0),
        ...(role.none === null ? {} : { found: Float32Array.of(found ? 1 : 0) }),
      };
    }
    case 'element':
      return { answer: one(n, elements(example.input[role.of]).indexOf(answer)) };
    case 'flags':
      return { answer: Float32Array.from(elements(answer), (x) => (x === true ? 1 : 0)) };
    case 'pointers':
      return { answer: Float32Array.from(elements(answer), Number) };
    case 'elements': {
      const sources = chooseSources(elements(answer), elements(example.input[role.of]), role.mirrored);
      return sources && sources.length === n ? { answer: sources } : null;
    }
  }
}

/** From where each element is taken: equals in order from the left, or from the right for what turns its input round. */
function chooseSources(answer: readonly Wire[], source: readonly Wire[], fromRight: boolean): Float32Array | null {
  const free = new Map<Wire, number[]>();
  source.forEach((value, i) => free.set(value, [...(free.get(value) ?? []), i]));
  const out = answer.map((value) => {
    const places = free.get(value) ?? [];
    const [only] = places;
    if (places.length <= 1) return only ?? -1;
    return (fromRight ? places.pop() : places.shift()) ?? -1;
  });
  return out.includes(-1) ? null : Float32Array.from(out);
}

function elements(value: Wire | undefined): readonly Wire[] {
  return typeof value === 'string' ? value.split('') : value !== undefined && isList(value) ? value : [];
}

/** The outcome that the network's outputs stand for. */
export function readAnswer(
  roles: Roles,
  input: readonly Wire[],
  outputs: Readonly<Record<string, Float32Array>>,
): Outcome {
  const { place } = roles;
  const answer = answerValue(roles, input, outputs);
  if (place.kind === 'returned') return { output: answer, threw: null, mutated: input, sameAs: null };
  const mutated = input.map((value, i) => (i === place.of ? answer : value));
  const output: Wire = place.returned ? answer : { $: 'undefined' };
  return { output, threw: null, mutated, sameAs: place.returned ? place.of : null };
}

function answerValue(
  { answer: role }: Roles,
  input: readonly Wire[],
  outputs: Readonly<Record<string, Float32Array>>,
): Wire {
  const row = outputs['answer'] ?? new Float32Array();
  switch (role.kind) {
    case 'flag':
      return row[0] === 1;
    case 'index':
      return role.none !== null && outputs['found']?.[0] !== 1 ? role.none : row.indexOf(1);
    case 'element':
      return elements(input[role.of])[row.indexOf(1)] ?? null;
    case 'flags':
      return Array.from(row, (x) => x === 1);
    case 'pointers':
      return [...row];
    case 'elements': {
      const source = input[role.of];
      const picked = Array.from(row, (at) => elements(source)[at] ?? null);
      return typeof source === 'string' ? picked.map(String).join('') : picked;
    }
  }
}
