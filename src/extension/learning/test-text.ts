import * as path from 'node:path';
import { t } from '../../shared/l10n.ts';
import type { Divergence } from '../../shared/report.ts';
import { isList, isTagged } from '../../shared/show.ts';
import type { Wire } from '../../shared/values.ts';
import { scanFunctions } from '../functions/scan.ts';

/** What is to be known of a function to call it from a file of tests. */
export interface Tested {
  /** `name`, `Class.method` or `default`. */
  readonly name: string;
  /** Where it is. */
  readonly file: string;
  /** The module it is in, as it is now. */
  readonly source: string;
}

/** A file of tests beside the function's own, with the input of a divergence as its test. Node's own runner runs it. */
export function testText(fn: Tested, { input, expected }: Divergence): string {
  const reach = reachOf(fn);
  const isTyped = /\.([cm]?ts|tsx)$/.test(fn.file);
  const changed = expected.mutated.map((after, i) => JSON.stringify(after) !== JSON.stringify(input[i]));
  const names = input.map((_, i) => (input.length === 1 ? 'given' : `given${i + 1}`));
  const given = input.flatMap((value, i) => {
    const type = isTyped ? `: Parameters<typeof ${reach.type}>[${i}]` : '';
    return changed[i] ? [`const ${names[i]}${type} = ${codeText(value)};`] : [];
  });
  const call = `${reach.call}(${input.map((value, i) => (changed[i] ? names[i] : codeText(value))).join(', ')})`;
  const made = reach.isGenerator ? `[...${call}]` : call;
  const after = expected.mutated.flatMap((value, i) => (changed[i] ? [equal(names[i] ?? '', value)] : []));
  const lines =
    expected.threw === null
      ? [...given, equal(made, expected.output), ...after]
      : [...given, `assert.throws(() => ${made});`, ...after];
  const title =
    expected.threw === null
      ? t('{0} on a case that its network got wrong', fn.name)
      : t('{0} throws {1}', fn.name, expected.threw);
  const body = lines.map((line) => `  ${line}\n`).join('');
  return `${reach.head}\nit(${JSON.stringify(title)}, () => {\n${body}});\n`;
}

