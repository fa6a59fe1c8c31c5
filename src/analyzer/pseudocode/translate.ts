import type { Problem, Routine } from './grammar/ast.ts';
import { findBases, type Bases } from './meaning/bases.ts';
import { buildBlocks } from './grammar/blocks.ts';
import type { Account } from './grammar/frames.ts';
import { code, type Code, type Mark } from './emit/code.ts';
import type { ProgramContext } from './emit/context.ts';
import { detectDialect, DIALECTS, type DialectName } from './dialects.ts';
import type { TextBlock } from './documents/documents.ts';
import { emitRoutine } from './emit/routine.ts';
import { findGraph, type GraphUse } from './meaning/graphs.ts';
import { settleParameterNames } from './grammar/parameter-names.ts';
import { settlePrintedItems } from './grammar/printed-items.ts';
import { settleRoundBrackets, type RoundBrackets } from './grammar/round-brackets.ts';
import { helperCode, type HelperName } from './emit/helpers.ts';
import { camelCase, Identifiers, variableName } from './emit/identifiers.ts';
import { readLines, type Line } from './lines/lines.ts';
import type { Span } from './documents/mapped-text.ts';
import { normalise, plain } from './meaning/normalise.ts';
import { outputForms } from './meaning/outputs.ts';
import { positionParameters } from './meaning/positions.ts';
import { findRecords, type Records } from './meaning/records.ts';
import { findScopes, type Scope, type Scopes } from './meaning/scopes.ts';
import { findSymbols } from './meaning/symbols.ts';
import { withTruth } from './meaning/truth.ts';
import { parameterTypes } from './meaning/types.ts';
import { allExpressions, statementsIn, usesOf } from './meaning/walk.ts';

/** A routine of the text and what became of it. */
export interface TranslatedRoutine {
  /** As the text calls it. */
  readonly name: string;
  /** Its function in the TypeScript. */
  readonly identifier: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly problems: readonly Problem[];
  /** Names of the routines that it calls. */
  readonly calls: readonly string[];
}

/** Something the text leaves open, how it was settled, and why. */
export interface Decision {
  readonly span: Span | null;
  readonly text: string;
}

export interface Translation {
  readonly code: string;
  readonly marks: readonly Mark[];
  readonly dialects: readonly DialectName[];
  readonly routines: readonly TranslatedRoutine[];
  readonly problems: readonly Problem[];
  readonly decisions: readonly Decision[];
  readonly accounts: readonly Account[];
  /** Blocks and branches, from their heads to the ends of their bodies. */
  readonly folds: readonly Span[];
  /** Lines of code, each of which `accounts` mentions. */
  readonly lines: readonly Line[];
}

interface Group {
  readonly dialect: DialectName;
  readonly routines: Routine[];
  readonly comments: (Span & { readonly text: string })[];
}

/**
 * Pseudocode as TypeScript. Never throws on any text: what can't be read is among the problems.
 * @param file the whole file, for the phrases in problems
 * @param fallback names what stands outside of any routine, if no caption does
 */
export function translate(
  blocks: readonly TextBlock[],
  file: string,
  fallback: string,
  forced: DialectName | null,
): Translation {
  const textOf = (span: Span): string => file.slice(span.start, span.end);
  const groups = new Map<DialectName, Group>();
  const problems: Problem[] = [];
  const accounts: Account[] = [];
  const lines: Line[] = [];
  const folds: Span[] = [];
  const arrays: RoundBrackets[] = [];
  const names = new Set<string>();
  for (const block of blocks) {
    const dialect = forced ?? block.dialect ?? detectDialect(block.content.text);
    const read = readLines(block.content, dialect);
    const settled = settleRoundBrackets(settleParameterNames(settlePrintedItems(read.code)));
    const parsed = buildBlocks(settled.lines, textOf);
    arrays.push(...settled.arrays);
    const group = groups.get(dialect) ?? { dialect, routines: [], comments: [] };
    groups.set(dialect, group);
    const title = block.title ?? read.title ?? fallback;
    for (const routine of parsed.routines) {
      const named = routine.name === null ? { ...routine, name: freeName(title, names), headless: true } : routine;
      names.add(plain(named.name ?? ''));
      group.routines.push(named);
    }
    group.comments.push(...read.comments);
    problems.push(...parsed.problems);
    accounts.push(...parsed.accounts);
    folds.push(...parsed.folds);
    lines.push(...read.code);
  }
  return assemble([...groups.values()], { problems, accounts, folds, lines, textOf, arrays });
}

