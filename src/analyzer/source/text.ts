import ts from 'typescript';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { bundle } from './bundle.ts';
import { commonJsWrappers, wrappedModules } from './bundled.ts';
import { analyse, type Effects } from './effects.ts';
import type { FoundFunction, Reach } from './found.ts';
import type { Source } from './open.ts';
import { applyEdits, Original, type Compiled, type Edit } from './original.ts';
import { RangeMap } from './range-map.ts';
import { isStrictCode } from './strictness.ts';

/** The name under which a program text exports the function to learn. */
export const ENTRY = '$understudy_target';

/** A function with everything it uses, as one ES module in plain JavaScript (ES2022) without imports of other files. */
export interface ProgramText {
  readonly code: string;
  /** From pieces of `code` to what the user wrote. */
  readonly map: RangeMap;
  /** The name `code` exports the function under: `ENTRY`. */
  readonly entry: string;
  readonly effects: Effects;
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
  const { reach } = fn;
  if (!source.isCommonJs || standsAlone(source.tree)) {
    const original = originalOf(source, moduleEdits(source, reach));
    const compiled = transpile(original);
    const tree = parseProgram(compiled.code);
    if (!importsModules(tree)) return finish(source, fn, compiled, tree, source.isStrict);
  }
  const edits = source.isCommonJs ? commonJsEdits(source, reach) : moduleEdits(source, reach);
  const bundled = await bundle(originalOf(source, edits), source.isCommonJs, ENTRY);
  const tree = parseProgram(bundled.code);
  requireSeparable(tree, fn);
  return finish(source, fn, bundled, tree, true);
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
function requireSeparable(tree: ts.SourceFile, fn: FoundFunction): void {
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
  const analysis = analyse(compiledTree, ENTRY, strict);
  const code = applyEdits(compiled.code, analysis.blanks);
  const tree = code === compiled.code ? compiledTree : parseProgram(code);
  const map = new RangeMap(tree, compiled);
  return { code, map, entry: ENTRY, effects: analysis.effects(map, fn.nameRange), strict, file: source.file };
}

function parseProgram(code: string): ts.SourceFile {
  return ts.createSourceFile('/program.jsx', code, { languageVersion: ts.ScriptTarget.ES2022 }, true);
}

type Reachable = Exclude<Reach, { kind: 'unreachable' }>;

/** What has to change in a CommonJS file for its bundle to export the function as `ENTRY`. */
function commonJsEdits(source: Source, reach: Reachable): Edit[] {
  const end = source.text.length;
  if (reach.kind === 'inside') {
    return [handOut(reach), { start: end, end, text: `\n;var ${SLOT};module.exports.${ENTRY} = ${SLOT};\n` }];
  }
  const value = reach.kind === 'name' ? reach.name : reach.kind === 'expression' ? reach.code : 'module.exports';
  return [{ start: end, end, text: `\n;module.exports.${ENTRY} = ${value};\n` }];
}

/** What has to change in a file for it to be an ES module that exports the function as `ENTRY`. */
function moduleEdits(source: Source, reach: Reachable): Edit[] {
  const end = source.text.length;
  const first = source.isCommonJs ? [{ start: 0, end: 0, text: COMMONJS_PROLOGUE }] : exportEqualsEdits(source);
  switch (reach.kind) {
    case 'name':
      return [...first, { start: end, end, text: `\nexport { ${reach.name} as ${ENTRY} };\n` }];
    case 'expression':
      return [...first, { start: end, end, text: `\nexport const ${ENTRY} = ${reach.code};\n` }];
    case 'inside':
      return [...first, handOut(reach), { start: end, end, text: `\nvar ${SLOT};export { ${SLOT} as ${ENTRY} };\n` }];
    case 'default':
      return [
        {
          start: reach.statement.getStart(source.tree),
          end: defaultValueStart(source, reach.statement),
          text: `const ${ENTRY} = `,
        },
        { start: reach.statement.end, end: reach.statement.end, text: ';' },
        { start: end, end, text: `\nexport { ${ENTRY}, ${ENTRY} as default };\n` },
      ];
  }
}

/** A variable of the module that a function inside a wrapper is put into; `var`, so that it is there from the start. */
const SLOT = '$understudy_slot';

function handOut({ code, at }: Extract<Reach, { kind: 'inside' }>): Edit {
  return { start: at, end: at, text: `;${SLOT} = ${code};` };
}

const COMMONJS_PROLOGUE = 'const module = { exports: {} }, exports = module.exports;\n';

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

/** TypeScript's `export = x` can't stand beside an `export`, and nobody imports the entry's default. */
function exportEqualsEdits(source: Source): Edit[] {
  const statement = source.tree.statements.find((s) => ts.isExportAssignment(s) && s.isExportEquals);
  return statement
    ? [{ start: statement.getStart(source.tree), end: defaultValueStart(source, statement), text: 'void ' }]
    : [];
}

/** Where the value in `export default value` or `export = value` begins. */
function defaultValueStart(source: Source, statement: ts.Statement): number {
  if (ts.isExportAssignment(statement)) return statement.expression.getStart(source.tree);
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const last = modifiers
    .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword)
    .at(-1);
  return last?.end ?? statement.getStart(source.tree);
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
