import ts from 'typescript';
import type { Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';
import { Bindings } from './bindings.ts';
import type { Edit } from './original.ts';
import type { RangeMap } from './range-map.ts';
import { reach, type Reached } from './reach.ts';
import { findState } from './state.ts';
import { isFunctionExpression, takeApart, type HandOuts, type Unit, type Units } from './units.ts';

/** What the function to learn does beyond computing a result from its arguments. */
export interface Effects {
  /** What can't be imitated, each a sentence with its place; empty if the function can be learned. */
  readonly reasons: readonly Reason[];
  /** Uses of `Math.random`, allowed where the result does not depend on them. */
  readonly random: readonly Range[];
  /** Places that change module-level variables or objects (memo tables, counters); whether it matters shows at run time. */
  readonly state: readonly Range[];
}

export interface Analysis {
  /** Blanks out what is never needed: functions nobody calls, and what runs on loading only to do what is refused. */
  readonly blanks: readonly Edit[];
  /** @param fallback the place of what has no place in the user's text */
  effects(map: RangeMap, fallback: Range): Effects;
  /** The reasons alone. */
  reasons(map: RangeMap, fallback: Range): readonly Reason[];
  /** What the user wrote of all that is reached, the function itself included. */
  pieces(map: RangeMap): readonly Range[];
}

/**
 * A program text taken apart, to find what a function that it hands out can reach, lexically: the functions, classes and
 * module-level variables it mentions, those that they mention, and the methods whose names are mentioned.
 */
export class Survey {
  private readonly bindings: Bindings;
  private readonly units: Units;
  private readonly loaded = new Map<Unit, Loaded>();
  private readonly blanks = new Map<ts.Node, Edit>();

  /**
   * @param tree the program text, with parents; it is bound here
   * @param strict whether the text is in strict mode, outside of wrapped CommonJS modules
   * @param handOuts of a text for several functions, what hands them out
   */
  constructor(
    private readonly tree: ts.SourceFile,
    strict: boolean,
    handOuts?: HandOuts,
  ) {
    this.bindings = new Bindings(tree, strict);
    this.units = takeApart(tree, this.bindings, handOuts);
  }

  /**
   * @param name the text exports the function under
   * @param entry what hands out others than this one is as if it were not there
   */
  analyse(name: string, entry?: number): Analysis {
    const { tree, units } = this;
    const start = reach(units, entryVariables(tree, name, this.bindings), [], entry);
    const own = units.all.filter((unit) => unit.entry === undefined || unit.entry === entry);
    const others = own.filter((unit) => unit.runsAtLoad && !start.units.has(unit)).map((unit) => this.load(unit));
    const suspects = others.filter(({ isSuspect }) => isSuspect);
    const needed = withFillers(units, start, suspects, entry);
    const unneeded = suspects.filter(({ unit }) => !needed.units.has(unit)).map(({ unit }) => unit);
    const harmless = others.filter(({ isSuspect }) => !isSuspect).map(({ unit }) => unit);
    const kept = reach(units, needed.variables, [...needed.units, ...harmless], entry);
    const never = own.filter((unit) => !unit.runsAtLoad && !kept.units.has(unit) && canGo(unit));
    return {
      blanks: withoutNested([
        ...[...unneeded, ...never].map(({ node }) => this.blank(node)),
        ...otherExports(tree, name),
      ]),
      reasons: (map, fallback) => reasonsOf(tree, needed, map, fallback),
      pieces: (map) =>
        written(needed).flatMap(({ node }) => map.rangeOf(node.getStart(tree), node.end, node.kind) ?? []),
      effects: (map, fallback) => describe(tree, needed, findState(units, needed), map, fallback),
    };
  }

  /** The same object for the same piece. */
  private blank(node: ts.Node): Edit {
    const known = this.blanks.get(node);
    if (known) return known;
    const made = blankOf(this.tree, node);
    this.blanks.set(node, made);
    return made;
  }

  /** What a piece does on loading is looked up once for all functions. */
  private load(unit: Unit): Loaded {
    const known = this.loaded.get(unit);
    if (known) return known;
    const reached = reach(this.units, [], [unit], unit.entry);
    const isSuspect = ts.isImportDeclaration(unit.node) || isRefused(reached);
    const loaded = { unit, isSuspect, reached: isSuspect ? reached : NOTHING };
    this.loaded.set(unit, loaded);
    return loaded;
  }
}

const NOTHING: Reached = { units: new Set(), variables: new Set() };

/** What runs when the text is loaded, and all that it reaches. */
interface Loaded {
  readonly unit: Unit;
  /** It does what is refused, and so is left out where nobody needs it. */
  readonly isSuspect: boolean;
  /** Told of suspects alone. */
  readonly reached: Reached;
}

/** Adds what fills what the function reads, although it does what is refused. */
function withFillers(units: Units, start: Reached, suspects: readonly Loaded[], entry?: number): Reached {
  let needed = start;
  for (;;) {
    const fillers = suspects.filter(({ unit, reached }) => !needed.units.has(unit) && fills(reached, needed));
    if (fillers.length === 0) return needed;
    needed = reach(units, needed.variables, [...needed.units, ...fillers.map(({ unit }) => unit)], entry);
  }
}

/** A method that nobody calls stays, unless it is in the way: somebody may look whether it is there. */
function canGo(unit: Unit): boolean {
  const { node, isHelper } = unit;
  if (isHelper || ts.isShorthandPropertyAssignment(node)) return false;
  // What a unit does is looked up last: of a bundle most is never asked for.
  return ts.isFunctionDeclaration(node) || unit.scan.findings.length > 0;
}

/** Chance is as good as refused in what nobody needs: without it, loading the text is the same every time. */
function isRefused({ units }: Reached): boolean {
  return [...units].some(({ scan, isHelper }) => !isHelper && scan.findings.length + scan.random.length > 0);
}

function fills(own: Reached, needed: Reached): boolean {
  const others = [...own.units].filter((unit) => !needed.units.has(unit));
  return others.some(({ scan }) => scan.writes.some(({ variable }) => variable && needed.variables.has(variable)));
}

/** What the text exports as `entry`: a variable of that name, or another one under that name. */
function entryVariables(tree: ts.SourceFile, entry: string, bindings: Bindings): ts.Declaration[] {
  const variables: (ts.Declaration | null)[] = [];
  for (const statement of tree.statements) {
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    for (const { name } of declared) {
      if (ts.isIdentifier(name) && name.text === entry) variables.push(bindings.resolve(name));
    }
    for (const { name, propertyName } of namedExports(statement)) {
      const local = propertyName ?? name;
      if (name.text === entry && ts.isIdentifier(local)) variables.push(bindings.resolve(local));
    }
  }
  return variables.filter((variable) => variable !== null);
}

function namedExports(statement: ts.Statement): readonly ts.ExportSpecifier[] {
  const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
  return clause && ts.isNamedExports(clause) ? clause.elements : [];
}

/** The other exports of the file name things that may be left out. */
function otherExports(tree: ts.SourceFile, entry: string): Edit[] {
  return tree.statements
    .filter((statement) => ts.isExportDeclaration(statement))
    .filter((statement) => !namedExports(statement).some(({ name }) => name.text === entry))
    .map((statement) => blank(tree, statement, ''));
}

/** Leaves the text's length and lines as they are, so that positions stay true. */
function blank(tree: ts.SourceFile, node: ts.Node, by: string): Edit {
  const start = node.getStart(tree);
  const rest = tree.text.slice(start + by.length, node.end);
  return { start, end: node.end, text: by + rest.replace(/[^\r\n]/g, ' ') };
}

function blankOf(tree: ts.SourceFile, node: ts.Node): Edit {
  if (ts.isExpression(node)) return blank(tree, node, '0');
  if (ts.isObjectLiteralElement(node) && node.name && ts.isObjectLiteralExpression(node.parent)) {
    return blank(tree, node, `${node.name.getText(tree)}:0`);
  }
  // Others may still hold the function: an object of exports, a table of handlers.
  if (ts.isFunctionDeclaration(node) && node.name) return blank(tree, node, `function ${node.name.text}(){}`);
  if (!ts.isVariableDeclaration(node)) return blank(tree, node, '');
  const list = node.parent;
  const holdsFunction = node.initializer !== undefined && isFunctionExpression(node.initializer);
  if (!holdsFunction && ts.isVariableDeclarationList(list) && list.declarations.length === 1)
    return blank(tree, list.parent, '');
  return blank(tree, node.initializer ?? node, ts.isIdentifier(node.name) ? '0' : '[]');
}

/** In order, and without those that lie in others. */
function withoutNested(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}

function describe(
  tree: ts.SourceFile,
  needed: Reached,
  state: readonly ts.Node[],
  map: RangeMap,
  fallback: Range,
): Effects {
  const ranges = (nodes: readonly ts.Node[]): Range[] => nodes.flatMap((node) => nearestRange(tree, node, map) ?? []);
  return {
    reasons: reasonsOf(tree, needed, map, fallback),
    random: inOrder(ranges(written(needed).flatMap(({ scan }) => scan.random)), (range) => range),
    state: inOrder(ranges(state), (range) => range),
  };
}

function reasonsOf(tree: ts.SourceFile, needed: Reached, map: RangeMap, fallback: Range): Reason[] {
  const reasons = written(needed).flatMap(({ scan }) =>
    scan.findings.map(({ node, reason }) => ({ range: nearestRange(tree, node, map) ?? fallback, reason })),
  );
  return inOrder(reasons, ({ range }) => range);
}

/** What compilers and bundlers add may do more. */
function written({ units }: Reached): Unit[] {
  return [...units].filter(({ isHelper }) => !isHelper);
}

function nearestRange(tree: ts.SourceFile, node: ts.Node, map: RangeMap): Range | null {
  for (let up = node; !ts.isSourceFile(up); up = up.parent) {
    const range = map.rangeOf(up.getStart(tree), up.end, up.kind);
    if (range) return range;
  }
  return null;
}

/** In source order; of several that begin at one place only the first found, which is the outermost. */
function inOrder<T>(items: readonly T[], rangeOf: (item: T) => Range): T[] {
  const byStart = new Map<string, T>();
  for (const item of items) {
    const { file, start } = rangeOf(item);
    const key = `${file}:${start.line}:${start.column}`;
    if (!byStart.has(key)) byStart.set(key, item);
  }
  return [...byStart.values()].sort((x, y) => {
    const [a, b] = [rangeOf(x), rangeOf(y)];
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.start.line - b.start.line || a.start.column - b.start.column;
  });
}