function freeName(title: string, taken: ReadonlySet<string>): string {
  const wanted = camelCase(title);
  let free = wanted;
  for (let i = 2; taken.has(plain(free)); i++) free = `${wanted}${i}`;
  return free;
}

interface Gathered {
  readonly problems: Problem[];
  readonly accounts: readonly Account[];
  readonly folds: readonly Span[];
  readonly lines: readonly Line[];
  readonly textOf: (span: Span) => string;
  readonly arrays: readonly RoundBrackets[];
}

function assemble(groups: readonly Group[], gathered: Gathered): Translation {
  const all = groups.flatMap(({ routines }) => routines);
  const routineNames = new Set(all.map(({ name }) => plain(name ?? '')));
  const identifiers = new Identifiers((name) => routineNames.has(plain(name)), all.flatMap(namesIn));
  const helpers = new Set<HelperName>();
  const pieces: Code[] = [];
  const decisions: Decision[] = gathered.arrays.map(({ name, because, span }) => ({
    span,
    text: `\`${name}(…)\` is an entry of an array: ${because}.`,
  }));
  const graphs: GraphUse[] = [];
  const interfaces: Records['interfaces'][number][] = [];
  const found: Routine[] = [];
  for (const group of groups) {
    const told = normalise(withoutTwins(group.routines, gathered.problems), group.dialect === 'clrs-old');
    const routines = told.map(withTruth);
    const graph = findGraph(routines);
    const symbols = findSymbols(routines, group.dialect);
    const scopes = findScopes(routines, graph, symbols);
    const records = graph ? null : findRecords(scopes, variableName);
    if (records) interfaces.push(...records.interfaces);
    const { base, title } = DIALECTS[group.dialect];
    const bases = findBases(routines, group.comments, base, title);
    const program: ProgramContext = {
      dialect: group.dialect,
      bases,
      graph,
      scopes,
      identifiers,
      symbols,
      records,
      outputs: outputForms(scopes),
      positions: positionParameters(scopes),
      indexed: indexedNames(routines),
      helpers,
      problems: gathered.problems,
      textOf: gathered.textOf,
    };
    if (graph) graphs.push(graph);
    decisions.push(...baseDecision(bases, routines, graph), ...outputDecisions(program, scopes.scopes));
    pieces.push(...emitProgram(program, scopes));
    found.push(...routines);
  }
  const header = headerOf(decisions, graphs, interfaces);
  const helperPieces = [...helpers].sort().map((name) => code(helperCode(name, (each) => identifiers.helper(each))));
  const whole = joinParts([...(header === '' ? [] : [code(header)]), ...pieces, ...helperPieces]);
  const routines = found.map(({ name, span, nameSpan, body }): TranslatedRoutine => ({
    calls: allExpressions(body).flatMap((each) => (each.kind === 'call' ? [plain(each.callee)] : [])),
    name: name ?? '',
    identifier: identifiers.of(name ?? ''),
    span,
    nameSpan,
    problems: gathered.problems.filter((problem) => problem.start >= span.start && problem.start <= span.end),
  }));
  return {
    code: whole.text,
    marks: whole.marks,
    dialects: groups.map(({ dialect }) => dialect),
    routines,
    problems: [...gathered.problems].sort((a, b) => a.start - b.start),
    decisions,
    accounts: gathered.accounts,
    folds: gathered.folds,
    lines: gathered.lines,
  };
}

/** All names of a routine, its own included. */
function namesIn({ name, parameters, body }: Routine): string[] {
  const bound = statementsIn(body).flatMap((each) => usesOf(each).binds);
  const used = allExpressions(body).flatMap((each) => (each.kind === 'name' ? [each.name] : []));
  return [...(name === null ? [] : [name]), ...parameters.map((each) => each.name), ...bound, ...used];
}

function indexedNames(routines: readonly Routine[]): Set<string> {
  const names = new Set<string>();
  for (const { body } of routines) {
    for (const each of allExpressions(body))
      if (each.kind === 'index' && each.object.kind === 'name') names.add(each.object.name);
  }
  return names;
}

