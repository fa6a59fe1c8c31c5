import type { RoutineContext } from './context.ts';
import { edgeListOf } from '../meaning/edge-lists.ts';
import { intervalOf, patternOf } from '../meaning/intervals.ts';
import { measuresOf } from '../meaning/lengths.ts';
import { nodeInputs } from '../meaning/node-inputs.ts';
import type { Scope } from '../meaning/scopes.ts';
import { WEIGHTS } from '../meaning/types.ts';
import type { StatementContext } from './statement-context.ts';
import { streamTags } from './stream-tags.ts';

/** What inputs have to be, for whoever draws them, as a comment above the function. */
export function inputTags(
  scope: Scope,
  cx: RoutineContext,
  types: ReadonlyMap<string, string>,
  inputs: readonly string[],
  streams: StatementContext['streams'],
): string {
  const graph = scope.parameters.find((name) => cx.isGraph(name));
  const tags = [
    ...(graph === undefined ? edgeTags(scope, cx, types) : graphTags(graph, scope, cx, types)),
    ...lengthTags(scope, cx, types),
    ...pairTags(scope, cx, types),
    ...nodeTags(scope, cx, types),
    ...streamTags(scope.routine.body, [...scope.parameters, ...inputs], streams, cx),
  ];
  // A list of vertices says itself where it begins.
  const isNumbered = graph !== undefined && cx.program.graph?.vertices != null;
  if (isNumbered) tags.push(`@positions from ${cx.variable(graph)}`);
  else if (cx.base === 1 && hasPositions(graph, scope, cx, types)) tags.push('@positions from 1');
  return tags.length === 0 ? '' : `/**\n${tags.map((tag) => ` * ${tag}\n`).join('')} */\n`;
}

/** Vertices are those of the graph, and weights are there for each two. */
function graphTags(graph: string, scope: Scope, cx: RoutineContext, types: ReadonlyMap<string, string>): string[] {
  const own = cx.variable(graph);
  const vertices = scope.parameters.filter((name) => types.get(name) === 'number' && cx.isVertex(name));
  return [
    ...vertices.map((name) => `@index ${cx.variable(name)} of ${own}`),
    ...tablesOf(scope, types).flatMap((name) => weightTags(cx.variable(name), own)),
  ];
}

function edgeTags(scope: Scope, cx: RoutineContext, types: ReadonlyMap<string, string>): string[] {
  const list = edgeListOf(scope);
  if (!list) return [];
  const [vertices, edges] = [cx.variable(list.vertices), cx.variable(list.edges)];
  return [
    `@edges ${edges} of ${vertices}${list.weighted ? ' weighted' : ''}`,
    ...list.sources.filter((name) => types.get(name) === 'number').map((name) => `@index ${cx.variable(name)} of ${vertices}`),
    ...tablesOf(scope, types).flatMap((name) => weightTags(cx.variable(name), vertices)),
  ]; // prettier-ignore
}

/** `n` is how long `A` is, `m` how many columns a table has. */
function lengthTags(scope: Scope, cx: RoutineContext, types: ReadonlyMap<string, string>): string[] {
  const { measures, squares } = measuresOf(scope, types, cx.program.bases);
  return [
    ...squares.map((name) => `@square ${cx.variable(name)}`),
    ...measures.flatMap(({ name, lists, columns, less }) => {
      const [first = '', ...others] = lists.map((list) => cx.variable(list));
      const which = `${columns ? ' columns' : ''}${less > 0 ? ` less ${less}` : ''}`;
      return [
        ...(others.length > 0 ? [`@sameLength ${[first, ...others].join(' ')}`] : []),
        `@length ${cx.variable(name)} of ${first}${which}`,
      ];
    }),
  ];
}

/** The ends of a part of a list are in order; a pattern is in its text now and then. */
function pairTags(scope: Scope, cx: RoutineContext, types: ReadonlyMap<string, string>): string[] {
  const ends = intervalOf(scope, cx.program.positions.get(scope) ?? new Set());
  const pattern = patternOf(scope, (name) => /^(number\[\]|string)$/.test(types.get(name) ?? ''));
  const tag = (kind: string, names: readonly string[]): string => `@${kind} ${names.map((name) => cx.variable(name)).join(' ')}`;
  return [...(ends.length > 1 ? [tag('ordered', ends)] : []), ...(pattern ? [tag('partOf', pattern)] : [])];
} // prettier-ignore

/** Search trees are in order; parents and what comes before lead back. */
function nodeTags(scope: Scope, cx: RoutineContext, types: ReadonlyMap<string, string>): string[] {
  const { records, scopes } = cx.program;
  if (records === null) return [];
  return nodeInputs(scope, scopes, records, types).flatMap(({ parameter, field, linked, searchTree }) => {
    const place = cx.variable(parameter) + (field === null ? '' : `.${field}`);
    const tags: string[] = [];
    if (searchTree) {
      const { key, left, right, sought } = searchTree;
      tags.push(['@searchTree', place, key, left, right, ...sought.map((name) => cx.variable(name))].join(' '));
    }
    if (linked) tags.push(['@linked', place, linked.back, ...linked.forward].join(' '));
    return tags;
  });
}

function tablesOf({ parameters }: Scope, types: ReadonlyMap<string, string>): string[] {
  return parameters.filter((name) => types.get(name) === WEIGHTS);
}

function weightTags(table: string, graph: string): string[] {
  return [`@square ${table}`, `@sameLength ${graph} ${table}`];
}

/** Whether an argument says where something stands: a position, a vertex, or a list of neighbours. */
function hasPositions(
  graph: string | undefined,
  scope: Scope,
  cx: RoutineContext,
  types: ReadonlyMap<string, string>,
): boolean {
  const positions = cx.program.positions.get(scope) ?? new Set<string>();
  return graph !== undefined || scope.parameters.some((name) => types.get(name) === 'number' && positions.has(name));
}
