import ts from 'typescript';
import type { Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';
import { Bindings } from './bindings.ts';
import type { Edit } from './original.ts';
import type { RangeMap } from './range-map.ts';
import { reach, type Reached } from './reach.ts';
import { findState } from './state.ts';
import { isFunctionExpression, takeApart, type Unit, type Units } from './units.ts';

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
}

/**
 * Finds what the function can reach, lexically: the functions, classes and module-level variables it mentions, those
 * that they mention, and the methods whose names are mentioned.
 * @param tree the program text, with parents; it is bound here
 * @param entry the name the text exports the function under
 * @param strict whether the text is in strict mode, outside of wrapped CommonJS modules
 */
export function analyse(tree: ts.SourceFile, entry: string, strict: boolean): Analysis {
  const bindings = new Bindings(tree, strict);
  const units = takeApart(tree, bindings);
  const start = reach(units, entryVariables(tree, entry, bindings), []);
  const others = units.all
    .filter((unit) => unit.runsAtLoad && !start.units.has(unit))
    .map((unit): Loaded => ({ unit, reached: reach(units, [], [unit]) }));
  const suspects = others.filter(({ unit, reached }) => ts.isImportDeclaration(unit.node) || isRefused(reached));
  const needed = withFillers(units, start, suspects);
  const unneeded = suspects.filter(({ unit }) => !needed.units.has(unit)).map(({ unit }) => unit);
  const harmless = others.filter((other) => !suspects.includes(other)).map(({ unit }) => unit);
  const kept = reach(units, needed.variables, [...needed.units, ...harmless]);
  const never = units.all.filter((unit) => !unit.runsAtLoad && !kept.units.has(unit) && canGo(unit));
  const state = findState(units, needed);
  return {
    blanks: withoutNested([
      ...[...unneeded, ...never].map(({ node }) => blankOf(tree, node)),
      ...otherExports(tree, entry),
    ]),
    effects: (map, fallback) => describe(tree, needed, state, map, fallback),
  };
}

/** What runs when the text is loaded, and all that it reaches. */
interface Loaded {
  readonly unit: Unit;
  readonly reached: Reached;
}

/** Adds what fills what the function reads, although it does what is refused. */
function withFillers(units: Units, start: Reached, suspects: readonly Loaded[]): Reached {
  let needed = start;
  for (;;) {
    const fillers = suspects.filter(({ unit, reached }) => !needed.units.has(unit) && fills(reached, needed));
    if (fillers.length === 0) return needed;
    needed = reach(units, needed.variables, [...needed.units, ...fillers.map(({ unit }) => unit)]);
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
  { units }: Reached,
  state: readonly ts.Node[],
  map: RangeMap,
  fallback: Range,
): Effects {
  const ranges = (nodes: readonly ts.Node[]): Range[] => nodes.flatMap((node) => nearestRange(tree, node, map) ?? []);
  const written = [...units].filter(({ isHelper }) => !isHelper);
  const reasons = written.flatMap(({ scan }) =>
    scan.findings.map(({ node, reason }) => ({ range: nearestRange(tree, node, map) ?? fallback, reason })),
  );
  return {
    reasons: inOrder(reasons, ({ range }) => range),
    random: inOrder(ranges(written.flatMap(({ scan }) => scan.random)), (range) => range),
    state: inOrder(ranges(state), (range) => range),
  };
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
