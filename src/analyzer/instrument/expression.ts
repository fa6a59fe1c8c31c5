import ts from 'typescript';
import type { Body, Instrumented } from './instrument.ts';
import { readModule } from './modules.ts';
import { DEFAULT_NAME, hasModifier } from './names.ts';

/** Expression for a function that runs a module's text as it stands, strict or not, and gives its exports. */
export function plainExpression(code: string, strict: boolean): string {
  const file = ts.createSourceFile('program.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const { exports, wrapped } = readModule(file);
  let body = '';
  let at = 0;
  const replace = (start: number, end: number, text: string): void => {
    // Line breaks stay, so that stack traces keep their lines.
    body += code.slice(at, start) + text + code.slice(start, end).replace(/[^\n]/g, '');
    at = end;
  };
  for (const statement of file.statements) {
    if (wrapped.includes(statement)) replace(statement.getStart(file), statement.end, '');
    else if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
      replace(statement.getStart(file), statement.end, '');
    } else if (ts.isExportAssignment(statement)) {
      replace(statement.getStart(file), statement.expression.getStart(file), `const ${DEFAULT_NAME}=`);
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) {
      const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
      const last = modifiers.filter((m) => isExportWord(m.kind)).at(-1);
      replace(statement.getStart(file), last?.end ?? statement.getStart(file), '');
      nameDefault(statement, (position) => replace(position, position, ` ${DEFAULT_NAME} `), file);
    }
  }
  body += code.slice(at);
  const first = wrapped.map((statement) => `${statement.getText(file)}\n`).join('');
  return wrap({ wrapped: first, own: body }, '', exports, strict);
}

function isExportWord(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;
}

/** `export default function () {}` and `export default class {}` need a name once they are plain declarations. */
function nameDefault(statement: ts.Statement, insert: (position: number) => void, file: ts.SourceFile): void {
  if (ts.isFunctionDeclaration(statement) && !statement.name) {
    const open = statement.getChildren(file).find((child) => child.kind === ts.SyntaxKind.OpenParenToken);
    insert(open?.getStart(file) ?? statement.end);
  }
  if (ts.isClassDeclaration(statement) && !statement.name) {
    const keyword = statement.getChildren(file).find((child) => child.kind === ts.SyntaxKind.ClassKeyword);
    insert(keyword?.end ?? statement.end);
  }
}

/** Expression for a function that takes the runtime (see runtime.ts), runs the module and gives its exports. */
export function instrumentedExpression(made: Instrumented): string {
  return wrap(made.body, made.runtime, made.module.exports, made.program.functions[0]?.strict === true);
}

/** The wrapped modules stand outside of the strict code: each says itself what it is. */
function wrap(body: Body, parameter: string, exports: ReadonlyMap<string, string>, strict: boolean): string {
  const list = [...exports].map(([name, local]) => `get ${JSON.stringify(name)}(){return ${local};}`).join(',');
  const own = `(function(){${strict ? '"use strict";' : ''}${body.own}\nreturn {${list}};})()`;
  return `(function(${parameter}){${body.wrapped}return ${own};})`;
}
