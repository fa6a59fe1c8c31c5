import type { Bases } from './bases.ts';
import { reachesOf } from './reach.ts';
import type { Scope } from './scopes.ts';
import { shapesOf } from './shapes.ts';
import { allExpressions, statementsIn } from './walk.ts';

/** A parameter that says how long others are: `n` beside `A[1..n]`. */
export interface Measure {
  readonly name: string;
  /** Lists of that length. */
  readonly lists: readonly string[];
  /** Of the first list it is the number of columns. */
  readonly columns: boolean;
  /** How much less than the length it is: 1 where positions 0 to n are used. */
  readonly less: number;
}

export interface Measures {
  readonly measures: readonly Measure[];
  /** Tables with as many columns as rows. */
  readonly squares: readonly string[];
}

const SIZE = /^(n|len|length|size|count|num\w*|vertexcount|\|v\|)$/i;

/** Which of the routine's numbers measure which of its lists, read off loops and positions, else off names. */
export function measuresOf(scope: Scope, types: ReadonlyMap<string, string>, bases: Bases): Measures {
  const { routine } = scope;
  const numbers = scope.parameters.filter((name) => types.get(name) === 'number' && !scope.set.has(name));
  const lists = scope.parameters.filter((name) => /\[\]$|^string$/.test(types.get(name) ?? ''));
  const copies = copiesOf(scope, lists);
  const found = reachesOf(routine).flatMap(({ list, dimension, name, offset }) => {
    const given = lists.includes(list) ? list : copies.get(list);
    const base = bases.of(list, dimension);
    if (given === undefined || typeof base !== 'number' || !numbers.includes(name)) return [];
    return [{ list: given, dimension, name, less: Math.max(0, offset - base + 1) }];
  });
  const rows = found.filter(({ dimension }) => dimension === 0);
  const columns = found.filter(({ dimension }) => dimension === 1);
  const isSquare = (list: string): boolean => {
    const names = [rows, columns].map((all) => all.find((each) => each.list === list)?.name);
    return names[0] !== undefined && names[0] === names[1];
  };
  const squares = [...new Set(rows.map(({ list }) => list))].filter(isSquare);
  const measures: Measure[] = [];
  for (const name of numbers) {
    const own = rows.filter((each) => each.name === name);
    const [first] = own;
    if (first) {
      const alike = own.filter(({ less }) => less === first.less).map(({ list }) => list);
      measures.push({ name, lists: [...new Set(alike)], columns: false, less: first.less });
      continue;
    }
    const across = columns.find((each) => each.name === name);
    if (across) measures.push({ name, lists: [across.list], columns: true, less: across.less });
    else if (SIZE.test(name)) measures.push(...namedMeasure(name, scope, lists));
  }
  return { measures, squares };
}

/** `n` is the length of the only list, unless the text measures that itself. */
function namedMeasure(name: string, scope: Scope, lists: readonly string[]): Measure[] {
  const { routine } = scope;
  const [only] = lists;
  const isMeasured = allExpressions(routine.body).some(
    (each) => each.kind === 'size' && each.of.kind === 'name' && each.of.name === only,
  );
  const isUsed = (shapesOf(routine).get(name)?.number ?? false) || countsTo(name, routine.body);
  return only !== undefined && lists.length === 1 && !isMeasured && isUsed && !endsPart(name, scope)
    ? [{ name, lists: [only], columns: false, less: 0 }]
    : [];
}

/** `for i = p to n`: where a part of a list ends. */
function endsPart(name: string, { routine, parameters }: Scope): boolean {
  return statementsIn(routine.body).some((each) => {
    if (each.kind !== 'for') return false;
    const { from, to } = each.loop;
    return from.kind === 'name' && parameters.includes(from.name) && to.kind === 'name' && to.name === name;
  });
}

function countsTo(name: string, body: Scope['routine']['body']): boolean {
  return statementsIn(body).some((each) => each.kind === 'for' && each.loop.to.kind === 'name' && each.loop.to.name === name);
} // prettier-ignore

/** Names of copies by what they are copies of: `D ← W`. */
function copiesOf({ routine }: Scope, lists: readonly string[]): ReadonlyMap<string, string> {
  const copies = new Map<string, string>();
  for (const each of statementsIn(routine.body)) {
    if (each.kind !== 'assign') continue;
    const source = each.value.kind === 'copy' ? each.value.of : each.value;
    if (source.kind !== 'name' || !lists.includes(source.name)) continue;
    for (const target of each.targets) if (target.kind === 'name') copies.set(target.name, source.name);
  }
  return copies;
}
