import type { Expr, ExprOf, Problem, Stmt } from '../grammar/ast.ts';
import type { Bases } from '../meaning/bases.ts';
import { code, type Code } from './code.ts';
import type { DialectName } from '../dialects.ts';
import type { GraphUse } from '../meaning/graphs.ts';
import { NEEDED, type HelperName } from './helpers.ts';
import type { Identifiers } from './identifiers.ts';
import type { Span } from '../documents/mapped-text.ts';
import { isMapWord, mapNames } from '../meaning/maps.ts';
import type { OutputForm } from '../meaning/outputs.ts';
import type { Records } from '../meaning/records.ts';
import type { Scope, Scopes } from '../meaning/scopes.ts';
import { shapesOf, type Shape } from '../meaning/shapes.ts';
import { allExpressions, expressionsIn, statementsIn, usesOf } from '../meaning/walk.ts';

/** What all routines of a text have in common. */
export interface ProgramContext {
  readonly dialect: DialectName;
  readonly bases: Bases;
  readonly graph: GraphUse | null;
  readonly scopes: Scopes;
  readonly identifiers: Identifiers;
  readonly symbols: ReadonlySet<string>;
  /** Types of nodes; null where there is a graph, whose vertices are numbers. */
  readonly records: Records | null;
  readonly outputs: ReadonlyMap<Scope, OutputForm>;
  /** Parameters that are positions. */
  readonly positions: ReadonlyMap<Scope, ReadonlySet<string>>;
  /** Names that are indexed anywhere in the text. */
  readonly indexed: ReadonlySet<string>;
  readonly helpers: Set<HelperName>;
  readonly problems: Problem[];
  readonly textOf: (span: Span) => string;
}

/** How values wait their turn in a collection: by an attribute of vertices, by a part of records, or as [priority, item]. */
type Priority = { readonly attribute: string } | { readonly part: string } | 'pairs' | null;

/** What a routine's expressions have to know to become TypeScript. */
export class RoutineContext {
  /** The variable that the current statement gives a value. */
  assigned: string | null = null;
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly iterators = new Map<string, string>();
  readonly inputs: string[] = [];
  usesSets = false;
  private indices = 0;
  private readonly sets: ReadonlySet<string>;
  private readonly positions: ReadonlySet<string>;
  /** Names of maps, which have keys of their own. */
  private readonly maps: ReadonlySet<string>;
  private readonly pairs: ReadonlySet<string>;
  private setsName: string | null = null;

  constructor(
    readonly program: ProgramContext,
    readonly scope: Scope,
  ) {
    this.shapes = shapesOf(scope.routine);
    this.sets = setNames(scope);
    this.maps = mapNames(scope.routine);
    this.positions = new Set([...this.shapes].filter(([, { position }]) => position.size > 0).map(([name]) => name));
    this.pairs = new Set(
      statementsIn(scope.routine.body).flatMap((each) =>
        each.kind === 'add' && each.priority && each.to.kind === 'name' ? [each.to.name] : [],
      ),
    );
  }

  get base(): number {
    return this.program.bases.base;
  }

  get dialect(): DialectName {
    return this.program.dialect;
  }

  variable(name: string): string {
    const { symbols, identifiers } = this.program;
    if (symbols.has(name)) return `'${name}'`;
    const { graph } = this.program;
    if (
      graph?.parts.has(name) &&
      !this.scope.set.has(name) &&
      !this.scope.parameters.includes(name) &&
      this.scope.graph !== null
    ) {
      return `${identifiers.of(this.scope.graph)}.${name}`;
    }
    return identifiers.of(name);
  }

  problem(span: Span, message: string, fixes: Problem['fixes'] = []): void {
    const phrase = this.program.textOf(span);
    if (this.program.problems.some(({ start, end }) => start === span.start && end === span.end)) return;
    this.program.problems.push({ start: span.start, end: span.end, phrase, message, fixes });
  }