/** Two routines of one name can't both be meant. */
function withoutTwins(routines: readonly Routine[], problems: Problem[]): Routine[] {
  const seen = new Set<string>();
  return routines.filter(({ name, nameSpan }) => {
    const key = plain(name ?? '');
    if (!seen.has(key)) {
      seen.add(key);
      return true;
    }
    problems.push({
      start: nameSpan.start,
      end: nameSpan.end,
      phrase: name ?? '',
      message: `“${name ?? ''}” is defined twice: rename one of them`,
      fixes: [],
    });
    return false;
  });
}

function emitProgram(program: ProgramContext, scopes: Scopes): Code[] {
  const types = parameterTypes(scopes, program);
  const shared = [...scopes.shared].map((name) => {
    const isList = scopes.scopes.some((scope) => holdsList(scope.routine, name));
    return code(`let ${program.identifiers.of(name)}${isList ? ': any[] = []' : ' = 0'};`);
  });
  const functions = scopes.scopes.map((scope) =>
    emitRoutine(scope, program, types.get(scope) ?? new Map<string, string>()),
  );
  return [...(shared.length > 0 ? [joinLines(shared)] : []), ...functions];
}

function holdsList({ body }: Routine, name: string): boolean {
  return statementsIn(body).some(
    (each) =>
      each.kind === 'assign' &&
      /^(empty|array|list|copy)$/.test(each.value.kind) &&
      each.targets.some((target) => target.kind === 'name' && target.name === name),
  );
}

function joinLines(parts: readonly Code[]): Code {
  return code(...parts.flatMap((part, i) => (i === 0 ? [part] : ['\n', part])));
}

function joinParts(parts: readonly Code[]): Code {
  return code(...parts.flatMap((part, i) => (i === 0 ? [part] : ['\n\n', part])), '\n');
}

function baseDecision(bases: Bases, routines: readonly Routine[], graph: GraphUse | null): Decision[] {
  // Without a list of them, vertices are numbered as positions are.
  const numbersVertices = graph !== null && graph.vertices === null;
  const uses =
    numbersVertices || routines.some(({ body }) => allExpressions(body).some(({ kind }) => kind === 'index'));
  const [first, second] = bases.evidence;
  if (!uses || !first) return [];
  const also =
    second && second.base === bases.base && second.because !== first.because ? `, and ${second.because}` : '';
  return [
    {
      span: first.span,
      text: `Indices${numbersVertices ? ' and vertices' : ''} begin at ${bases.base}: ${first.because}${also}.`,
    },
  ];
}

/** A routine has one result: beside what it returns, what it puts out has no place. */
function outputDecisions({ outputs, textOf }: ProgramContext, scopes: readonly Scope[]): Decision[] {
  return scopes.flatMap((scope) => {
    const { name, body } = scope.routine;
    const first = statementsIn(body).find(({ kind }) => kind === 'output');
    if (!first || outputs.get(scope) !== 'ignored') return [];
    const said = textOf(first).replace(/\s+/g, ' ');
    const text = `\`${name ?? ''}\` gives what it returns, and not what it puts out (\`${said}\`): leave out one of them.`;
    return [{ span: { start: first.start, end: first.end }, text }];
  });
}

function headerOf(decisions: readonly Decision[], graphs: readonly GraphUse[], records: Records['interfaces']): string {
  const notes = decisions.map(({ text }) => `// ${text}`).join('\n');
  const nodes = records.map(({ name, fields }) =>
    [`interface ${name} {`, ...fields.map((field) => `  ${field.name}: ${field.type};`), '}'].join('\n'),
  );
  return [notes, ...graphs.slice(0, 1).map(graphInterface), ...nodes].filter((part) => part !== '').join('\n\n');
}

function graphInterface(graph: GraphUse): string {
  const fields = [...graph.parts].map((part) => `  ${part}: ${partType(part)};`);
  const attributes = [...graph.attributes].map(
    (name) =>
      `  ${name.replace(/-+(.)/gu, (_, letter: string) => letter.toUpperCase()).replace(/'/g, 'Prime')}?: any[];`,
  );
  return ['interface Graph {', ...fields, ...attributes, '}'].join('\n');
}

function partType(part: string): string {
  if (/^(V|vertices|nodes|Vertices|Nodes)$/.test(part)) return 'number[]';
  return 'number[][]';
}
