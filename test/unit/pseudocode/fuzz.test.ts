import assert from 'node:assert/strict';
import ts from 'typescript';
import { createRandom, pick, randomInt, type Random } from '../../../src/shared/random.ts';
import { translateText } from '../../support/pseudocode.ts';
import { SAMPLES } from './samples.ts';
import { TEXTS } from './wild.ts';

/** What happens to pseudocode on its way through PDFs, mails and other people's hands. */
const DAMAGES: Readonly<Record<string, (lines: string[], random: Random) => string[]>> = {
  'lost arrows': (lines) => lines.map((line) => line.replace(/←|:=|\\gets/g, '')),
  'typed arrows': (lines) => lines.map((line) => line.replace(/←/g, '<-')),
  'changed indentation': (lines, random) => lines.map((line) => ' '.repeat(randomInt(random, 0, 6)) + line.trimStart()),
  'lost indentation': (lines) => lines.map((line) => line.trimStart()),
  tabs: (lines) => lines.map((line) => line.replace(/^ +/, (blanks) => '\t'.repeat(Math.ceil(blanks.length / 4)))),
  'line numbers': (lines) => lines.map((line, i) => `${String(i + 1).padStart(2)}: ${line}`),
  caption: (lines) => ['Algorithm 3.1: An algorithm', '', ...lines],
  'mixed case': (lines, random) => lines.map((line) => line.replace(/\b(if|then|while|for|do|else|end|return)\b/gi, (word) => (random() < 0.5 ? word.toUpperCase() : word.toLowerCase()))), // prettier-ignore
  'lost lines': (lines, random) => lines.filter(() => random() < 0.85),
  'doubled lines': (lines, random) => lines.flatMap((line) => (random() < 0.1 ? [line, line] : [line])),
  'lost characters': (lines, random) => lines.map((line) => [...line].filter(() => random() < 0.97).join('')),
  'strange characters': (lines, random) => lines.map((line) => (random() < 0.2 ? `${line} ${pick(random, ['§', '(', ']', '{', '"', '←', '|', '⌊', '\\', '$'])}` : line)), // prettier-ignore
  'loops as in C': (lines) => lines.map((line) => line.replace(/\bfor (\w+)\s*(?:←|:=|=|from)\s*(.+?) to (.+?)(?: do| then|:)?$/i, 'for ($1 = $2; $1 <= $3; $1++) {')), // prettier-ignore
  prose: (lines, random) => lines.map((line) => (random() < 0.1 ? 'do whatever seems best with the rest' : line)),
};

/** Samples of our own, and texts as others write them. */
const ALL: readonly { readonly title: string; readonly source: string; readonly document: string }[] = [
  ...SAMPLES.map((sample) => ({
    title: `${sample.file}: ${sample.title}`,
    source: sample.source,
    document: 'a.pseudo',
  })),
  ...TEXTS,
];

const isLatex = (text: string): boolean => text.includes('\\begin{');

describe('pseudocode that has suffered', () => {
  for (const [damage, apply] of Object.entries(DAMAGES)) {
    it(`${damage}: is read, or the spot is named`, () => {
      const random = createRandom(11);
      for (const { title, source, document } of ALL) {
        const text = apply(source.split('\n'), random).join('\n');
        const translation = translateText(text, 'sample', document);
        const { diagnostics } = ts.transpileModule(translation.code, { reportDiagnostics: true });
        const first = diagnostics?.[0];
        const message = first && ts.flattenDiagnosticMessageText(first.messageText, ' ');
        assert.equal(message, undefined, `${title}: ${text}\n→\n${translation.code}`);
        for (const problem of translation.problems) {
          assert(problem.start >= 0 && problem.end <= text.length && problem.start <= problem.end);
          assert.notEqual(problem.message, '');
        }
        everyLineIsAccountedFor(translation, text, title);
      }
    });
  }

  it('loses nothing of what is whole', () => {
    for (const { title, source, document } of ALL) {
      const translation = translateText(source, 'sample', document);
      everyLineIsAccountedFor(translation, source, title);
      if (document === 'a.pseudo' && !isLatex(source)) everyWordIsSomewhere(translation, source, title);
    }
  });
});

type Translation = ReturnType<typeof translateText>;

/** Each line of code has a statement, a head, an end or a problem that begins in it or covers it. */
function everyLineIsAccountedFor({ lines, accounts, problems }: Translation, text: string, title: string): void {
  const pieces = [...accounts, ...problems];
  for (const line of lines) {
    const covered = pieces.some(({ start, end }) => start < line.end && end > line.start);
    assert(covered, `${title}: nothing is said of “${text.slice(line.start, line.end)}”`);
  }
}

/** Non-blank lines are code, or hold nothing but comments, numbers and captions. */
function everyWordIsSomewhere({ lines }: Translation, text: string, title: string): void {
  let at = 0;
  for (const line of text.split('\n')) {
    const [start, end] = [at, at + line.length];
    at = end + 1;
    // Nothing but a comment, a remark in brackets, a line number or the word that a flow chart starts with.
    const bare = line.replace(/^\s*\d+[.:]?/, '').replace(/(\/\/|▷|#).*$/, '').replace(/^\s*(--.*|\{.*\}|\(.*\)|START)\s*$/, '').trim(); // prettier-ignore
    if (bare === '') continue;
    assert(
      lines.some((each) => each.start < end && each.end > start),
      `${title}: “${line}” was dropped`,
    );
  }
}