  helper(name: HelperName): string {
    this.program.helpers.add(name);
    for (const other of NEEDED[name] ?? []) this.program.helpers.add(other);
    return this.program.identifiers.helper(name);
  }

  // ── arrays ───────────────────────────────────────────────────────────────────────────────────────────────────────

  baseOf(object: Expr, dimension: number): number | Expr {
    if (object.kind === 'name') return this.program.bases.of(object.name, dimension);
    if (object.kind === 'index' && object.object.kind === 'name')
      return this.program.bases.of(object.object.name, dimension + object.indices.length);
    return this.base;
  }

  depthOf(expression: Expr): number {
    if (expression.kind === 'name') return this.shapes.get(expression.name)?.depth ?? 0;
    return expression.kind === 'index' ? this.depthOf(expression.object) - expression.indices.length : 0;
  }

  isMap(expression: Expr): boolean {
    return expression.kind === 'name' && this.maps.has(expression.name);
  }

  isSet(expression: Expr): boolean {
    if (expression.kind === 'name') return this.sets.has(expression.name);
    if (expression.kind === 'list') return expression.form === 'set';
    if (expression.kind === 'empty') return true;
    if (expression.kind === 'attribute') return this.partOfGraph(expression) !== null;
    return expression.kind === 'binary' && '∪∩∖'.includes(expression.operator);
  }

  /** A list or a text, rather than a number. */
  isCollection(expression: Expr): boolean {
    if (expression.kind === 'binary' && expression.operator === '+')
      return this.isCollection(expression.left) || this.isCollection(expression.right);
    if (expression.kind === 'slice') return true;
    const shape = expression.kind === 'name' ? this.shapes.get(expression.name) : undefined;
    return shape !== undefined && (shape.collection || shape.depth > 0) && !shape.number;
  }

  /** `(low + high) / 2` is rounded down where a position is meant. */
  isWholeDivision(expression: ExprOf<'binary'>): boolean {
    if (this.indices > 0) return expression.right.kind === 'number';
    if (this.assigned === null || !this.positions.has(this.assigned)) return false;
    return expression.right.kind === 'number';
  }

  /** Writes what stands as an index. */
  asIndex<T>(write: () => T): T {
    this.indices++;
    try {
      return write();
    } finally {
      this.indices--;
    }
  }

  // ── routines ─────────────────────────────────────────────────────────────────────────────────────────────────────

  callee(name: string): { readonly name: string; readonly handedOn: readonly string[]; readonly scope: Scope } | null {
    const scope = this.program.scopes.of(name);
    if (!scope || scope.routine.name === null) return null;
    return { name: this.program.identifiers.of(scope.routine.name), handedOn: scope.implicit, scope };
  }

  /** What a callee needs beyond its written parameters, under the name it has here. */
  handOn(name: string): string {
    const { graph } = this.program;
    return graph?.names.has(name) && this.scope.graph !== null ? this.variable(this.scope.graph) : this.variable(name);
  }

  isParameter(name: string): boolean {
    return this.scope.parameters.includes(name);
  }

  isLookUp(name: string): boolean {
    return this.scope.lookUps.has(name);
  }

  lookUpTable(name: string): string {
    return this.variable(name);
  }

  setsVariable(): string {
    this.usesSets = true;
    this.setsName ??= this.program.identifiers.fresh('sets');
    return this.setsName;
  }

  iterator(object: Expr): string {
    const name = object.kind === 'name' ? object.name : 'items';
    const known = this.iterators.get(name);
    if (known) return known;
    const made = this.program.identifiers.fresh(`next${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`);
    this.iterators.set(name, made);
    return made;
  }

  nextInput(): string {
    const wanted = this.assigned ?? 'input';
    const name = this.program.identifiers.fresh(`${this.program.identifiers.of(wanted)}Input`);
    this.inputs.push(name);
    return name;
  }

  // ── graphs ───────────────────────────────────────────────────────────────────────────────────────────────────────

  isGraph(name: string): boolean {
    return this.program.graph?.names.has(name) === true;
  }

