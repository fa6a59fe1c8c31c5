import type { Expr, Stmt } from '../grammar/ast.ts';
import type { Scope } from './scopes.ts';
import { allExpressions, statementsIn } from './walk.ts';

/** A graph that is handed in as a list of its vertices and a list of its edges. */
export interface EdgeList {
  readonly vertices: string;
  readonly edges: string;
  /** Each edge comes with a third value. */
  readonly weighted: boolean;
  /** Parameters that are a vertex. */
  readonly sources: readonly string[];
}

type Walked = Extract<Stmt, { readonly kind: 'each' }>['loop'] & { readonly of: Expr & { readonly kind: 'name' } };

/** `for each edge (u, v) in E` beside `for each vertex v in V`: both parameters, named so or used at one array. */
export function edgeListOf({ routine, parameters }: Scope): EdgeList | null {
  const walked = statementsIn(routine.body).flatMap((each) =>
    each.kind === 'each' &&
    each.loop.of.kind === 'name' &&
    parameters.includes(each.loop.of.name) &&
    !each.loop.position
      ? [each.loop as Walked]
      : [],
  );
  const arrays = indexedBy(routine.body);
  for (const edge of walked) {
    if (edge.pattern.kind !== 'many' || edge.pattern.names.length > 3) continue;
    const [from, to] = edge.pattern.names.map(({ name }) => name);
    const reached = new Set([...(arrays.get(from ?? '') ?? []), ...(arrays.get(to ?? '') ?? [])]);
    for (const vertex of walked) {
      if (vertex.pattern.kind !== 'one' || vertex.of.name === edge.of.name) continue;
      const isNamed = /^(V|vertices|nodes)$/i.test(vertex.of.name) && /^(E|edges|arcs)$/i.test(edge.of.name);
      const isShared = [...(arrays.get(vertex.pattern.name) ?? [])].some((array) => reached.has(array));
      if (!isNamed && !isShared) continue;
      const isSource = (name: string): boolean => [...(arrays.get(name) ?? [])].some((array) => reached.has(array));
      return {
        vertices: vertex.of.name,
        edges: edge.of.name,
        weighted: edge.pattern.names.length === 3,
        sources: parameters.filter((name) => isSource(name)),
      };
    }
  }
  return null;
}

/** Names of arrays by the names that stand as their index. */
function indexedBy(body: readonly Stmt[]): ReadonlyMap<string, ReadonlySet<string>> {
  const arrays = new Map<string, Set<string>>();
  for (const each of allExpressions(body)) {
    if (each.kind !== 'index' || each.object.kind !== 'name') continue;
    const [index] = each.indices;
    if (index?.kind === 'name') arrays.set(index.name, (arrays.get(index.name) ?? new Set()).add(each.object.name));
  }
  return arrays;
}
