import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { translatableTexts, untranslatableTexts } from '../../../scripts/l10n.mjs';

const manifest = readFileSync('package.json', 'utf8');
const nls = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

describe('menus of the extension', () => {
  it('a learned algorithm’s buttons are in its menu too, for those who use the keyboard', () => {
    const { contributes } = JSON.parse(manifest) as {
      contributes: { menus: { 'view/item/context': { command: string; group: string; when: string }[] } };
    };
    const items = contributes.menus['view/item/context'];
    const texts = ({ command, when }: (typeof items)[number]): string => `${command} ${when}`;
    const [inline, others] = [true, false].map((is) =>
      items.filter(({ group }) => group.startsWith('inline') === is).map(texts),
    );
    assert.deepEqual(
      inline?.filter((each) => !others?.includes(each)),
      [],
    );
  });
});

describe('texts of the extension', () => {
  it('package.json names just the texts that package.nls.json has', () => {
    const named = [...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(nls).sort());
  });

  it('the README names every setting, and no other', () => {
    const readme = readFileSync('README.md', 'utf8');
    const named = [...readme.matchAll(/^\| `(understudy\.\w+)` /gm)].map(([, name]) => name);
    const { contributes } = JSON.parse(manifest) as { contributes: { configuration: { properties: object } } };
    assert.deepEqual(named.sort(), Object.keys(contributes.configuration.properties).sort());
  });

  it('the bundle for translators has every text (node scripts/l10n.mjs writes it)', () => {
    const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
    assert.deepEqual(Object.keys(bundle), translatableTexts());
  });

  it('every text that a person reads is looked up', () => {
    assert.deepEqual(untranslatableTexts(), []);
  });
});