  /** `G.V` as TypeScript, if the expression is a part of the graph. */
  partOfGraph(expression: Expr): string | null {
    const { graph } = this.program;
    if (!graph) return null;
    if (expression.kind === 'attribute' && expression.object.kind === 'name' && this.isGraph(expression.object.name)) {
      return `${this.variable(expression.object.name)}.${expression.name}`;
    }
    if (
      expression.kind === 'name' &&
      graph.parts.has(expression.name) &&
      !this.scope.parameters.includes(expression.name) &&
      !this.scope.set.has(expression.name) &&
      this.scope.graph
    ) {
      return `${this.variable(this.scope.graph)}.${expression.name}`;
    }
    return null;
  }

  isVertexAttribute(expression: ExprOf<'attribute'>): boolean {
    return this.program.graph?.attributes.has(expression.name) === true && this.scope.graph !== null;
  }

  attributeArray(name: string): string {
    const graph = this.scope.graph ?? this.program.graph?.name;
    return `${graph === undefined ? 'graph' : this.variable(graph)}.${this.attributeName(name)}`;
  }

  attributeName(name: string): string {
    return name.replace(/-+(.)/gu, (_, letter: string) => letter.toUpperCase()).replace(/'/g, 'Prime');
  }

  neighborLists(): string {
    const { graph } = this.program;
    if (graph && this.scope.graph !== null) return `${this.variable(this.scope.graph)}.${graph.lists}`;
    const list = this.scope.parameters.find((name) => /^(G|graph|adj|Adj|adjacency\w*)$/i.test(name));
    return list === undefined ? 'neighbors' : this.variable(list);
  }

  /** Whether a name holds vertices. */
  isVertex(name: string): boolean {
    return vertexNames(this).has(name);
  }

  /** The number of the first vertex, as TypeScript. */
  firstVertex(): string {
    const { graph } = this.program;
    if (graph?.vertices && this.scope.graph !== null) return `${this.variable(this.scope.graph)}.${graph.vertices}[0]`;
    return String(this.base);
  }

  /** Where a vertex stands in an array that has an entry for each. */
  vertexIndex(vertex: Expr, emit: (expression: Expr) => Code): Code {
    const first = this.countedFrom(vertex) ?? this.firstVertex();
    const inner = emit(vertex);
    if (first === '0') return inner;
    return vertex.kind === 'binary' ? code('(', inner, `) - ${first}`) : code(inner, ` - ${first}`);
  }

  /** `for k from 1 to |V|` counts vertices from there, whatever the first of the list is called. */
  private countedFrom(vertex: Expr): string | null {
    if (vertex.kind !== 'name') return null;
    const loops = statementsIn(this.scope.routine.body).flatMap((each) =>
      (each.kind === 'for' && each.loop.variable === vertex.name) || (each.kind === 'each' && bindsName(each, vertex.name)) ? [each] : [],
    ); // prettier-ignore
    const [first] = loops;
    if (first?.kind !== 'for' || loops.length > 1) return null;
    const low = first.loop.down ? first.loop.to : first.loop.from;
    return low.kind === 'number' && /^[01]$/.test(low.value) ? low.value : null;
  }

  /** `dist[v]` of a text with a list of vertices: the array has an entry for each of them. */
  indexesVertices(object: Expr): boolean {
    const { graph } = this.program;
    if (!graph?.vertices || this.scope.graph === null) return false;
    const name =
      object.kind === 'name'
        ? object.name
        : object.kind === 'index' && object.object.kind === 'name'
          ? object.object.name
          : null;
    if (name === null) return false;
    return this.vertexArrays().has(name);
  }

  private knownVertexArrays: ReadonlySet<string> | null = null;

  /** Arrays that are indexed by variables that run over vertices. */
  private vertexArrays(): ReadonlySet<string> {
    if (this.knownVertexArrays) return this.knownVertexArrays;
    const vertices = vertexNames(this);
    const arrays = new Set<string>();
    for (const each of allExpressions(this.scope.routine.body)) {
      if (each.kind !== 'index') continue;
      const object = each.object.kind === 'index' ? each.object.object : each.object;
      if (object.kind === 'name' && each.indices.some((index) => index.kind === 'name' && vertices.has(index.name)))
        arrays.add(object.name);
    }
    this.knownVertexArrays = arrays;
    return arrays;
  }

  // ── attributes of arrays ─────────────────────────────────────────────────────────────────────────────────────────

  /** `A.heap-size`: an attribute of what is indexed elsewhere. */
  isArrayAttribute({ object }: ExprOf<'attribute'>): boolean {
    if (object.kind !== 'name') return false;
    return this.program.indexed.has(object.name);
  }

  arrayAttribute(name: string, object: Code): Code {
    return code('(', object, ` as Array<number> & { ${this.attributeName(name)}: number }).`, this.attributeName(name));
  }

  // ── priority queues ──────────────────────────────────────────────────────────────────────────────────────────────

  priorityOf(queue: Expr): Priority {
    if (queue.kind === 'name' && this.pairs.has(queue.name)) return 'pairs';
    const { graph, records } = this.program;
    const part = queue.kind === 'name' ? records?.orderOf(this.scope.routine, queue.name) : undefined;
    if (part !== undefined && part !== null) return { part };
    if (!graph) return null;
    const attribute = ['key', 'd', 'dist', 'distance', 'priority', 'cost', 'f'].find((name) =>
      graph.attributes.has(name),
    );
    return attribute === undefined ? null : { attribute };
  }
}

function bindsName(statement: Stmt, name: string): boolean {
  return usesOf(statement).binds.includes(name);
}

/** Names that hold vertices: loop variables over them, and what is taken out of collections of them. */
function vertexNames(cx: RoutineContext): Set<string> {
  const names = new Set<string>();
  const { graph } = cx.program;
  const { routine } = cx.scope;
  for (const { name } of routine.parameters)
    if (/^(s|u|v|source|src|start|root|target|t|goal|r)$/.test(name)) names.add(name);
  for (const statement of statementsIn(routine.body)) {
    if (statement.kind === 'each') {
      const { pattern, of } = statement.loop;
      const ofVertices =
        of.kind === 'neighbors' ||
        expressionsIn(of).some((each) => cx.partOfGraph(each) !== null) ||
        (of.kind === 'name' && graph !== null && /vertices|nodes/i.test(of.name));
      if (!ofVertices) continue;
      const ends = pattern.kind === 'one' ? [pattern.name] : pattern.names.slice(0, 2).map(({ name }) => name);
      for (const name of ends) names.add(name);
    }
    if (statement.kind === 'assign' && (statement.value.kind === 'best' || statement.value.kind === 'take')) {
      for (const target of statement.targets) if (target.kind === 'name') names.add(target.name);
    }
  }
  return names;
}

/** Names that are given sets, or that items are added to as to a set. */
function setNames({ routine }: Scope): Set<string> {
  const names = new Set<string>();
  for (const statement of statementsIn(routine.body)) {
    if (statement.kind === 'assign') {
      const { value } = statement;
      const isSet =
        (value.kind === 'empty' && !isMapWord(value.what)) ||
        (value.kind === 'list' && value.form === 'set') ||
        (value.kind === 'binary' && '∪∩∖'.includes(value.operator)) ||
        (value.kind === 'attribute' && /^[VE]$/.test(value.name));
      for (const target of statement.targets) if (isSet && target.kind === 'name') names.add(target.name);
    }
    if (statement.kind === 'add' && statement.where === 'set' && statement.to.kind === 'name')
      names.add(statement.to.name);
  }
  for (const each of allExpressions(routine.body)) {
    if (each.kind === 'binary' && (each.operator === 'in' || each.operator === '∪') && each.right.kind === 'name')
      names.add(each.right.name);
  }
  return names;
}
