import { createRandom, deriveSeed, pick, randomInt, shuffle, type Random } from '../../shared/random.ts';
import { cloneInput } from './clone.ts';
import { matches } from './conform.ts';
import { sortValues } from './draw/arrays.ts';
import { chance, clampLength, STYLES, type Context, type Style } from './draw/context.ts';
import { drawValue } from './draw/value.ts';
import { Places } from './places.ts';
import { establish, inOrder } from './relate.ts';
import { hasSize, type InputSpec, type ParameterSpec, type Relation, type ValueSpec } from './spec.ts';

export interface Generator {
  /**
   * The next argument list. `exact`: the first parameter that has a size (length, rows, vertices, nodes) has exactly
   * `size`, as far as its limits allow; without any, numbers lie between half of `size` and `size`. Otherwise sizes go
   * from 0 to `size` independently, unless related.
   * @throws {RangeError} if the spec says that a parameter is unsupported.
   */
  next(size: number, options?: { readonly exact?: boolean }): unknown[];
}

/** A generator of argument lists; the same spec, seed and calls give the same lists. */
export function createGenerator(spec: InputSpec, seed: number): Generator {
  return new SpecGenerator(spec, seed);
}

/** How long a value is: a number of elements, at most the size, exactly the size, or anything up to it. */
const LENGTHS = [0, 1, 'any', 2, 'size', 'any', 'any', 3, 'any', 'size', 'any', 'any', 'any'] as const;
type Length = (typeof LENGTHS)[number];

/** Cards dealt in random order until all are gone, then again: each turn of the deck has every card. */
class Deck<T> {
  private left: T[] = [];

  constructor(
    private readonly cards: readonly T[],
    private readonly random: Random,
  ) {}

  deal(): T {
    if (this.left.length === 0) this.left = shuffle(this.random, [...this.cards]);
    return this.left.pop() as T;
  }
}

/** One argument list in eight breaks a guard or a relation that mostly holds. */
const BREAK_EVERY = 8;

class SpecGenerator implements Generator {
  private readonly random: Random;
  private readonly styles: readonly Deck<Style>[];
  private readonly lengths: readonly Deck<Length>[];
  private readonly relations: readonly Relation[];
  private readonly breakable: readonly { readonly parameter: number; readonly value: ValueSpec }[];
  private readonly principal: number;
  private readonly twins: readonly (readonly [number, number])[];
  private draws = 0;

  constructor(
    private readonly spec: InputSpec,
    seed: number,
  ) {
    const { parameters, relations } = spec;
    this.random = createRandom(deriveSeed(seed, 1));
    this.styles = parameters.map((_, i) => new Deck(STYLES, createRandom(deriveSeed(seed, 2, i))));
    this.lengths = parameters.map((_, i) => new Deck(LENGTHS, createRandom(deriveSeed(seed, 3, i))));
    this.relations = inOrder(relations);
    this.breakable = parameters.flatMap(({ breaks }, parameter) => breaks.map((value) => ({ parameter, value })));
    const needles = new Set(relations.flatMap((r) => (r.kind === 'substring' ? [r.needle] : r.kind === 'indices' ? [r.indices] : []))); // prettier-ignore
    const first = parameters.findIndex((p) => hasSize(p.value) && !needles.has(p.name));
    this.principal = first >= 0 ? first : parameters.findIndex((p) => hasSize(p.value));
    this.twins = findTwins(parameters);
  }

  next(size: number, options: { readonly exact?: boolean } = {}): unknown[] {
    const { parameters } = this.spec;
    const exact = options.exact === true;
    const broken = exact ? null : this.chooseBreak();
    const lengths = this.planLengths(size, exact, broken === 'relation');
    const args = parameters.map((parameter, i) => this.draw(parameter, i, size, exact, lengths));
    if (!exact) this.repeatTwins(args);
    const places = new Places(this.spec, args);
    for (const relation of this.relations) {
      if (!(relation.mostly && broken === 'relation')) establish(relation, places, this.random);
    }
    this.tidy(args);
    if (broken !== null && broken !== 'relation') {
      args[broken.parameter] = drawValue(broken.value, this.context(broken.parameter, size, false, null));
    }
    return this.finish(args);
  }

  private chooseBreak(): 'relation' | { readonly parameter: number; readonly value: ValueSpec } | null {
    this.draws++;
    if (this.draws % BREAK_EVERY !== 0) return null;
    const loose = this.relations.some((relation) => relation.mostly);
    if (this.breakable.length === 0) return loose ? 'relation' : null;
    return loose && chance(this.random, 1 / (this.breakable.length + 1))
      ? 'relation'
      : pick(this.random, this.breakable);
  }

