import ts from 'typescript';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Range } from '../../shared/range.ts';
import { bundle } from './bundle.ts';
import { commonJsWrappers, wrappedModules } from './bundled.ts';
import { Survey, type Effects } from './effects.ts';
import { commonJsEdits, moduleEdits, type Entry } from './entries.ts';
import type { FoundFunction } from './found.ts';
import type { Source } from './open.ts';
import { applyEdits, Original, type Compiled, type Edit } from './original.ts';
import { RangeMap } from './range-map.ts';
import { isStrictCode } from './strictness.ts';

/** The name under which a program text exports the function to learn. */
export const ENTRY = '$understudy_target';
/** The variable that a wrapper puts it into. */
const SLOT = '$understudy_slot';

/** A function with everything it uses, as one ES module in plain JavaScript (ES2022) without imports of other files. */
export interface ProgramText {
  readonly code: string;
  /** From pieces of `code` to what the user wrote. */
  readonly map: RangeMap;
  /** The name `code` exports the function under: `ENTRY`. */
  readonly entry: string;
  readonly effects: Effects;
  /** What the user wrote of all that the function reaches, itself included; pieces may lie in one another. */
  readonly pieces: () => readonly Range[];
  /** Whether `code` is in strict mode, outside of the CommonJS modules that a bundler wrapped. */
  readonly strict: boolean;
  /** The file the function was asked for in, absolute. */
  readonly file: string;
}

/**
 * Makes the text that is instrumented and run.
 * @throws {UserError} exit 2: an import can't be found. Exit 3: the function can't be called from outside.
 */
export async function programText(source: Source, fn: FoundFunction): Promise<ProgramText> {
  if (fn.reach.kind === 'unreachable') {
    throw new UserError(`${fn.name} can't be learned: ${fn.reach.reason}.`, ExitCode.notLearnable, [
      { range: fn.nameRange, reason: fn.reach.reason },
    ]);
  }
  const { compiled, tree, strict, isBundle } = await compile(source, [{ reach: fn.reach, name: ENTRY, slot: SLOT }]);
  if (isBundle) requireSeparable(tree, fn);
  return finish(source, fn, compiled, tree, strict);
}

/** A file that hands out functions, without types and with what it imports. */
export interface CompiledText {
  readonly compiled: Compiled;
  readonly tree: ts.SourceFile;
  readonly strict: boolean;
  readonly isBundle: boolean;
}

/** @throws {UserError} exit 2: an import can't be found */
export async function compile(source: Source, entries: readonly Entry[]): Promise<CompiledText> {
  if (!source.isCommonJs || standsAlone(source.tree)) {
    const compiled = transpile(originalOf(source, moduleEdits(source, entries)));
    const tree = parseProgram(compiled.code);
    if (!importsModules(tree)) return { compiled, tree, strict: source.isStrict, isBundle: false };
  }
  const edits = source.isCommonJs ? commonJsEdits(source, entries) : moduleEdits(source, entries);
  const names = entries.map(({ name }) => name);
  const compiled = await bundle(originalOf(source, edits), source.isCommonJs, names);
  return { compiled, tree: parseProgram(compiled.code), strict: true, isBundle: true };
}

/** One file without its types, imports and exports as they are. */
export function moduleText(source: Source): Pick<ProgramText, 'code' | 'map'> {
  const compiled = transpile(originalOf(source, []));
  return { code: compiled.code, map: new RangeMap(parseProgram(compiled.code), compiled) };
}

function originalOf({ tree, text, origin }: Source, edits: readonly Edit[]): Original {
  return new Original(tree.fileName, text, edits, origin && ((start, end) => origin.rangeOf(start, end)));
}

/** @throws {UserError} exit 3 where code that is not strict can't be kept apart from code that is */
export function requireSeparable(tree: ts.SourceFile, fn: FoundFunction): void {
  const wrappers = commonJsWrappers(tree.statements);
  if (wrappedModules(tree.statements).length > 0 || wrappers.every((wrapper) => isStrictCode(wrapper, true))) return;
  const reason =
    'it uses a CommonJS module that loads an ES module, and such a module must be strict: begin it with "use strict"';
  throw new UserError(`${fn.name} can't be learned: ${reason}.`, ExitCode.notLearnable, [
    { range: fn.nameRange, reason },
  ]);
}

function finish(
  source: Source,
  fn: FoundFunction,
  compiled: Compiled,
  compiledTree: ts.SourceFile,
  strict: boolean,
): ProgramText {
  const analysis = new Survey(compiledTree, strict).analyse(ENTRY);
  const code = applyEdits(compiled.code, analysis.blanks);
  const tree = code === compiled.code ? compiledTree : parseProgram(code);
  const map = new RangeMap(tree, compiled);
  const effects = analysis.effects(map, fn.nameRange);
  return { code, map, entry: ENTRY, effects, pieces: () => analysis.pieces(map), strict, file: source.file };
}

function parseProgram(code: string): ts.SourceFile {
  return ts.createSourceFile('/program.jsx', code, { languageVersion: ts.ScriptTarget.ES2022 }, true);
}

/** Whether a CommonJS file needs nothing from its loader but `module` and `exports`, as most small packages do. */
function standsAlone(tree: ts.SourceFile): boolean {
  let alone = true;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'require') alone = false;
    const declares = (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name;
    if (declares && ts.isIdentifier(declares) && ['module', 'exports'].includes(declares.text)) alone = false;
    // At the top level `this` is `module.exports`; inside functions it is whatever they are called on.
    if (node.kind === ts.SyntaxKind.ThisKeyword && !isInsideFunction(node)) alone = false;
    if (ts.isReturnStatement(node) && !isInsideFunction(node)) alone = false;
    if (alone) ts.forEachChild(node, visit);
  };
  visit(tree);
  return alone;
}

function isInsideFunction(node: ts.Node): boolean {
  for (let up = node.parent; !ts.isSourceFile(up); up = up.parent) {
    if (ts.isFunctionLike(up) && !ts.isArrowFunction(up)) return true;
    if (ts.isClassLike(up)) return true;
  }
  return false;
}

/** Erases the types of one file. JavaScript goes the same way, so that there is one way to map positions. */
function transpile(original: Original): Compiled {
  const compiled = applyEdits(original.text, original.edits);
  const fileName = original.file.replace(/\.[cm]?(ts|js)$/, '.$1');
  const { outputText, sourceMapText } = ts.transpileModule(compiled, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
      // A script stays as strict or sloppy as it was written.
      alwaysStrict: false,
      sourceMap: true,
    },
  });
  const code = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
  const sources = (JSON.parse(sourceMapText ?? '{}') as { sources?: string[] }).sources ?? [];
  return { code, sourceMap: sourceMapText ?? '', originals: new Map(sources.map((name) => [name, original])) };
}

function importsModules(tree: ts.SourceFile): boolean {
  return tree.statements.some(
    (statement) =>
      ts.isImportEqualsDeclaration(statement) ||
      ((ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
        statement.moduleSpecifier !== undefined),
  );
}
