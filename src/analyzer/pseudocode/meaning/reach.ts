import type { Expr, ExprOf, Routine } from '../grammar/ast.ts';
import { allExpressions, expressionsIn, statementsIn, usesOf } from './walk.ts';

/** How far into a list a routine looks, told by a name: `A[j + 1]` with `j` up to n − 1 is as far as n. */
export interface Reach {
  readonly list: string;
  readonly dimension: number;
  readonly name: string;
  /** The furthest index is the name's value and this. */
  readonly offset: number;
}

/** A sum of names, each so many times, and a number. */
interface Sum {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

/**
 * How far a routine looks into lists that it walks from a number on (not from another name on, as a part of a list is
 * walked), where a single name tells. What it only writes counts where it reads nothing.
 */
export function reachesOf(routine: Routine): Reach[] {
  const bounds = new Bounds(routine);
  const reads = gather(readsOf(routine), bounds);
  const writes = gather(allExpressions(routine.body), bounds);
  return [...reads, ...writes.filter((each) => !reads.some(({ list, dimension }) => list === each.list && dimension === each.dimension))]; // prettier-ignore
}

function readsOf({ body }: Routine): Expr[] {
  return statementsIn(body).flatMap((each) => {
    const { reads, writes } = usesOf(each);
    const changed = writes.filter(({ how }) => how === 'update').map(({ expression }) => expression);
    const inside = writes.flatMap(({ expression }) => (expression.kind === 'index' ? expression.indices : []));
    return [...reads, ...changed, ...inside].flatMap((root) => expressionsIn(root));
  });
}

function gather(expressions: readonly Expr[], bounds: Bounds): Reach[] {
  const found = new Map<string, Reach | null>();
  for (const each of expressions) {
    const flat = each.kind === 'index' ? flattened(each) : null;
    flat?.indices.forEach((index, dimension) => {
      const key = `${flat.list}\n${dimension}`;
      const known = found.get(key);
      // A constant says nothing of the length, and what begins at a name is a part.
      const low = bounds.of(index, false);
      const high = bounds.of(index, true);
      if (known === null || (high && high.terms.size === 0)) return;
      const name = low?.terms.size === 0 ? asName(high) : asOnly(index);
      if (!name || (known && known.name !== name.name)) found.set(key, null);
      else found.set(key, { list: flat.list, dimension, name: name.name, offset: Math.max(name.more, known?.offset ?? -Infinity) }); // prettier-ignore
    });
  }
  return [...found.values()].filter((each) => each !== null);
}

/** `A[n]` itself. */
function asOnly(index: Expr): { readonly name: string; readonly more: number } | null {
  return index.kind === 'name' && /^(n|m|len|length|size)$/i.test(index.name) ? { name: index.name, more: 0 } : null;
}

function asName(sum: Sum | null): { readonly name: string; readonly more: number } | null {
  const [first, ...others] = sum?.terms ?? [];
  return sum && first?.[1] === 1 && others.length === 0 ? { name: first[0], more: Math.floor(sum.constant) } : null;
}

/** `A[i, j]` and `A[i][j]` as the name and all indices. */
function flattened({
  object,
  indices,
}: ExprOf<'index'>): { readonly list: string; readonly indices: readonly Expr[] } | null {
  if (object.kind === 'name') return { list: object.name, indices };
  const outer = object.kind === 'index' ? flattened(object) : null;
  return outer && { list: outer.list, indices: [...outer.indices, ...indices] };
}

/** The least and the greatest value of expressions, as sums of names that the routine does not set. */
class Bounds {
  private readonly set: ReadonlySet<string>;
  private readonly open = new Set<string>();
  private readonly known = new Map<string, { readonly sum: Sum | null }>();

  constructor(private readonly routine: Routine) {
    this.set = new Set(
      statementsIn(routine.body).flatMap((each) => {
        const { writes, binds } = usesOf(each);
        return [...binds, ...writes.flatMap(({ expression }) => (expression.kind === 'name' ? [expression.name] : []))];
      }),
    );
  }

  of(expression: Expr, up: boolean): Sum | null {
    switch (expression.kind) {
      case 'number':
        return { terms: new Map(), constant: Number(expression.value) };
      case 'parenthesized':
        return this.of(expression.inner, up);
      case 'name':
        return this.set.has(expression.name)
          ? this.ofVariable(expression.name, up)
          : { terms: new Map([[expression.name, 1]]), constant: 0 };
      case 'call':
        return /^(floor|int|trunc)$/i.test(expression.callee) && expression.args[0] ? this.of(expression.args[0], up) : null;
      case 'binary': {
        const { operator, left, right } = expression;
        if (operator === '+') return added(this.of(left, up), this.of(right, up));
        if (operator === '-') return added(this.of(left, up), times(this.of(right, !up), -1));
        if ((operator === '/' || operator === 'div') && right.kind === 'number') return times(this.of(left, up), 1 / Number(right.value));
        return null;
      }
      default:
        return null;
    }
  } // prettier-ignore

