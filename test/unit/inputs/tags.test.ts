import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { conform } from '../../../src/analyzer/inputs/conform.ts';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import { mutate } from '../../../src/analyzer/inputs/mutate.ts';
import { shrinkInput } from '../../../src/analyzer/inputs/shrink.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { refine, type ProbeResult } from '../../../src/analyzer/inputs/probe.ts';
import { decodeInput } from '../../../src/analyzer/inputs/functions.ts';
import { encode } from '../../../src/shared/values.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { infer, inferJs } from './support.ts';

const withTags = (tags: string, parameters = 'a: number[], b: number[], n: number, s: string, m: number[][]'): string =>
  `/**\n${tags.split('\n').map((tag) => ` * ${tag}`).join('\n')}\n */\nexport function f(${parameters}): number { return 0; }`; // prettier-ignore

const roles = (tags: string): Record<string, string> =>
  Object.fromEntries(infer(withTags(tags)).parameters.map(({ name, role }) => [name, role]));

describe('inputs: tags', () => {
  const table: readonly (readonly [tag: string, parameter: string, role: RegExp])[] = [
    ['@range n -2..2.5', 'n', /^number from -2 to 2.5$/],
    ['@range a 0..9', 'a', /^array of numbers from 0 to 9/],
    ['@integer n', 'n', /^integer$/],
    ['@size a 2..4', 'a', /length 2 to 4/],
    ['@sorted a', 'a', /, sorted$/],
    ['@sorted a desc', 'a', /sorted descending/],
    ['@distinct a', 'a', /different numbers/],
    ['@index n of a', 'n', /^integer from 0 on; a position in a$/],
    ['@sameLength a b', 'b', /as long as a/],
    ['@partOf b a', 'b', /; often a part of a$/],
    ['@length n of a', 'n', /; the length of a/],
    ['@length n of a columns less 2', 'n', /; 2 less than the number of columns of a/],
    ['@square m', 'm', /^square matrix/],
    ['@symmetric m', 'm', /^symmetric square matrix/],
    ['@acyclic m', 'm', /^acyclic directed weighted graph/],
    ['@oneOf s red "green" ', 's', /^"red" or "green"$/],
    ['@alphabet s xyz', 's', /of the characters xyz/],
    ['@permutation a', 'a', /^permutation of the integers from 0/],
    ['@graph m undirected unweighted sparse', 'm', /^undirected graph/],
    ['@index n of a\n@positions from 1', 'n', /^integer from 1 on; a position in a, counted from 1$/],
    ['@acyclic m\n@positions from 1', 'm', /vertices numbered from 1/],
    ['@edges m of a weighted', 'm', /^directed weighted graph .* as a list of edges.*; between the vertices in a$/],
    ['@edges m of a\n@positions from 1', 'a', /^permutation of the integers from 1/],
    ['@endsWith a -1', 'a', /ends with -1/],
    ['@graph m directed weighted 0.2\n@range m 0..1', 'm', /weights 0 to 1/],
  ];
  for (const [tag, name, role] of table) {
    it(tag, () => {
      assert.match(roles(tag)[name] ?? '', role);
      const spec = infer(withTags(tag));
      const generator = createGenerator(spec, 2);
      for (let i = 0; i < 40; i++) {
        const args = generator.next(8);
        assert.equal(conform(spec, args).broken, null, JSON.stringify(args));
      }
    });
  }

  const malformed: readonly (readonly [tag: string, message: RegExp])[] = [
    ['@range n 5', /line 2: @range can’t read the range “5”; write @range NAME MIN\.\.MAX\./],
    ['@range n 5..1', /ends \(1\) before it begins \(5\)/],
    ['@range', /does not name a parameter/],
    ['@range q 1..2', /names “q”, which is no parameter \(there are a, b, n, s, m\)/],
    ['@size a -1..2', /whole numbers from 0 on/],
    ['@sorted a up', /knows no order “up”/],
    ['@index n a', /does not say into what/],
    ['@sameLength a', /needs at least two names/],
    ['@searchTree m key left', /needs a key and two children/],
    ['@searchTree m key left right', /does not suit “m”/],
    ['@linked m', /does not say what leads back/],
    ['@linked m p left', /does not suit “m”/],
    ['@ordered n', /needs at least two names/],
    ['@partOf a', /needs two names/],
    ['@length n of', /does not say of what/],
    ['@length n of a more', /can’t read “more”/],
    ['@graph m weighted', /whether edges have a direction/],
    ['@graph m directed weighted 7', /density “7”/],
    ['@sorted n', /does not suit “n”/],
    ['@square a', /does not suit “a”/],
    ['@positions from 2', /write @positions from 1/],
    ['@endsWith a', /names no value/],
    ['@endsWith n 3', /does not suit “n”/],
    ['@positions from a', /does not suit “a”/],
    ['@positions from none', /no parameter/],
    ['@edges m', /between which vertices/],
    ['@edges m of a heavy', /can’t read “heavy”/],
    ['@oneOf s', /lists no values/],
  ];
  for (const [tag, message] of malformed) {
    it(`refuses ${tag}`, () => {
      assert.throws(
        () => infer(withTags(tag)),
        (error) => error instanceof UserError && message.test(error.message) && error.reasons.length === 1,
      );
    });
  }

  it('puts nodes in order and ties them, and keeps that through edits and shrinking', async () => {
    const text = `interface Tree { key: number; left: Tree | null; right: Tree | null; p: Tree | null }
      /**
       * @searchTree t key left right k
       * @linked t p left right
       */
      export function f(t: Tree | null, k: number): number { return t === null ? 0 : t.key + k; }`;
    const spec = infer(text);
    assert.match(spec.parameters[0]?.role ?? '', /a search tree by key; p leads back$/);
    assert.match(spec.parameters[1]?.role ?? '', /often a key in t$/);
    const generator = createGenerator(spec, 2);
    const random = createRandom(5);
    for (let i = 0; i < 60; i++) {
      const args = generator.next(8);
      assert.equal(conform(spec, args).broken, null);
      assert.equal(conform(spec, mutate(spec, args, random)).broken, null);
    }
    const big = generator.next(12, { exact: true });
    const isLarge = ([t]: unknown[]): Promise<boolean> => Promise.resolve((t as { right: unknown } | null)?.right != null); // prettier-ignore
    const small = await shrinkInput(spec, big, isLarge);
    assert.equal(conform(spec, small).broken, null);
    const [root] = small as [{ right: { p: unknown; right: unknown } | null }];
    if (root.right) assert.deepEqual([root.right.p === root, root.right.right], [true, null]);
  });

  it('lets other people’s tags be', () => {
    assert.doesNotThrow(() => infer(withTags('@template T\n@returns {number} nothing\n@deprecated use g')));
  });
});

