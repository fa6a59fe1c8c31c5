import type { Expr, Routine } from '../grammar/ast.ts';
import { allExpressions } from './walk.ts';

/** The graph that a text speaks of, if it does. */
export interface GraphUse {
  /** What the text calls it; several routines may call theirs differently. */
  readonly names: ReadonlySet<string>;
  /** The name where a routine mentions none. */
  readonly name: string;
  /** Parts it must have: `V`, `Adj`, `edges`. */
  readonly parts: ReadonlySet<string>;
  /** The list of vertices among the parts. */
  readonly vertices: string | null;
  /** What holds the neighbours of each vertex, for `neighbors of v`. */
  readonly lists: string;
  /** Attributes of vertices, kept as arrays by that name on the graph. */
  readonly attributes: ReadonlySet<string>;
}

const PARTS =
  /^(V|E|Adj|vertices|edges|nodes|neighbors|neighbours|adjacentEdges|adjacentVertices|adjacencyList|adjacency|adj|arcs|Vertices|Edges|Nodes|Neighbors|w|weights)$/;
const VERTICES = /^(V|vertices|nodes|Vertices|Nodes)$/;
const LISTS = /^(Adj|adj|neighbors|neighbours|adjacentEdges|adjacentVertices|adjacencyList|adjacency|Neighbors)$/;

export function findGraph(routines: readonly Routine[]): GraphUse | null {
  const names = new Set<string>();
  const parts = new Set<string>();
  const attributes = new Set<string>();
  let asksNeighbors = false;
  const all = routines.flatMap(({ body }) => allExpressions(body));
  for (const expression of all) {
    if (expression.kind === 'neighbors') asksNeighbors = true;
    if (expression.kind !== 'attribute' && expression.kind !== 'method') continue;
    if (!PARTS.test(expression.name) || expression.object.kind !== 'name') continue;
    names.add(expression.object.name);
    parts.add(expression.name);
  }
  const mentioned = routines
    .flatMap(({ parameters }) => parameters.map(({ name }) => name))
    .find((name) => /^(G|graph)$/i.test(name));
  const adjacencyAlone = all.some(
    (each) => each.kind === 'index' && each.object.kind === 'name' && each.object.name === 'Adj',
  );
  if (mentioned !== undefined && (asksNeighbors || adjacencyAlone) && !isIndexed(all, mentioned)) names.add(mentioned);
  if (adjacencyAlone && mentioned !== undefined) parts.add('Adj');
  const [name] = names;
  if (name === undefined) return null;
  const known = [...parts].find((part) => LISTS.test(part));
  const lists = known ?? ([...parts].some((part) => /^[VE]$/.test(part)) ? 'Adj' : 'neighbors');
  if (asksNeighbors) parts.add(lists);
  for (const expression of all) {
    if (expression.kind === 'labelled') attributes.add(expression.label);
    if (expression.kind !== 'attribute') continue;
    const isPart = expression.object.kind === 'name' && names.has(expression.object.name);
    if (!isPart) attributes.add(expression.name);
  }
  for (const { body } of routines) for (const label of labelsIn(body)) attributes.add(label);
  return { names, name, parts, vertices: [...parts].find((part) => VERTICES.test(part)) ?? null, lists, attributes };
}

function isIndexed(all: readonly Expr[], name: string): boolean {
  return all.some((each) => each.kind === 'index' && each.object.kind === 'name' && each.object.name === name);
}

function labelsIn(statements: Routine['body']): string[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'label') return [statement.label];
    if ('body' in statement) return labelsIn(statement.body);
    if (statement.kind === 'if')
      return [...statement.branches.flatMap(({ body }) => labelsIn(body)), ...labelsIn(statement.otherwise ?? [])];
    return [];
  });
}