/** The same for an algorithm in pseudocode, which no test can import: it comes with its TypeScript. */
export function pseudocodeTestText(name: string, typescript: string, divergence: Divergence): string {
  const file = `${name}.ts`;
  const text = testText({ name, file, source: typescript.replaceAll(/^export /gm, '') }, divergence);
  const [head = '', ...rest] = text.split(/\n\n(?=it\()/);
  const imports = head.split('\n').filter((line) => line.startsWith('import '));
  return [imports.join('\n'), typescript.trim(), ...rest].join('\n\n');
}

interface Reach {
  /** What stands above the test. */
  readonly head: string;
  /** What is called. */
  readonly call: string;
  /** The same for the type checker. */
  readonly type: string;
  readonly isGenerator: boolean;
}

/** How a test beside the module gets at a function of it. */
function reachOf({ name, file, source }: Tested): Reach {
  const [root = name, ...rest] = name.split('.');
  const scanned = scanFunctions(source).find((fn) => fn.name === name);
  const own = scanned ? source.slice(scanned.start, scanned.end) : '';
  const isMethod = isClass(source, root) && rest.length === 1;
  const isStatic = /^(?:(?:public|private|protected|override|async)\s+)*static\b/.test(own);
  const called = root === 'default' ? 'subject' : root;
  const path_ = [called, ...rest].join('.');
  const method = rest[0] ?? '';
  return {
    head: headOf(root, called, file, source),
    call: isMethod && !isStatic ? `new ${called}().${method}` : path_,
    type: isMethod && !isStatic ? `${called}.prototype.${method}` : path_,
    isGenerator: /function\s*\*|^(?:[\w\s]*\s)?\*\s*[\w$]+\s*\(/.test(own.slice(0, own.indexOf('(') + 1)),
  };
}

function isClass(source: string, name: string): boolean {
  return new RegExp(`\\bclass\\s+${escaped(name)}\\b|\\b${escaped(name)}\\s*=\\s*class\\b`).test(source);
}

function headOf(root: string, called: string, file: string, source: string): string {
  const address = JSON.stringify(`./${moduleName(path.basename(file), source)}`).replaceAll('"', "'");
  if (isCommonJs(file, source)) {
    const head = ["const assert = require('node:assert');", "const { it } = require('node:test');"];
    if (wholeOf(root, source)) return [...head, `const ${called} = require(${address});`, ''].join('\n');
    if (givesAway(root, source)) return [...head, `const { ${root} } = require(${address});`, ''].join('\n');
    return [...head, '', notExported(root, file), ''].join('\n');
  }
  const head = ["import assert from 'node:assert';", "import { it } from 'node:test';"];
  if (isDefault(root, source)) return [...head, `import ${called} from ${address};`, ''].join('\n');
  const as = exportedAs(root, source);
  if (as === null) return [...head, '', notExported(root, file), ''].join('\n');
  const named = as === root ? root : `${as} as ${root}`;
  return [...head, `import { ${named} } from ${address};`, ''].join('\n');
}

function notExported(root: string, file: string): string {
  return `// ${t('{0} is not exported: export it and import it here, or put this at the end of {1}.', root, path.basename(file))}`;
}

function isCommonJs(file: string, source: string): boolean {
  if (/\.c[jt]s$/.test(file)) return true;
  return /\.jsx?$/.test(file) && /^\s*(?:module\.)?exports\b|\brequire\(/m.test(source) && !/^\s*(?:import|export)\s/m.test(source); // prettier-ignore
}

/** Whether the module itself is the function. */
function wholeOf(root: string, source: string): boolean {
  return root === 'default' || new RegExp(`module\\.exports\\s*=\\s*(?:function\\s+)?${escaped(root)}\\b`).test(source);
}

function givesAway(root: string, source: string): boolean {
  const name = escaped(root);
  return new RegExp(`exports\\.${name}\\s*=|module\\.exports\\s*=\\s*\\{[^}]*\\b${name}\\b`).test(source);
}

function isDefault(root: string, source: string): boolean {
  if (root === 'default') return true;
  const name = escaped(root);
  return new RegExp(`export\\s+default\\s+(?:(?:async\\s+)?function\\s*\\*?\\s*|class\\s+)?${name}\\b`).test(source);
}

/** The name that an ES module exports something by; null if it does not. */
function exportedAs(root: string, source: string): string | null {
  const name = escaped(root);
  const declared = `export\\s+(?:declare\\s+|abstract\\s+|async\\s+)*(?:function\\s*\\*?|class|const|let|var|namespace)\\s+${name}(?![\\w$])`;
  if (new RegExp(declared).test(source)) return root;
  const listed = new RegExp(`export\\s*\\{[^}]*(?<![\\w$])${name}(?:\\s+as\\s+([\\w$]+))?\\s*[,}]`).exec(source);
  return listed ? (listed[1] ?? root) : null;
}

/** What modules of a project are called by where they are imported: as the source itself calls others. */
function moduleName(base: string, source: string): string {
  const other = /(?:from|require\()\s*['"]\.{1,2}\/[^'"]*?(\.[cm]?[jt]sx?)?['"]/.exec(source);
  if (!other) return base;
  const ending = path.extname(base);
  const style = other[1];
  if (style === undefined) return base.slice(0, -ending.length);
  return style.includes('j') ? base.replace(/ts(x?)$/, 'js$1') : base;
}

function escaped(name: string): string {
  return name.replaceAll(/[^\w]/g, String.raw`\$&`);
}

/** What can't be written is not compared; objects of classes are compared by what they hold. */
function equal(code: string, value: Wire): string {
  if (holds(value, ['function', 'symbol', 'cycle', 'unreadable'])) return `assert.doesNotThrow(() => ${code});`;
  const way = holds(value, ['instance']) ? 'deepEqual' : 'deepStrictEqual';
  return `assert.${way}(${code}, ${codeText(value)});`;
}

function holds(value: Wire, tags: readonly string[]): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (!isList(value) && isTagged(value) && tags.includes(value.$)) return true;
  return Object.values(value).some((item) => holds(item, tags));
}

/** A value as an expression of JavaScript. */
function codeText(value: Wire): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) {
    const items = value.map((item) => (!isList(item) && item !== null && isHole(item) ? '' : codeText(item)));
    return `[${items.join(', ')}${items.at(-1) === '' ? ', ' : ''}]`;
  }
  return isTagged(value) ? taggedCode(value.$, value.value) : fieldsCode(Object.entries(value));
}

function isHole(value: Wire): boolean {
  return isTagged(value) && value.$ === 'hole';
}

function fieldsCode(fields: readonly (readonly [string, Wire])[]): string {
  // Written as it is, this key would set the prototype.
  const key = (name: string): string =>
    name === '__proto__' ? "['__proto__']" : /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
  return fields.length === 0
    ? '{}'
    : `{ ${fields.map(([name, item]) => `${key(name)}: ${codeText(item)}`).join(', ')} }`;
}

function taggedCode(tag: string, inner: Wire | undefined): string {
  if (inner === undefined) return tag;
  const parts = isList(inner) ? inner : [];
  switch (tag) {
    case 'bigint':
      return typeof inner === 'string' ? `${inner}n` : tag;
    case 'instance':
      return codeText(inner);
    case 'Object':
      return fieldsCode(parts as readonly (readonly [string, Wire])[]);
    case 'RegExp':
      return `new RegExp(${parts.map(codeText).join(', ')})`;
    case 'Error': {
      const [name, message] = parts.map(codeText);
      return `Object.assign(new Error(${message}), { name: ${name} })`;
    }
    default:
      return `new ${tag}(${codeText(inner)})`;
  }
}