  private ofVariable(name: string, up: boolean): Sum | null {
    const key = `${name} ${up ? 'up' : 'down'}`;
    if (this.open.has(key)) return NOTHING;
    const known = this.known.get(key);
    if (known) return known.sum;
    this.open.add(key);
    const found = this.boundsOf(name, up);
    this.open.delete(key);
    const sum = found.includes(null) ? null : furthest(found as Sum[], up);
    // Inside of another one, what that is may be missing from it.
    if (this.open.size === 0) this.known.set(key, { sum });
    return sum;
  }

  /** Everything that bounds a variable: what loops count it to, what it is set to, and what conditions keep it below. */
  private boundsOf(name: string, up: boolean): (Sum | null)[] {
    const found: (Sum | null)[] = [];
    const kept: (Sum | null)[] = [];
    let grows = false;
    for (const each of statementsIn(this.routine.body)) {
      if (each.kind === 'for' && each.loop.variable === name) {
        const { from, to, down, exclusive } = each.loop;
        const beyond = exclusive && down !== up ? 1 : 0;
        found.push(added(this.of(down === up ? from : to, up), whole(up ? -beyond : beyond)));
      } else if (each.kind === 'assign' && each.targets.some((target) => isName(target, name))) {
        const own = expressionsIn(each.value).some((part) => isName(part, name));
        if (own) grows ||= !moves(each.value, up ? '-' : '+');
        else found.push(this.of(each.value, up));
      } else if (each.kind === 'update' && isName(each.target, name)) grows ||= each.operator !== (up ? '-' : '+');
      else if (each.kind === 'while' || each.kind === 'steps') kept.push(...this.keeps(each.condition, name, up));
      else if (each.kind === 'repeat') kept.push(...(each.until ? [] : this.keeps(each.condition, name, up)));
      else if (each.kind !== 'declare' && bindsOrSets(each, name)) found.push(null);
    }
    if (grows && kept.length === 0) return [null];
    // What is counted up only ends where the condition says.
    return [...found, ...kept];
  }

  private keeps(condition: Expr, name: string, up: boolean): (Sum | null)[] {
    if (condition.kind === 'parenthesized') return this.keeps(condition.inner, name, up);
    if (condition.kind !== 'binary') return [];
    const { operator, left, right } = condition;
    if (operator === 'and') return [...this.keeps(left, name, up), ...this.keeps(right, name, up)];
    const [below, beneath] = up ? ['<', '≤'] : ['>', '≥'];
    const [above, over] = up ? ['>', '≥'] : ['<', '≤'];
    const one = whole(up ? -1 : 1);
    if (isName(left, name) && (operator === below || operator === '≠')) return [added(this.of(right, up), one)];
    if (isName(left, name) && operator === beneath) return [this.of(right, up)];
    if (isName(right, name) && operator === above) return [added(this.of(left, up), one)];
    if (isName(right, name) && operator === over) return [this.of(left, up)];
    return [];
  }
}

const NOTHING: Sum = { terms: new Map(), constant: -Infinity };

/** `i - 1`, for a sign of −. */
function moves(value: Expr, sign: '+' | '-'): boolean {
  if (value.kind === 'parenthesized') return moves(value.inner, sign);
  return value.kind === 'binary' && value.operator === sign;
}

function bindsOrSets(statement: Parameters<typeof usesOf>[0], name: string): boolean {
  const { binds, writes } = usesOf(statement);
  return binds.includes(name) || writes.some(({ expression }) => isName(expression, name));
}

function isName(expression: Expr, name: string): boolean {
  return expression.kind === 'name' && expression.name === name;
}

function whole(constant: number): Sum {
  return { terms: new Map(), constant };
}

function added(left: Sum | null, right: Sum | null): Sum | null {
  if (!left || !right) return null;
  const terms = new Map(left.terms);
  for (const [name, count] of right.terms) terms.set(name, (terms.get(name) ?? 0) + count);
  return { terms: new Map([...terms].filter(([, count]) => count !== 0)), constant: left.constant + right.constant };
}

function times(sum: Sum | null, factor: number): Sum | null {
  if (!sum || sum === NOTHING) return sum;
  return { terms: new Map([...sum.terms].map(([name, count]) => [name, count * factor])), constant: sum.constant * factor };
} // prettier-ignore

/** Numbers are small beside names; of two names nobody knows which is greater. */
function furthest(sums: readonly Sum[], up: boolean): Sum | null {
  const open = sums.filter(({ terms }) => terms.size > 0);
  const least = up ? sums.filter((sum) => sum.terms.size > 0) : sums.filter(({ terms }) => terms.size === 0);
  const among = least.length > 0 ? least : sums;
  const [first] = among;
  if (!first) return null;
  const key = (sum: Sum): string => JSON.stringify([...sum.terms].sort());
  if (up && open.some((sum) => key(sum) !== key(first))) return null;
  const constants = among.map(({ constant }) => constant).filter((each) => Number.isFinite(each));
  return { terms: first.terms, constant: up ? Math.max(...constants) : Math.min(...constants) };
}
