import type { Expr, Routine, Stmt } from '../grammar/ast.ts';
import type { Span } from '../documents/mapped-text.ts';
import { bodiesOf, expressionsIn, statementsIn, usesOf } from './walk.ts';

export type Base = 0 | 1;

/** Why indices begin where they begin. */
export interface Evidence {
  readonly base: Base;
  readonly span: Span | null;
  readonly weight: number;
  /** The array it is about. */
  readonly array?: string | null;
  /** A phrase: `A[0] is read`. */
  readonly because: string;
}

export interface Bases {
  /** Where the text's arrays begin, unless their bounds say otherwise. */
  readonly base: Base;
  /** The strongest evidence first; what contradicts is among it. */
  readonly evidence: readonly Evidence[];
  /** The base of a dimension of an array, by the array's name. A bound that is no number is told as an expression. */
  of(name: string, dimension: number): number | Expr;
}

const OVERRIDE =
  /(?:\b(?:base|indices|indexes|indexing|arrays?|positions)\b[^.;]{0,40}?\b(?:start|starts|begin|begins|based|base|from)?\b[^.;\d]{0,20}?\b([01])\b)|\b([01])[- ]?(?:based|indexed)\b/i;

/** Reads the base of the text's arrays off comments, bounds, loops and literal indices; the dialect's custom decides ties. */
export function findBases(
  routines: readonly Routine[],
  comments: readonly (Span & { readonly text: string })[],
  custom: Base,
  dialect: string,
): Bases {
  const evidence: Evidence[] = [];
  const own = new Map<string, (number | Expr | null)[]>();
  const override = comments
    .map((comment) => ({ comment, match: OVERRIDE.exec(comment.text) }))
    .find(({ match }) => match);
  if (override?.match) {
    const base = (override.match[1] ?? override.match[2]) === '0' ? 0 : 1;
    evidence.push({ base, span: override.comment, weight: 1000, because: `the comment says so` });
  }
  const fromZero = arraysFromZero(routines);
  evidence.push(...saidBounds(comments, own));
  for (const { body, parameters, inputs } of routines) {
    for (const { name, description, span } of parameters) {
      if (/^(int|long|float|double|char|bool) \[ \]$/.test(description))
        evidence.push({ base: 0, span, weight: 3, because: `\`${name}\` is declared as in C` });
      const bound = /^(?::? ?array ?)?\[ ?([01]) ?(?:\.\.|:)/i.exec(description);
      if (!bound) continue;
      const base = bound[1] === '0' ? 0 : 1;
      own.set(name, [base]);
      evidence.push({
        base,
        span,
        weight: 20,
        because: `\`${name}\` is given as ${name}${/\[[^\]]*\]?/.exec(description)?.[0].replaceAll(' ', '') ?? ''}`,
      });
    }
    evidence.push(
      ...saidBounds(
        inputs.map((each) => ({ ...each, text: each.words.join('') })),
        own,
      ),
    );
    gather(body, own, evidence, new Map());
    beginnings(body, fromZero, evidence);
  }
  const telling = evidence.filter(({ array }) => array == null || !fromZero.has(array));
  evidence.splice(0, evidence.length, ...telling);
  // A table of the text's own making often has a row more than what it is computed from.
  const tables = tablesOf(routines);
  for (const [i, each] of evidence.entries()) {
    if (each.array != null && tables.has(each.array)) evidence[i] = { ...each, weight: Math.min(each.weight, 1) / 4 };
  }
  const score = (base: Base): number =>
    evidence.filter((each) => each.base === base).reduce((sum, { weight }) => sum + weight, 0);
  const [zero, one] = [score(0), score(1)];
  const base: Base = zero === one ? custom : zero > one ? 0 : 1;
  if (zero === one)
    evidence.push({
      base,
      span: null,
      weight: 0,
      because: `nothing in the text tells, and ${dialect} counts from ${custom}`,
    });
  evidence.sort((a, b) => Number(b.base === base) - Number(a.base === base) || b.weight - a.weight);
  return { base, evidence, of: (name, dimension) => own.get(name)?.[dimension] ?? base };
}

/** Arrays that the text makes with bounds from 0 on: that is said because the others may begin elsewhere. */
function arraysFromZero(routines: readonly Routine[]): Set<string> {
  const names = routines.flatMap(({ body }) =>
    statementsIn(body).flatMap((each) => {
      const value = each.kind === 'assign' || each.kind === 'declare' ? each.value : null;
      const isFromZero =
        value?.kind === 'array' && value.dimensions.some(({ from }) => from?.kind === 'number' && from.value === '0');
      if (!isFromZero) return [];
      const targets = usesOf(each).writes.map(({ expression }) => expression);
      return targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []));
    }),
  );
  return new Set(names);
}

type Said = Span & { readonly text: string };

