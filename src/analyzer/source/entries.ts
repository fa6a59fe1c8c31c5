import ts from 'typescript';
import type { Reach } from './found.ts';
import type { Source } from './open.ts';
import type { Edit } from './original.ts';

export type Reachable = Exclude<Reach, { kind: 'unreachable' }>;

/** A function to hand out of its file. */
export interface Entry {
  readonly reach: Reachable;
  /** The name the text is to export it under. */
  readonly name: string;
  /** A variable of the module that a function inside a wrapper is put into; `var`, so that it is there from the start. */
  readonly slot: string;
}

/** What has to change in a CommonJS file for its bundle to export functions under their entries' names. */
export function commonJsEdits(source: Source, entries: readonly Entry[]): Edit[] {
  const text = entries.map(({ reach, name, slot }) => {
    if (reach.kind === 'inside') return `\n;var ${slot};module.exports.${name} = ${slot};\n`;
    const value = reach.kind === 'name' ? reach.name : reach.kind === 'expression' ? reach.code : 'module.exports';
    return `\n;module.exports.${name} = ${value};\n`;
  });
  return [...handOuts(entries), atEnd(source, text)];
}

/** What has to change in a file for it to be an ES module that exports functions; at most one of them is its default. */
export function moduleEdits(source: Source, entries: readonly Entry[]): Edit[] {
  const before = source.isCommonJs ? [{ start: 0, end: 0, text: COMMONJS_PROLOGUE }] : exportEqualsEdits(source);
  const text = entries.map(({ reach, name, slot }) => {
    switch (reach.kind) {
      case 'name':
        return `\nexport { ${reach.name} as ${name} };\n`;
      case 'expression':
        return `\nexport const ${name} = ${reach.code};\n`;
      case 'inside':
        return `\nvar ${slot};export { ${slot} as ${name} };\n`;
      case 'default':
        return `\nexport { ${name}, ${name} as default };\n`;
    }
  });
  const defaults = entries.flatMap(({ reach, name }) =>
    reach.kind === 'default' ? defaultEdits(source, reach.statement, name) : [],
  );
  return [...(defaults.length > 0 ? defaults : before), ...handOuts(entries), atEnd(source, text)];
}

function defaultEdits(source: Source, statement: ts.Statement, name: string): Edit[] {
  const start = statement.getStart(source.tree);
  const { end } = statement;
  return [
    { start, end: defaultValueStart(source, statement), text: `const ${name} = ` },
    { start: end, end, text: ';' },
  ];
}

function atEnd({ text: { length } }: Source, texts: readonly string[]): Edit {
  return { start: length, end: length, text: texts.join('') };
}

function handOuts(entries: readonly Entry[]): Edit[] {
  return entries
    .flatMap(({ reach, slot }) =>
      reach.kind === 'inside' ? [{ at: reach.at, text: `;${slot} = ${reach.code};` }] : [],
    )
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => ({ start: at, end: at, text }));
}

const COMMONJS_PROLOGUE = 'const module = { exports: {} }, exports = module.exports;\n';

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
