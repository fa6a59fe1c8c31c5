import ts from 'typescript';

/** What the network is called in the module that is written. */
export const NETWORK = '$network';
const UNNAMED = 'learned';
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** `name(a: T): R` as an export, and as the default one, that hands its arguments to the network. */
export function exportedFunction(name: string, signature: string, typed: boolean): string {
  const wanted = name.split('.').at(-1) ?? name;
  const isDefault = wanted === 'default';
  const isPlain = !isDefault && isFree(wanted);
  const local = isPlain ? wanted : UNNAMED;
  const text = `function ${local}${headOf(signature, typed)} {\n  return ${NETWORK}(...arguments);\n}`;
  if (isPlain) return `export ${text}\nexport default ${local};`;
  if (isDefault) return `export default ${text}`;
  // Modules export any name, but declare only some.
  const exported = IDENTIFIER.test(wanted) ? wanted : JSON.stringify(wanted);
  return [
    text,
    `Object.defineProperty(${local}, "name", { value: ${JSON.stringify(wanted)} });`,
    `export { ${local} as ${exported}, ${local} as default };`,
  ].join('\n');
}

/** Whether a module can declare a function or parameter of this name, and hide nothing that the network uses. */
function isFree(name: string): boolean {
  if (name === NETWORK || Object.hasOwn(globalThis, name)) return false;
  const text = `"use strict";export async function* f(${name}){}`;
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return IDENTIFIER.test(name) && diagnostics.length === 0;
}

/** Parameters and, where they are kept, types. Patterns are given names: they are for the network to take apart. */
function headOf(signature: string, typed: boolean): string {
  const types = typesOf(signature);
  const file = ts.createSourceFile('head.ts', `function f${types ?? '(...args)'};`, ts.ScriptTarget.ESNext);
  const [declared] = file.statements;
  if (types === null || !declared || !ts.isFunctionDeclaration(declared)) return '(...args)';
  const text = (node: ts.Node): string => node.getText(file);
  const parameters = declared.parameters.map(({ name, type, questionToken, dotDotDotToken }, i) => {
    const isNamed = ts.isIdentifier(name) && (isFree(name.text) || name.text === 'this');
    const called = `${dotDotDotToken ? '...' : ''}${isNamed ? name.text : `argument${i + 1}`}`;
    return typed ? called + (questionToken ? '?' : '') + (type ? `: ${text(type)}` : '') : called;
  });
  if (!typed) return `(${parameters.filter((each) => each !== 'this').join(', ')})`;
  const generic = declared.typeParameters ? `<${declared.typeParameters.map(text).join(', ')}>` : '';
  return `${generic}(${parameters.join(', ')})${declared.type ? `: ${text(declared.type)}` : ''}`;
}

/** What stands after a function's name; arguments of a constructor before those of its method. */
function typesOf(signature: string): string | null {
  const open = signature.search(/[(<]/);
  if (open < 0) return null;
  const types = signature.slice(open);
  if (!signature.startsWith('new ')) return types;
  const made = listIn(types);
  const method = types.slice(made.length).replace(/^[^(<]*/, '');
  const list = method.startsWith('<') ? null : listIn(method);
  const both = [made, list ?? ''].map((each) => each.slice(1, -1)).filter((each) => each !== '');
  return list === null ? null : `(${both.join(', ')})${method.slice(list.length)}`;
}

/** The list in parentheses that a text begins with. */
function listIn(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text.slice(0, i + 1);
  }
  return text;
}