/** `A[1..n]` in a sentence about the input or in a comment. Of two that begin apart, each keeps its own base. */
function saidBounds(sentences: readonly Said[], own: Own): Evidence[] {
  return sentences.flatMap(({ text, start, end }) => {
    const all = [...text.matchAll(/(\p{L}\w*)\[\s*([01])\s*(?:\.{2,3}|…|‥|:)/gu)].map(([, array = '', base]) => ({
      array,
      base: base === '0' ? 0 : 1,
    }) as const); // prettier-ignore
    if (new Set(all.map(({ base }) => base)).size > 1) for (const { array, base } of all) own.set(array, [base]);
    return all.slice(0, 1).map(({ array, base }) => {
      const because = `the text speaks of ${array}[${base} … ]`;
      return { base, span: { start, end }, weight: 4, array, because };
    });
  });
}

/** Arrays that the text fills or makes, as opposed to those it is given. */
function tablesOf(routines: readonly Routine[]): Set<string> {
  const given = new Set(routines.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  // What is read is given, too.
  for (const { body } of routines)
    for (const each of statementsIn(body))
      if (each.kind === 'input' && each.target.kind === 'name') given.add(each.target.name);
  const tables = new Set<string>();
  for (const { body } of routines) {
    for (const statement of statementsIn(body)) {
      // What is only moved about was there before.
      if (statement.kind === 'swap') continue;
      for (const { expression } of usesOf(statement).writes) {
        const array = expression.kind === 'index' ? expression.object : expression;
        if (array.kind === 'name' && !given.has(array.name)) tables.add(array.name);
      }
    }
  }
  return tables;
}

type Own = Map<string, (number | Expr | null)[]>;

/** Names that are bounded below by a number in a surrounding loop: `i` in `for i = 2 to n`. */
type Lows = ReadonlyMap<string, { readonly low: number; readonly top: number | null }>;

function gather(statements: readonly Stmt[], own: Own, evidence: Evidence[], lows: Lows): void {
  const known = new Map(lows);
  for (const statement of statements) {
    const { reads, writes } = usesOf(statement);
    for (const root of [...reads, ...writes.map(({ expression }) => expression)])
      readIndices(root, own, evidence, known);
    if (statement.kind === 'assign' || statement.kind === 'declare') declared(statement, own);
    if (statement.kind === 'assign' && statement.targets.length === 1) {
      const [target] = statement.targets;
      if (target?.kind === 'name') known.delete(target.name);
    }
    if (bodiesOf(statement).length === 0) continue;
    const inner = new Map(known);
    if (statement.kind === 'for') bind(statement, inner);
    if (statement.kind === 'if') {
      for (const { body } of statement.branches) gather(body, own, evidence, inner);
      gather(statement.otherwise ?? [], own, evidence, inner);
    } else if (statement.kind === 'case') for (const { body } of statement.arms) gather(body, own, evidence, inner);
    else if ('body' in statement) {
      // Bounds hold only for what the loop does not change.
      if (statement.kind !== 'for') for (const name of changed(statement.body)) inner.delete(name);
      gather(statement.body, own, evidence, inner);
    }
  }
}

/** Where positions begin and end that no loop counts: `low ← 0`, `high ← n - 1`. */
function beginnings(body: readonly Stmt[], fromZero: ReadonlySet<string>, evidence: Evidence[]): void {
  const all = statementsIn(body);
  const positions = positionsIn(all, fromZero);
  for (const each of all) {
    if (each.kind !== 'assign') continue;
    const [target] = each.targets;
    if (target?.kind !== 'name' || !positions.has(target.name)) continue;
    const add = (base: Base, weight: number, what: string): void =>
      void evidence.push({ base, weight, span: each, because: `the position \`${target.name}\` is set to ${what}` });
    const offset = lengthOffset(each.value);
    const number = each.value.kind === 'number' ? each.value.value : null;
    if (offset === 0) add(1, 3, 'the length');
    else if (offset === -1) add(0, 4, 'the length − 1');
    else if (number === '0') add(0, 2, '0');
    else if (number === '1') add(1, 2, '1');
  }
}

/** Names that stand as an index of arrays, and those that such names get their values from. */
function positionsIn(statements: readonly Stmt[], fromZero: ReadonlySet<string>): Set<string> {
  const positions = new Set<string>();
  const parts = statements.flatMap((each) => {
    const { reads, writes } = usesOf(each);
    return [...reads, ...writes.map(({ expression }) => expression)].flatMap((root) => expressionsIn(root));
  });
  for (const part of parts) {
    if (part.kind !== 'index' || (part.object.kind === 'name' && fromZero.has(part.object.name))) continue;
    for (const index of part.indices) if (index.kind === 'name') positions.add(index.name);
  }
  for (const each of statements) {
    if (each.kind !== 'assign' || each.targets[0]?.kind !== 'name' || !positions.has(each.targets[0].name)) continue;
    for (const part of expressionsIn(each.value)) if (part.kind === 'name') positions.add(part.name);
  }
  return positions;
}

function changed(statements: readonly Stmt[]): string[] {
  return statementsIn(statements).flatMap((each) =>
    usesOf(each).writes.flatMap(({ expression }) => (expression.kind === 'name' ? [expression.name] : [])),
  );
}

function bind({ loop }: Stmt & { kind: 'for' }, lows: Map<string, { low: number; top: number | null }>): void {
  const low = loop.down ? loop.to : loop.from;
  const high = loop.down ? loop.from : loop.to;
  lows.delete(loop.variable);
  const least = low.kind === 'number' ? Number(low.value) : lowOf(low, lows);
  if (least === null) return;
  const exclusive = loop.exclusive && !loop.down;
  lows.set(loop.variable, { low: least + (loop.exclusive && loop.down ? 1 : 0), top: topOf(high, exclusive) });
}

function lowOf(expression: Expr, lows: Lows): number | null {
  if (expression.kind === 'name') return lows.get(expression.name)?.low ?? null;
  if (expression.kind !== 'binary' || expression.right.kind !== 'number') return null;
  const left = lowOf(expression.left, lows);
  if (left === null) return null;
  const by = Number(expression.right.value);
  return expression.operator === '+' ? left + by : expression.operator === '-' ? left - by : null;
}

/** How far the last index of a loop is from a length: 0 for `1 to n`, −1 for `1 to n - 1`. */
function topOf(high: Expr, exclusive: boolean): number | null {
  const offset = lengthOffset(high);
  return offset === null ? null : offset - (exclusive ? 1 : 0);
}

/** How far the last value of an index is from a length: 0 for `i + 1` where i goes up to n − 1. */
function reachOf(index: Expr, lows: Lows): number | null {
  if (index.kind === 'name') return lows.get(index.name)?.top ?? null;
  if (index.kind !== 'binary' || index.right.kind !== 'number') return null;
  const left = reachOf(index.left, lows);
  const by = Number(index.right.value);
  if (left === null) return null;
  return index.operator === '+' ? left + by : index.operator === '-' ? left - by : null;
}

/** How far an expression is from a length: 0 for `n` and `A.length`, −1 for `n - 1`. */
export function lengthOffset(expression: Expr): number | null {
  if (expression.kind === 'size' || (expression.kind === 'name' && /^(n|len|length|size)$/i.test(expression.name)))
    return 0;
  if (expression.kind !== 'binary' || expression.right.kind !== 'number') return null;
  const left = lengthOffset(expression.left);
  const by = Number(expression.right.value);
  if (left === null) return null;
  return expression.operator === '-' ? left - by : expression.operator === '+' ? left + by : null;
}

function readIndices(root: Expr, own: Own, evidence: Evidence[], lows: Lows): void {
  for (const part of expressionsIn(root)) {
    if (part.kind !== 'index') continue;
    const name = part.object.kind === 'name' ? part.object.name : null;
    part.indices.forEach((index, dimension) => {
      const shown = name === null ? 'an array' : `\`${name}\``;
      const add = (base: Base, weight: number, because: string): void =>
        void evidence.push({ base, weight, because, span: part, array: name });
      if (index.kind === 'number') {
        const at = Number(index.value);
        if (at === 0) {
          if (name !== null) mark(own, name, dimension);
          if (part.indices.length === 1) add(0, 8, `${shown} is used at index 0`);
        } else if (at === 1 && part.indices.length === 1) add(1, 2, `${shown} is used at index 1`);
        return;
      }
      const offset = lengthOffset(index);
      if (offset !== null && part.indices.length === 1) {
        if (offset === 0) add(1, 5, `${shown} is used at its length`);
        else if (offset === -1) add(0, 2, `${shown} is used at its length − 1`);
      }
      const low = lowOf(index, lows);
      if (low === null) return;
      const reach = reachOf(index, lows);
      if (low === 0) {
        if (name !== null) mark(own, name, dimension);
        add(0, 8, `${shown} is used from index 0 on`);
      } else if (reach === 0) add(1, 6, `${shown} is used up to its length`);
      else if (reach === -1 && low === 1) add(0, 1, `${shown} is used up to its length − 1`);
      else if (low === 1) add(1, 1, `${shown} is used from index 1 on`);
    });
  }
}

/** Index 0 is used in this dimension, whatever the rest of the text counts from. */
function mark(own: Own, name: string, dimension: number): void {
  const bases = own.get(name) ?? [];
  bases[dimension] ??= 0;
  own.set(name, bases);
}

/** `let c[0..m, 1..n] be a new table`. */
function declared(statement: Stmt & { kind: 'assign' | 'declare' }, own: Own): void {
  const value = statement.value;
  if (value?.kind !== 'array') return;
  const names =
    statement.kind === 'declare'
      ? [statement.name]
      : statement.targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []));
  for (const name of names) {
    const bases = value.dimensions.map(({ from }) =>
      from === null ? null : from.kind === 'number' ? Number(from.value) : from,
    );
    own.set(name, bases);
  }
}
