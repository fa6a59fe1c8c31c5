import path from 'node:path';
import ts from 'typescript';
import { instrument, type Instrumented } from '../../analyzer/instrument/instrument.ts';
import type { Source } from '../../analyzer/source/open.ts';
import { moduleText } from '../../analyzer/source/text.ts';
import { UserError } from '../../shared/errors.ts';
import type { Program } from '../../shared/program.ts';
import { standaloneScript, writeOutput } from '../files.ts';
import { openFile } from '../target.ts';

/**
 * Writes the instrumented module: the file's exports and no more, the same behaviour, traces dropped unless someone
 * listens (see standalone/traced.ts).
 */
export async function instrumentCommand(file: string, out: string): Promise<void> {
  const source = openFile(file);
  requireEnding(out, source);
  const { code, map } = moduleText(source);
  const made = instrument(code, (start, end, kind) => map.rangeOf(start, end, kind), source.isStrict);
  const move = moveSpecifier(source.file, path.resolve(out));
  await writeOutput(out, [
    ...(source.isStrict && !made.module.isModule ? ['"use strict";'] : []),
    ...(/\.[cm]?tsx?$/.test(out) ? ['// @ts-nocheck'] : []),
    `// Instrumented by Understudy: tells globalThis[Symbol.for('understudy.trace')] of each step of ${path.basename(file)}.`,
    ...made.module.imports.map((statement) => relocate(statement.getText(), move)),
    `const ${made.runtime}=(()=>{${await standaloneScript('traced')}return understudy.runtime(${tables(made.program)});})();`,
    relocateRequires(made.body.wrapped + made.body.own, move),
    exportsOf(made),
  ]);
}

/** @throws {UserError} exit 2 where the new file would be read as another kind of module than the old one */
function requireEnding(out: string, { file, isCommonJs, tree }: Source): void {
  const ending = /\.([cm])?[jt]sx?$/.exec(out);
  if (!ending) throw new UserError(`${out} is not TypeScript or JavaScript; give --out an ending like .ts or .js.`);
  const wrong = ending[1] === 'c' ? ts.isExternalModule(tree) : ending[1] === 'm' && isCommonJs;
  // TypeScript writes CommonJS with the words of ES modules.
  if (!wrong || (out.endsWith('.cts') && file.endsWith('.cts'))) return;
  const kind = isCommonJs ? 'a CommonJS module' : 'an ES module';
  throw new UserError(`${path.basename(file)} is ${kind}; give --out the ending ${path.extname(file)}, as it has.`);
}

function tables(program: Program): string {
  const registers = program.steps.map((step) => step.register);
  const places = program.steps.map(({ range }) => {
    return range && [range.start.line, range.start.column, range.end.line, range.end.column];
  });
  return [registers, program.texts, places].map((table) => JSON.stringify(table)).join(',');
}

function exportsOf({ module }: Instrumented): string {
  if (module.exports.size === 0) return module.isModule ? 'export {};' : '';
  const list = [...module.exports].map(([name, local]) => (name === local ? name : `${local} as ${name}`));
  return `export {${list.join(',')}};`;
}

/** Relative imports have to work from where the new file lies. */
function moveSpecifier(from: string, to: string): (specifier: string) => string {
  return (specifier) => {
    if (!/^\.{1,2}(\/|$)/.test(specifier)) return specifier;
    const target = path.resolve(path.dirname(from), specifier);
    const moved = path.relative(path.dirname(to), target).split(path.sep).join('/');
    return moved.startsWith('.') ? moved : `./${moved}`;
  };
}

function relocate(statement: string, move: (specifier: string) => string): string {
  return statement.replace(
    /(from\s*|import\s*)(["'])(\.[^"']*)\2/,
    (_, before: string, mark: string, specifier: string) => {
      return `${before}${mark}${move(specifier)}${mark}`;
    },
  );
}

/** `require('./x')` in CommonJS: in instrumented text the name is a string that a call takes. */
function relocateRequires(body: string, move: (specifier: string) => string): string {
  const file = ts.createSourceFile('body.js', body, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: ts.Node, inRequire: boolean): void => {
    if (ts.isStringLiteral(node) && inRequire && move(node.text) !== node.text) {
      edits.push({ start: node.getStart(file), end: node.end, text: JSON.stringify(move(node.text)) });
    }
    const parts = ts.isParenthesizedExpression(node) ? node.expression.getText(file) : '';
    const requires = inRequire || /^[^,]*\(\d+,require\),/.test(parts);
    ts.forEachChild(node, (child) => visit(child, requires));
  };
  visit(file, false);
  let out = body;
  for (const { start, end, text } of edits.reverse()) out = out.slice(0, start) + text + out.slice(end);
  return out;
}
