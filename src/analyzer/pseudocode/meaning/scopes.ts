import type { Routine } from '../grammar/ast.ts';
import { draft, type Draft } from './drafts.ts';
import type { GraphUse } from './graphs.ts';
import { plain } from './normalise.ts';

/** What a routine's names are. */
export interface Scope {
  readonly routine: Routine;
  /** Written parameters, then names that are used and never set, then inputs read. */
  readonly parameters: readonly string[];
  /** Of these, what the text does not list: callers hand them on. */
  readonly implicit: readonly string[];
  /** Arrays that are filled without being made. */
  readonly made: ReadonlySet<string>;
  /** Names looked up as `w(u, v)`. */
  readonly lookUps: ReadonlySet<string>;
  /** The graph's name in here. */
  readonly graph: string | null;
  /** Names set in here, loop variables included. */
  readonly set: ReadonlySet<string>;
  /** Attributes of vertices that are written in here. */
  readonly attributes: ReadonlySet<string>;
}

export interface Scopes {
  readonly scopes: readonly Scope[];
  /** Variables that several routines change: `time` in depth-first search. */
  readonly shared: ReadonlySet<string>;
  of(callee: string): Scope | undefined;
}

/** Settles which names are parameters, which are local, and which are shared. */
export function findScopes(routines: readonly Routine[], graph: GraphUse | null, symbols: ReadonlySet<string>): Scopes {
  const names = new Set(routines.flatMap(({ name }) => (name === null ? [] : [plain(name)])));
  const drafts = routines.map((routine) => draft(routine, { names, graph, symbols }));
  const byName = new Map(drafts.map((each) => [each.routine.name === null ? '' : plain(each.routine.name), each]));
  const reach = (from: Draft): Set<Draft> => {
    const seen = new Set<Draft>();
    const visit = (each: Draft): void => {
      for (const name of each.calls) {
        const next = byName.get(name);
        if (next && !seen.has(next)) {
          seen.add(next);
          visit(next);
        }
      }
    };
    visit(from);
    return seen;
  };
  const reached = new Map(drafts.map((each) => [each, reach(each)]));
  const shared = sharedNames(drafts, reached);
  const made = new Map(drafts.map((each) => [each, madeIn(each, drafts, reached, shared)]));
  const needs = new Map(drafts.map((each) => [each, freeIn(each, made.get(each) ?? new Set(), shared, graph)]));
  // What a callee needs and its caller does not have, the caller needs too.
  for (let changed = true; changed;) {
    changed = false;
    for (const each of drafts) {
      const own = needs.get(each) ?? [];
      for (const name of each.calls) {
        const callee = byName.get(name);
        for (const needed of callee ? (needs.get(callee) ?? []) : []) {
          const has =
            each.own.has(needed) || each.set.has(needed) || own.includes(needed) || made.get(each)?.has(needed);
          if (has) continue;
          own.push(needed);
          changed = true;
        }
      }
    }
  }
  const scopes = drafts.map((each): Scope => {
    const implicit = needs.get(each) ?? [];
    const written = each.routine.parameters.map(({ name }) => name);
    const parameters = inOrder([...written, ...implicit], each.routine, written.length);
    const graphName = graph
      ? (parameters.find((name) => graph.names.has(name)) ?? (each.set.has(graph.name) ? graph.name : null))
      : null;
    return {
      routine: each.routine,
      parameters,
      implicit,
      made: made.get(each) ?? new Set(),
      lookUps: each.lookUps,
      graph: graphName,
      set: each.set,
      attributes: each.attributes,
    };
  });
  const known = new Map(scopes.map((scope) => [plain(scope.routine.name ?? ''), scope]));
  return { scopes, shared, of: (callee) => known.get(plain(callee)) };
}

/** Names said in `Input:` come in the order of that sentence, before the others. */
function inOrder(names: readonly string[], { inputs }: Routine, written: number): string[] {
  const words = inputs.flatMap(({ words: each }) => each);
  const rest = names.slice(written);
  const rank = (name: string): number =>
    words.includes(name) ? words.indexOf(name) : words.length + rest.indexOf(name);
  return [...names.slice(0, written), ...rest.sort((a, b) => rank(a) - rank(b))];
}

/**
 * Names that one routine reads before it sets them, and another one it is called with sets as well, or the statements
 * outside of all routines: `TopOfStack` of a stack that PUSH and POP work on.
 */
function sharedNames(drafts: readonly Draft[], reached: ReadonlyMap<Draft, ReadonlySet<Draft>>): Set<string> {
  const shared = new Set<string>();
  for (const each of drafts) {
    for (const name of each.firstReads) {
      if (!each.set.has(name) || each.own.has(name)) continue;
      const others = drafts.filter((other) => other !== each && other.set.has(name) && !other.own.has(name));
      const isState = (other: Draft): boolean => other.routine.headless === true;
      if (others.some((other) => isState(other) || reached.get(other)?.has(each) || reached.get(each)?.has(other)))
        shared.add(name);
    }
  }
  return shared;
}

/** Arrays filled here that nobody makes and nobody hands in. */
function madeIn(
  each: Draft,
  drafts: readonly Draft[],
  reached: ReadonlyMap<Draft, ReadonlySet<Draft>>,
  shared: ReadonlySet<string>,
): Set<string> {
  const callers = drafts.filter((other) => reached.get(other)?.has(each));
  const made = new Set<string>();
  for (const name of each.filled) {
    const isKnown = each.own.has(name) || each.set.has(name) || shared.has(name);
    // What the statements outside of all routines make is handed in, whoever calls.
    const isState = drafts.some((other) => other !== each && other.routine.headless === true && other.set.has(name));
    const calledWith =
      isState ||
      callers.some(
        (other) => other === each || other.used.includes(name) || other.set.has(name) || other.own.has(name),
      );
    if (!isKnown && !calledWith) made.add(name);
  }
  return made;
}

function freeIn(each: Draft, made: ReadonlySet<string>, shared: ReadonlySet<string>, graph: GraphUse | null): string[] {
  const free: string[] = [];
  const has = (name: string): boolean =>
    each.own.has(name) || made.has(name) || shared.has(name) || free.includes(name);
  // `Adj[u]` and `V` alone belong to the graph where there is one.
  const ofGraph = (name: string): boolean => graph !== null && graph.parts.has(name);
  for (const name of each.used) {
    // Without a list of parameters, what is read before it is set is given, too; and so is what the text says it takes.
    const isSaid = each.routine.headless === true || each.routine.inputs.some(({ words }) => words.includes(name));
    const isGiven = isSaid && each.firstReads.has(name);
    if (has(name) || (each.set.has(name) && !isGiven) || ofGraph(name)) continue;
    free.push(name);
  }
  if (
    graph &&
    (each.needsGraph || each.used.some(ofGraph)) &&
    ![...graph.names].some((name) => has(name) || each.set.has(name))
  )
    free.push(graph.name);
  return free;
}
