import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { UserError } from '../../shared/errors.ts';
import { LineMap, type Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';
import { declarationFileOf, type DeclarationFile } from './declarations.ts';
import { hasUseStrict } from './strictness.ts';

/** File endings that the TypeScript front end reads. */
const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs'] as const;

/** Of a large file every step has a place in a table, and every function a look at all that it can reach: a list of half a megabyte with 400 functions took 15 s of CPU time. */
const MAX_BYTES = 4_000_000;

/** A file of TypeScript or JavaScript that parses. */
export interface Source {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly isJavaScript: boolean;
  /** CommonJS: exports by `module.exports`, `exports.x` or loads by `require`, and has no `import` or `export`. */
  readonly isCommonJs: boolean;
  /** Whether the file's own code is in strict mode. */
  readonly isStrict: boolean;
  /** The same nodes that `checker` knows. */
  readonly tree: ts.SourceFile;
  readonly lines: LineMap;
  /** Made on first use: parsing and binding the standard library is most of the cost of opening a file. */
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** The `.d.ts` that describes this file to its users, if the file is JavaScript and has one. */
  readonly declarationTree: ts.SourceFile | null;
  /** Whether that `.d.ts` describes exactly this file rather than its package. */
  readonly declarationIsExact: boolean;
  rangeOf(node: ts.Node): Range;
  /** Where the text came from, if the user wrote something else than the text. */
  readonly origin: Origin | null;
}

/** What a text was made from: pseudocode. */
export interface Origin {
  /** What the user wrote for [start, end) of the text; null for what was added. */
  rangeOf(start: number, end: number): Range | null;
  /** What the user calls a function of the text; null for one that was added. */
  nameOf(identifier: string): string | null;
  /** Why a function, by the user's name, can't be read. */
  reasonsFor(name: string): readonly Reason[];
  /** What the user left open, how it was settled, and why. */
  readonly notes: readonly Reason[];
}

/** A text to open as if it were a file. */
export interface SourceText {
  /** The file the user wrote, absolute. */
  readonly file: string;
  /** The name the text is compiled under; its ending tells the language. */
  readonly compiledAs: string;
  readonly text: string;
  readonly origin: Origin | null;
}

const COMPILER_OPTIONS: ts.CompilerOptions = {
  strict: true,
  allowJs: true,
  checkJs: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noUncheckedIndexedAccess: false,
  jsx: ts.JsxEmit.Preserve,
  types: [],
};

/** How the program's files are parsed: with JSDoc in JavaScript and TypeScript alike, for `@param` tags. */
const PARSE_OPTIONS: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ES2022,
  jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
};

/**
 * Opens a source file.
 * @throws {UserError} exit 2: no such file, another ending, or a syntax error (the first one, with its place).
 */
export function openSource(file: string): Source {
  const absolute = path.resolve(file);
  const text = readSource(file, absolute);
  return openText({ file: absolute, compiledAs: absolute, text, origin: null }, file);
}

/**
 * Opens a text that may not be in a file.
 * @param shownAs what to call it in errors
 * @throws {UserError} exit 2: a syntax error
 */
export function openText({ file: absolute, compiledAs, text, origin }: SourceText, shownAs: string): Source {
  const tree = ts.createSourceFile(compiledAs, text, PARSE_OPTIONS, true);
  const lines = new LineMap(text);
  const isJavaScript = /\.[cm]?js$/.test(compiledAs);
  const isStrict = !isJavaScript || isStrictScript(tree);
  refuseSyntaxErrors(shownAs, tree, lines, isStrict);
  const declarationFile = isJavaScript ? declarationFileOf(compiledAs) : null;

  let program: ts.Program | undefined;
  const getProgram = (): ts.Program => (program ??= createProgram(tree, declarationFile));
  return {
    file: absolute,
    text,
    isJavaScript,
    isCommonJs: isCommonJs(tree),
    isStrict,
    tree,
    lines,
    get program() {
      return getProgram();
    },
    get checker() {
      return getProgram().getTypeChecker();
    },
    get declarationTree() {
      return declarationFile === null ? null : (getProgram().getSourceFile(declarationFile.file) ?? null);
    },
    declarationIsExact: declarationFile?.exact ?? false,
    origin,
    rangeOf: (node) =>
      origin?.rangeOf(node.getStart(tree), node.end) ?? {
        file: absolute,
        start: lines.position(node.getStart(tree)),
        end: lines.position(node.end),
      },
  };
}