  /** Lengths of all parameters, equal where they must be. */
  private planLengths(size: number, exact: boolean, loose: boolean): (number | null)[] {
    const { parameters } = this.spec;
    const plan = parameters.map(({ value, rest }, i): number | null => {
      if (!hasSize(value) && !rest) return null;
      const length = this.chooseLength(i, size, exact);
      return value.kind === 'array' || value.kind === 'string'
        ? clampLength(length, value.minLength, value.maxLength)
        : length;
    });
    for (const relation of this.relations) {
      if (relation.kind !== 'sameLength' || (relation.mostly && loose)) continue;
      const members = relation.of.map((name) => parameters.findIndex((p) => p.name === name)).filter((i) => i >= 0);
      const leader = members.includes(this.principal) ? this.principal : members[0];
      const shared = leader === undefined ? null : plan[leader];
      // Limits of one member bind the others too.
      const limits = members
        .map((i) => parameters[i]?.value)
        .map((value) => (value?.kind === 'array' ? value.minLength : 0));
      for (const i of members) plan[i] = shared === null || shared === undefined ? null : Math.max(shared, ...limits);
    }
    return plan;
  }

  private chooseLength(parameter: number, size: number, exact: boolean): number {
    if (exact) {
      if (parameter === this.principal || chance(this.random, 0.4)) return size;
      return randomInt(this.random, size >> 1, size);
    }
    const value = this.spec.parameters[parameter]?.value;
    const known = value?.kind === 'array' || value?.kind === 'string' ? (value.lengths ?? []) : [];
    if (known.length > 0 && chance(this.random, 0.25)) {
      // On a threshold, or somewhere on either side of it.
      const beyond = Math.ceil(1.5 * Math.max(...known));
      return chance(this.random, 0.6) ? pick(this.random, known) : randomInt(this.random, 0, beyond);
    }
    const card = this.lengths[parameter]?.deal() ?? 'any';
    if (card === 'size') return size;
    return card === 'any' ? randomInt(this.random, Math.min(2, size), size) : Math.min(card, size);
  }

  private draw(
    parameter: ParameterSpec,
    i: number,
    size: number,
    exact: boolean,
    lengths: readonly (number | null)[],
  ): unknown {
    const length = lengths[i] ?? null;
    if (parameter.unsupported !== null)
      throw new RangeError(`no ${parameter.name} can be made: ${parameter.unsupported}`);
    const isNeedle = this.spec.relations.some((r) => r.kind === 'substring' && r.needle === parameter.name);
    const principal = exact && (this.principal < 0 || i === this.principal);
    const context = {
      ...this.context(i, size, principal, length),
      columns: this.plannedColumns(parameter.name, lengths),
    };
    if (parameter.optional && chance(this.random, 0.3)) return undefined;
    return drawValue(parameter.value, isNeedle ? { ...context, length: Math.min(length ?? 4, 8) } : context);
  }

  private context(parameter: number, size: number, exact: boolean, length: number | null): Context {
    const { random } = this;
    const style = this.styles[parameter]?.deal() ?? 'plain';
    return {
      random,
      size,
      exact,
      style,
      length,
      depth: 0,
      columns: null,
      recursive: new Map(),
      draw: drawValue,
      nodes: length ?? size,
    };
  }

  /** A matrix that is multiplied has as many columns as the other one has rows. */
  private plannedColumns(name: string, lengths: readonly (number | null)[]): number | null {
    const relation = this.relations.find((each) => each.kind === 'inner' && each.left === name);
    if (relation?.kind !== 'inner') return null;
    const right = this.spec.parameters.findIndex((parameter) => parameter.name === relation.right);
    return lengths[right] ?? null;
  }

  /** Equal arguments are a case of their own for functions of two like things. */
  private repeatTwins(args: unknown[]): void {
    for (const [i, j] of this.twins) {
      if (args[i] !== undefined && args[j] !== undefined && chance(this.random, 0.12))
        [args[j]] = cloneInput([args[i]]);
    }
  }

  /** Relations may have written into values that promise an order. */
  private tidy(args: unknown[]): void {
    for (const [i, { value }] of this.spec.parameters.entries()) {
      if (value.kind !== 'array' || value.order === undefined || value.mostly) continue;
      const items = args[i];
      if (Array.isArray(items) && !matches(value, items)) {
        sortValues(items);
        if (value.order === 'descending') items.reverse();
      }
    }
  }

  /** Spreads rest arguments and leaves out omitted ones at the end. */
  private finish(args: unknown[]): unknown[] {
    const last = this.spec.parameters.at(-1);
    const list = last?.rest ? [...args.slice(0, -1), ...((args.at(-1) as unknown[] | undefined) ?? [])] : args;
    let end = list.length;
    while (end > 0 && list[end - 1] === undefined && this.spec.parameters[end - 1]?.optional) end--;
    return list.slice(0, end);
  }
}

function findTwins(parameters: readonly ParameterSpec[]): [number, number][] {
  const keys = parameters.map(({ value }) => JSON.stringify(value));
  const out: [number, number][] = [];
  keys.forEach((key, i) => {
    const j = keys.indexOf(key, i + 1);
    if (j > i && !parameters[j]?.rest) out.push([i, j]);
  });
  return out;
}
