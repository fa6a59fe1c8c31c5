// `node scripts/l10n.mjs`: writes every text of the extension that can be translated to l10n/bundle.l10n.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What shows texts to the user of the editor. */
const PLACES = ['src/extension', 'media/panel', 'src/shared'];
/** Of the shared code what is shown nowhere but in the editor, or there too. */
const SHARED = ['src/shared/show.ts', 'src/shared/chart.ts', 'src/shared/comparison-page.ts'];

/** What it says stands within the engine's sentences, which are English in every language. */
const ENGLISH = ['src/extension/engine/advice.ts'];

/** Its texts are code of a test file, but for those that are looked up. */
const CODE = ['src/extension/learning/test-text.ts'];

/** Attributes and fields whose text a person reads or hears, even if it is one word. */
const READ = new Set(
  'title label aria-label aria-valuetext placeholder placeHolder tooltip description detail prompt head titles name xTitle emptyText'.split(
    ' ',
  ),
);
/** Attributes and fields for the machine. */
const UNREAD = new Set(['class', 'd', 'viewBox', 'border']);
/** The product's name; and tags of a page, whole or cut off by what is put into them. */
const NO_TEXT = /^Understudy$|<[^>]*>|<[^>]*$|^[^<]*>/g;
const WORDS = /\p{L}{2,} \p{L}/u;
const LETTER = /\p{L}/u;

/** Texts that are looked up, sorted. */
export function translatableTexts() {
  const texts = new Set();
  for (const { tree } of sources()) {
    visit(tree, (node) => {
      if (isLookUp(node) && ts.isStringLiteralLike(node.arguments[0])) texts.add(node.arguments[0].text);
      return !ts.isTypeNode(node);
    });
  }
  return [...texts].sort();
}

/** Places where there is a text for people that nobody looks up, as `file:line: text`. */
export function untranslatableTexts() {
  const found = [];
  for (const { name, tree } of sources()) {
    if (CODE.includes(name)) continue;
    visit(tree, (node) => {
      if (isSetApart(node)) return false;
      const text = textOf(node)?.trim().replaceAll(NO_TEXT, '');
      if (text === undefined || !(WORDS.test(text) || (LETTER.test(text) && isRead(node)))) return true;
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${name}:${line + 1}: ${text}`);
      return true;
    });
  }
  return found;
}

function* sources() {
  for (const place of PLACES) {
    for (const file of readdirSync(join(root, place), { recursive: true })) {
      const name = `${place}/${file.replaceAll('\\', '/')}`;
      if (!/\.tsx?$/.test(name) || ENGLISH.includes(name) || (place === 'src/shared' && !SHARED.includes(name)))
        continue;
      const text = readFileSync(join(root, name), 'utf8');
      yield { name, tree: ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true) };
    }
  }
}

/** @param see says whether to go on inside of what it sees */
function visit(node, see) {
  if (see(node)) ts.forEachChild(node, (child) => visit(child, see));
}

/** `t('…')`, `vscode.l10n.t('…')` and `rich('…')` */
function isLookUp(node) {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  return ts.isIdentifier(expression)
    ? ['t', 'rich'].includes(expression.text)
    : /\bl10n\.t$/.test(expression.getText());
}

/** What is looked up, what is for machines and logs, and what is a type. */
function isSetApart(node) {
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    return (isLookUp(node) && ts.isStringLiteralLike(node.arguments[0])) || /\blog\.\w+$/.test(callee);
  }
  if (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) return UNREAD.has(node.name.getText());
  if (ts.isVariableDeclaration(node)) return node.name.getText() === 'STYLE';
  return ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isTaggedTemplateExpression(node);
}

function textOf(node) {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? node.text : undefined;
}

function isRead(node) {
  if (ts.isJsxText(node)) return true;
  let { parent } = node;
  if (ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent)) return true;
  while (ts.isArrayLiteralExpression(parent) || ts.isJsxExpression(parent) || ts.isConditionalExpression(parent)) {
    parent = parent.parent;
  }
  return (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) && READ.has(parent.name.getText());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundle = Object.fromEntries(translatableTexts().map((text) => [text, text]));
  writeFileSync(join(root, 'l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}