function readSource(file: string, absolute: string): string {
  if (!SOURCE_EXTENSIONS.some((ending) => absolute.endsWith(ending))) {
    throw new UserError(
      `${file} is not TypeScript or JavaScript; give a file that ends in ${SOURCE_EXTENSIONS.join(', ')}.`,
    );
  }
  if (!existsSync(absolute)) throw new UserError(`There is no file ${file}; check the path.`);
  const found = statSync(absolute);
  if (!found.isFile()) throw new UserError(`${file} is not a file; give the file that holds the function.`);
  if (found.size > MAX_BYTES) {
    const size = (found.size / 1e6).toFixed(1);
    throw new UserError(
      `${file} is too large (${size} MB, at most ${MAX_BYTES / 1e6} MB are read); put the function and what it uses into a file of its own.`,
    );
  }
  try {
    return readFileSync(absolute, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(`${file} can't be read; check its permissions.`, undefined, [], { cause: error });
  }
}

/** Octal literals, octal escapes and decimals with leading zeros; the compiler reads them as engines do. */
const ALLOWED_IN_SLOPPY_CODE: ReadonlySet<number> = new Set([1121, 1487, 1489]);

/** A program without libraries reports syntax errors through public API and costs about a millisecond. */
function refuseSyntaxErrors(file: string, tree: ts.SourceFile, lines: LineMap, isStrict: boolean): void {
  const options: ts.CompilerOptions = { ...COMPILER_OPTIONS, noLib: true, noResolve: true };
  const host: ts.CompilerHost = {
    ...baseHost(options),
    getSourceFile: (name) => (name === tree.fileName ? tree : undefined),
  };
  const program = ts.createProgram({ rootNames: [tree.fileName], options, host });
  const [first] = program
    .getSyntacticDiagnostics(tree)
    .filter(({ code }) => isStrict || !ALLOWED_IN_SLOPPY_CODE.has(code));
  if (!first) return;
  const start = lines.position(first.start);
  const end = lines.position(first.start + first.length);
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\.$/, '');
  throw new UserError(
    `${file}:${start.line}:${start.column} does not parse: ${message}. Correct the syntax error and try again.`,
    undefined,
    [{ range: { file: tree.fileName, start, end }, reason: message }],
  );
}

function createProgram(tree: ts.SourceFile, declarationFile: DeclarationFile | null): ts.Program {
  const options = { ...COMPILER_OPTIONS, ...projectOptions(tree.fileName) };
  const host: ts.CompilerHost = {
    ...baseHost(options),
    getSourceFile: (name) => {
      if (name === tree.fileName) return tree;
      return isStandardLibrary(name) ? standardLibrary(name) : parseFile(name, PARSE_OPTIONS);
    },
  };
  const rootNames = declarationFile === null ? [tree.fileName] : [tree.fileName, declarationFile.file];
  return ts.createProgram({ rootNames, options, host });
}

function parseFile(name: string, options: ts.CreateSourceFileOptions): ts.SourceFile | undefined {
  const text = ts.sys.readFile(name);
  return text === undefined ? undefined : ts.createSourceFile(name, text, options);
}

const LIBRARY_FOLDER = path.dirname(ts.getDefaultLibFilePath({}));
const libraryTrees = new Map<string, ts.SourceFile | undefined>();

function isStandardLibrary(name: string): boolean {
  return path.dirname(name) === LIBRARY_FOLDER && path.basename(name).startsWith('lib.');
}

/** The standard library never changes, so its trees are shared by all programs; nobody reads its JSDoc. */
function standardLibrary(name: string): ts.SourceFile | undefined {
  if (!libraryTrees.has(name)) {
    const options = { ...PARSE_OPTIONS, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
    libraryTrees.set(name, parseFile(name, options));
  }
  return libraryTrees.get(name);
}

function baseHost(options: ts.CompilerOptions): ts.CompilerHost {
  return ts.createCompilerHost(options, true);
}

/**
 * What the nearest tsconfig.json says about finding types. Everything else in it is about checking and
 * emitting, which is not done here; a tsconfig that can't be read is as good as none.
 */
function projectOptions(file: string): ts.CompilerOptions {
  const config = ts.findConfigFile(path.dirname(file), (name) => ts.sys.fileExists(name));
  if (config === undefined) return {};
  const read = ts.readConfigFile(config, (name) => ts.sys.readFile(name));
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    fileExists: (name) => ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
    readDirectory: () => [],
  };
  const { options } = ts.parseJsonConfigFileContent(read.config ?? {}, host, path.dirname(config), undefined, config);
  const helpful = ['baseUrl', 'paths', 'pathsBasePath', 'typeRoots', 'rootDirs', 'customConditions'];
  return Object.fromEntries(Object.entries(options).filter(([key]) => helpful.includes(key)));
}

/** JavaScript is strict in modules and where it says so. (The compiler makes all TypeScript strict.) */
function isStrictScript(tree: ts.SourceFile): boolean {
  if (ts.isExternalModule(tree) || hasUseStrict(tree.statements) || tree.fileName.endsWith('.mjs')) return true;
  return tree.fileName.endsWith('.js') && !isCommonJs(tree) && isInModulePackage(tree.fileName);
}

/** Whether the nearest package.json says that its `.js` files are modules. */
function isInModulePackage(file: string): boolean {
  const found = ts.findConfigFile(path.dirname(file), (name) => ts.sys.fileExists(name), 'package.json');
  if (found === undefined) return false;
  const { config } = ts.readConfigFile(found, (name) => ts.sys.readFile(name)) as { config?: { type?: unknown } };
  return config?.type === 'module';
}

function isCommonJs(tree: ts.SourceFile): boolean {
  if (tree.fileName.endsWith('.cjs')) return true;
  if (ts.isExternalModule(tree)) return false;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    found = isExportsObject(node) || isRequireCall(node) || asksForLoader(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isExportsObject(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return false;
  return node.expression.text === 'exports' || (node.expression.text === 'module' && node.name.text === 'exports');
}

/** `typeof exports`: a wrapper that works with any loader. */
function asksForLoader(node: ts.Node): boolean {
  if (!ts.isTypeOfExpression(node)) return false;
  const name = ts.isParenthesizedExpression(node.expression) ? node.expression.expression : node.expression;
  return ts.isIdentifier(name) && (name.text === 'exports' || name.text === 'module');
}

function isRequireCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require';
}
