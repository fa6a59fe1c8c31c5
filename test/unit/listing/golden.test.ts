import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { listingText } from '../../../src/shared/listing.ts';
import { createRandom, randomInt, type Random } from '../../../src/shared/random.ts';
import { listProgram } from '../../../src/trainer/machine/listing/list.ts';
import { integers, randomGraph, randomUndirectedGraph } from '../examples/inputs.ts';
import { eliminated } from './eliminated.ts';

/** `UPDATE_GOLDEN=1` writes what is found now; read the difference before you commit it. */
const GOLDEN = new URL('golden.txt', import.meta.url);

const letters = (random: Random, of: string, length: number): string =>
  Array.from({ length }, () => of.charAt(randomInt(random, 0, of.length - 1))).join('');
const numbers = (random: Random): unknown[] => [integers(random, randomInt(random, 0, 9), -9, 9)];
const graph = (random: Random): unknown[] => [randomGraph(random, randomInt(random, 1, 7), 0.4), 0];
const number =
  (from: number, to: number) =>
  (random: Random): unknown[] => [randomInt(random, from, to)];
const points = (random: Random): unknown[] => {
  const length = randomInt(random, 3, 8);
  return [integers(random, length, -9, 9), integers(random, length, -9, 9)];
};

/** Functions of the examples, and how their arguments are drawn. */
const CASES: Readonly<Record<string, (random: Random) => unknown[]>> = {
  'balanced-brackets.ts#balancedBrackets': (random) => [letters(random, '()[]{}x', randomInt(random, 0, 8))],
  'binary-search.ts#binarySearch': (random) => [
    integers(random, 9, 0, 20).sort((a, b) => a - b),
    randomInt(random, 0, 20),
  ],
  'collatz.ts#collatz': number(1, 60),
  'fibonacci.ts#fibonacci': number(0, 9),
  'insertion-sort.ts#insertionSort': numbers,
  'levenshtein.ts#levenshtein': (random) => [
    letters(random, 'abc', randomInt(random, 0, 6)),
    letters(random, 'abc', 5),
  ],
  'merge-sort.ts#mergeSort': numbers,
  'n-queens.ts#countQueens': number(0, 5),
  'permutations.ts#permutations': (random) => [integers(random, randomInt(random, 0, 4), 0, 9)],
  'prime-sieve.ts#primesUpTo': number(0, 60),
  'queue-with-two-stacks.ts#hotPotato': (random) => [[...letters(random, 'abcdefg', 5)], randomInt(random, 0, 7)],
  'roman-numerals.ts#toRoman': (random) => [randomInt(random, -1, 4200) / (random() < 0.1 ? 2 : 1)],
  'shipping-cost.ts#shippingCost': (random) => [integers(random, randomInt(random, 0, 12), 1, 5000)],
  'word-count.ts#wordCount': (random) => [letters(random, 'ab cd.', randomInt(random, 0, 20))],
  'clrs/articulation-points.ts#articulationPoints': (random) => [
    randomUndirectedGraph(random, randomInt(random, 1, 7), 0.4),
  ],
  'clrs/bfs.ts#bfs': graph,
  'clrs/bubble-sort.ts#bubbleSort': numbers,
  'clrs/dfs.ts#dfs': graph,
  'clrs/dijkstra.ts#dijkstra': graph,
  'clrs/graham-scan.ts#grahamScan': points,
  'clrs/heapsort.ts#heapsort': numbers,
  'clrs/mst-kruskal.ts#mstKruskal': (random) => [randomUndirectedGraph(random, randomInt(random, 1, 7), 0.5)],
  'clrs/naive-string-matcher.ts#naiveStringMatcher': (random) => [letters(random, 'ab', 9), letters(random, 'ab', 2)],
  'clrs/quicksort.ts#quicksort': numbers,
};

function textOf(target: string): string {
  const [file = '', name = ''] = target.split('#');
  const source = readFileSync(new URL(`../../../examples/${file}`, import.meta.url), 'utf8');
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  const script = ts.transpileModule(source, { compilerOptions: options }).outputText;
  const random = createRandom(3);
  const lists = Array.from({ length: 300 }, () => CASES[target]?.(random) ?? []);
  const { program, decoded } = eliminated(script, lists, name);
  const { functions, values } = listProgram(program, decoded);
  const parts = [...(values.length > 0 ? [{ name: '', lines: values }] : []), ...functions];
  return listingText(parts.map(({ name: part, lines }) => ({ name: part, file, firstLine: 1, source: [], lines })));
}

describe('the pseudocode of what elimination leaves', () => {
  before(function () {
    if (process.env['UPDATE_GOLDEN'] === undefined) return;
    this.timeout(60_000);
    writeFileSync(
      GOLDEN,
      Object.keys(CASES)
        .map((target) => `==> ${target}\n${textOf(target)}\n`)
        .join('\n'),
    );
  });

  for (const target of Object.keys(CASES)) {
    it(`${target} as in golden.txt`, () => {
      const parts = readFileSync(GOLDEN, 'utf8').split(/^==> /m);
      const expected = parts.find((part) => part.startsWith(`${target}\n`))?.slice(target.length + 1);
      assert.equal(textOf(target).trimEnd(), expected?.trimEnd());
    });
  }
});
