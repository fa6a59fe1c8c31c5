import ts from 'typescript';
import type { Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';
import { Bindings } from './bindings.ts';
import type { Edit, RangeMap } from './range-map.ts';
import { reach, type Reached } from './reach.ts';
import { findState } from './state.ts';
import { takeApart, type Unit } from './units.ts';

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
  /** Pieces of the text that run when it is loaded, do what is refused, and that nobody needs; blanked out, in order. */
  readonly blanks: readonly Edit[];
  effects(map: RangeMap): Effects;
}

/**
 * Finds what the function can reach, lexically: the functions, classes and module-level variables it mentions, those
 * that they mention, and the methods whose names are mentioned.
 * @param tree the program text, with parents; it is bound here
 * @param entry the name the text exports the function under
 */
export function analyse(tree: ts.SourceFile, entry: string): Analysis {
  const bindings = new Bindings(tree);
  const units = takeApart(tree, bindings);
  let needed = reach(units, entryVariables(tree, entry, bindings), []);
  const unneeded: Unit[] = [];
  for (const unit of units.all) {
    if (!unit.runsAtLoad || needed.units.has(unit)) continue;
    const own = reach(units, [], [unit]);
    if (!ts.isImportDeclaration(unit.node) && !isRefused(own)) continue;
    // What is refused can't be left out if it also fills what the function reads.
    if (fills(own, needed)) needed = reach(units, needed.variables, [...needed.units, unit]);
    else unneeded.push(unit);
  }
  const blanks = [...unneeded.map(({ node }) => blankOf(tree, node)), ...otherExports(tree, entry)];
  const state = findState(units, needed);
  return {
    blanks: blanks.sort((a, b) => a.start - b.start),
    effects: (map) => describe(tree, needed, state, map),
  };
}

function isRefused({ units }: Reached): boolean {
  return [...units].some((unit) => unit.scan.findings.length > 0 && !isHelper(unit.node));
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
  if (!ts.isVariableDeclaration(node)) return blank(tree, node, '');
  const list = node.parent;
  if (ts.isVariableDeclarationList(list) && list.declarations.length === 1) return blank(tree, list.parent, '');
  return blank(tree, node.initializer ?? node, ts.isIdentifier(node.name) ? '0' : '[]');
}

/** Variables of compilers and bundlers; their code may do what the user's may not. */
function isHelper(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && /^__[a-z]+\d*$/i.test(node.name.text);
}

function describe(tree: ts.SourceFile, { units }: Reached, state: readonly ts.Node[], map: RangeMap): Effects {
  const ranges = (nodes: readonly ts.Node[]): Range[] =>
    unique(nodes.flatMap((node) => nearestRange(tree, node, map) ?? []));
  const written = [...units].filter(({ node }) => !isHelper(node));
  const findings = written.flatMap(({ scan }) => scan.findings);
  const reasons = findings.flatMap(({ node, reason }) => {
    const range = nearestRange(tree, node, map);
    return range ? [{ range, reason }] : [];
  });
  return {
    reasons: unique(reasons).sort((a, b) => inOrder(a.range, b.range)),
    random: ranges(written.flatMap(({ scan }) => scan.random)).sort(inOrder),
    state: ranges(state).sort(inOrder),
  };
}

function nearestRange(tree: ts.SourceFile, node: ts.Node, map: RangeMap): Range | null {
  for (let up = node; !ts.isSourceFile(up); up = up.parent) {
    const range = map.rangeOf(up.getStart(tree), up.end, up.kind);
    if (range) return range;
  }
  return null;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function inOrder(a: Range, b: Range): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.start.line - b.start.line || a.start.column - b.start.column;
}
