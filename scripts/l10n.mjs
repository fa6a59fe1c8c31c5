// `node scripts/l10n.mjs`: writes every text of the extension that can be translated to l10n/bundle.l10n.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Texts handed to `vscode.l10n.t`, sorted. */
export function translatableTexts() {
  const texts = new Set();
  for (const name of readdirSync(join(root, 'src/extension'), { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const tree = ts.createSourceFile(
      name,
      readFileSync(join(root, 'src/extension', name), 'utf8'),
      ts.ScriptTarget.Latest,
    );
    const visit = (node) => {
      const isCall = ts.isCallExpression(node) && node.expression.getText(tree).endsWith('l10n.t');
      if (isCall && ts.isStringLiteralLike(node.arguments[0])) texts.add(node.arguments[0].text);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return [...texts].sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundle = Object.fromEntries(translatableTexts().map((text) => [text, text]));
  writeFileSync(join(root, 'l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}
