import path from 'node:path';
import ts from 'typescript';
import { inferInputs } from '../../../src/analyzer/inputs/infer.ts';
import type { Implementation } from '../../../src/analyzer/inputs/infer/implementation.ts';
import type { InputSpec, ParameterSpec, Relation, ValueSpec } from '../../../src/analyzer/inputs/spec.ts';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  allowJs: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: [],
};
const PARSE = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseAll } as const;
const libraries = new Map<string, ts.SourceFile | undefined>();

/** A program of one file in memory. */
function programOf(text: string, file = 'example.ts'): { tree: ts.SourceFile; checker: ts.TypeChecker } {
  const tree = ts.createSourceFile(file, text, PARSE, true, file.endsWith('.js') ? ts.ScriptKind.JS : ts.ScriptKind.TS);
  const base = ts.createCompilerHost(OPTIONS, true);
  const host: ts.CompilerHost = {
    ...base,
    fileExists: (name) => name === file || base.fileExists(name),
    getSourceFile: (name) => {
      if (name === file) return tree;
      if (!path.basename(name).startsWith('lib.')) return undefined;
      if (!libraries.has(name)) libraries.set(name, base.getSourceFile(name, PARSE));
      return libraries.get(name);
    },
  };
  return { tree, checker: ts.createProgram({ rootNames: [file], options: OPTIONS, host }).getTypeChecker() };
}

/** The last function of a text, or the one of that name; helpers come first in the tests. */
function functionIn(tree: ts.SourceFile, name?: string): Implementation {
  const found: Implementation[] = [];
  const visit = (node: ts.Node): void => {
    const isFunction = ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
    if (isFunction && node.body && (name === undefined || nameOf(node) === name)) {
      found.push(node);
      return;
    }
    if (
      ts.isSourceFile(node) ||
      ts.isStatement(node) ||
      ts.isVariableDeclarationList(node) ||
      ts.isVariableDeclaration(node)
    )
      ts.forEachChild(node, visit);
    else if (ts.isBinaryExpression(node)) visit(node.right);
  };
  visit(tree);
  const last = found.at(-1);
  if (!last) throw new Error(`no function ${name ?? ''} in the text`);
  return last;
}

function nameOf(node: ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression): string | undefined {
  if (node.name) return node.name.text;
  return ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name) ? node.parent.name.text : undefined;
}

export function infer(text: string, file = 'example.ts', name?: string): InputSpec {
  const { tree, checker } = programOf(text, file);
  const implementation = functionIn(tree, name);
  return inferInputs({ checker, implementation });
}

export const inferJs = (text: string, name?: string): InputSpec => infer(text, 'example.js', name);

export function parameter(name: string, value: ValueSpec, rest: Partial<ParameterSpec> = {}): ParameterSpec {
  return {
    name,
    type: '',
    role: '',
    value,
    optional: false,
    rest: false,
    breaks: [],
    alternatives: [],
    unsupported: null,
    ...rest,
  };
}

export function spec(parameters: readonly ParameterSpec[], relations: readonly Relation[] = []): InputSpec {
  return { parameters, relations };
}