describe('inputs: probing', () => {
  const probe = async (text: string): Promise<string[]> => {
    // The tests' own sources run here; users' functions run in the sandbox.
    const f = runInThisContext(`(() => { ${text}; return f; })()`) as (...args: unknown[]) => unknown;
    const spec = await refine(inferJs(text), (inputs) =>
      Promise.resolve(
        inputs.map((wire): ProbeResult => {
          try {
            return { threw: null, output: encode(f(...decodeInput(wire))) };
          } catch (error) {
            return { threw: String(error) };
          }
        }),
      ),
    );
    return spec.parameters.map(({ role }) => role);
  };

  it('finds the kind that a parameter without uses must have', async () => {
    const [role] = await probe("const up = (v) => String.prototype.toUpperCase.call(v); function f(v) { if (typeof v['length'] !== 'number' || v.at === undefined || Array.isArray(v)) throw new Error('expected text'); return up(v); }"); // prettier-ignore
    assert.match(role ?? '', /^string/);
  });

  it('finds that numbers must not be negative, and keeps negative ones as guard breakers', async () => {
    const [role] = await probe("const check = (x) => { if (!(Math.sqrt(x) >= 0)) throw new Error('bad'); }; function f(values) { values.forEach((v) => check(v)); return values.length; }"); // prettier-ignore
    assert.match(role ?? '', /from 0/);
  });

  it('finds that a list is one of words that the program knows', async () => {
    const [role] = await probe("function f(tokens) { const s = []; tokens.forEach((t) => { if (/^\\d+$/.test(t)) s.push(Number(t)); else if (t === '+') s.push(s.pop() + s.pop()); else throw new Error('bad token'); }); return s.pop(); }"); // prettier-ignore
    assert.match(role ?? '', /^array of values among "\+", /);
  });

  it('leaves alone what a tag says', async () => {
    const [role] = await probe('/** @range n 0..20 */ function f(n) { if (n > 1) throw new Error(); return n; }');
    assert.match(role ?? '', /from 0 to 20/);
  });

  it('leaves alone what works', async () => {
    const [role] = await probe('function f(values) { return values.map((x) => x * 2); }');
    assert.equal(role, inferJs('function f(values) { return values.map((x) => x * 2); }').parameters[0]?.role);
  });
});
