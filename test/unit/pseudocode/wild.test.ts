import assert from 'node:assert/strict';
import ts from 'typescript';
import { runnable, translateText, type Runnable } from '../../support/pseudocode.ts';
import type { Translation } from '../../../src/analyzer/pseudocode/translate.ts';
import { TEXTS } from './wild.ts';

/** What a call gives as JSON has it: nothing is null. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function check({ functions, main, parameters }: Runnable, name: string | undefined, call: string): void {
  const match = /^(named )?(.*?) (->|=>) (.*)$/.exec(call);
  assert(match, `${call} is no call`);
  const [, named, given = '', arrow, expected = ''] = match;
  const said: unknown = JSON.parse(given);
  const args = named ? parameters.map((each) => (said as Record<string, unknown>)[each]) : (said as unknown[]);
  const fn = name === undefined ? main : functions.get(name);
  const output = fn?.(...args);
  assert.deepEqual(plain(arrow === '->' ? output : args), JSON.parse(expected), call);
}

/** These have no code of their own: a variable is declared where it is first set, what is put in is a parameter. */
const WITHOUT_CODE = /^DECLARE |^var |^INPUT |\bUSERINPUT\b/;

/** Statements that were read, and of which neither a piece of the TypeScript nor a note says what became of them. */
function lostStatements({ accounts, marks, decisions }: Translation, source: string): string[] {
  const spans = [...marks, ...decisions].flatMap(({ span }) => (span ? [span] : []));
  return accounts
    .filter(({ as, start, end }) => as === 'statement' && !spans.some((s) => s.start >= start && s.start < end))
    .map(({ start, end }) => source.slice(start, end))
    .filter((text) => !WITHOUT_CODE.test(text));
}

describe('pseudocode as others write it', () => {
  it('is tried in at least 60 texts', () => {
    assert(TEXTS.length >= 60);
  });

  it('ends once where the text stops', () => {
    const { code } = translateText('OUTPUT n\nSTOP\n');
    assert.equal(code.split('return output;').length - 1, 1);
  });

  it('stays TypeScript where little of a statement is left', () => {
    for (const text of ['RETURN SUBSTRING(0, 0, first)\n', 'SELECT CASE score ←\n  CASE ELSE\n    OUTPUT "F"\nEND SELECT\n']) {
      const { diagnostics } = ts.transpileModule(translateText(text).code, { reportDiagnostics: true });
      assert.deepEqual(diagnostics, []);
    }
  }); // prettier-ignore

  for (const { title, source, document, name, calls } of TEXTS) {
    it(title, () => {
      const translation = translateText(source, 'sample', document);
      const { problems } = translation;
      if (calls.includes('refused')) {
        assert(problems.length > 0);
        for (const { phrase, message } of problems) assert(phrase !== '' && message.includes('“'));
        return;
      }
      assert.deepEqual(problems.map(({ message }) => message), []); // prettier-ignore
      assert.deepEqual(lostStatements(translation, source), []);
      if (calls.includes('skip')) return;
      const run = runnable(source, 'sample', document);
      for (const call of calls) check(run, name, call);
    });
  }
});
