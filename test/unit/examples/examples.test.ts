import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { balancedBrackets } from '../../../examples/balanced-brackets.ts';
import { binarySearch } from '../../../examples/binary-search.ts';
import { collatz } from '../../../examples/collatz.ts';
import { copy } from '../../../examples/copy.ts';
import { fibonacci } from '../../../examples/fibonacci.ts';
import { gcd } from '../../../examples/gcd.ts';
import { insertionSort } from '../../../examples/insertion-sort.ts';
import { isPalindrome } from '../../../examples/is-palindrome.ts';
import { levenshtein } from '../../../examples/levenshtein.ts';
import { matrixMultiply } from '../../../examples/matrix-multiply.ts';
import { mergeSort } from '../../../examples/merge-sort.ts';
import { countQueens } from '../../../examples/n-queens.ts';
import { permutations } from '../../../examples/permutations.ts';
import { primesUpTo } from '../../../examples/prime-sieve.ts';
import { hotPotato, Queue } from '../../../examples/queue-with-two-stacks.ts';
import { reverseString } from '../../../examples/reverse-string.ts';
import { fromRoman, toRoman } from '../../../examples/roman-numerals.ts';
import { runLengthEncode } from '../../../examples/run-length-encode.ts';
import { shippingCost } from '../../../examples/shipping-cost.ts';
import { wordCount } from '../../../examples/word-count.ts';
import { createRandom, pick, randomInt, type Random } from '../../../src/shared/random.ts';
import { integers, matrix } from './inputs.ts';

const RUNS = 300;

function word(random: Random, alphabet: string, maxLength: number): string {
  return Array.from({ length: randomInt(random, 0, maxLength) }, () => pick(random, [...alphabet])).join('');
}

/** Runs a check on fresh random numbers, many times. */
function often(check: (random: Random) => void): void {
  const random = createRandom(11);
  for (let run = 0; run < RUNS; run++) check(random);
}

describe('examples, on arrays', () => {
  const numbers = (random: Random): number[] => integers(random, randomInt(random, 0, 30), -9, 9);

  it('insertionSort sorts in place', () =>
    often((random) => {
      const values = numbers(random);
      const expected = values.toSorted((a, b) => a - b);
      assert.equal(insertionSort(values), values);
      assert.deepEqual(values, expected);
    }));

  it('mergeSort sorts a copy', () =>
    often((random) => {
      const values = numbers(random);
      const before = values.slice();
      assert.deepEqual(
        mergeSort(values),
        before.toSorted((a, b) => a - b),
      );
      assert.deepEqual(values, before);
    }));

  it('copy copies', () =>
    often((random) => {
      const values = numbers(random);
      assert.deepEqual(copy(values), values);
      assert.notEqual(copy(values), values);
    }));

  it('binarySearch finds numbers and words', () =>
    often((random) => {
      const items = numbers(random).toSorted((a, b) => a - b);
      const target = randomInt(random, -10, 10);
      const found = binarySearch(items, target);
      assert.equal(found === -1 ? undefined : items[found], items.includes(target) ? target : undefined);

      const words = Array.from({ length: randomInt(random, 0, 9) }, () => word(random, 'abc', 3)).sort();
      const wanted = word(random, 'abc', 3);
      const at = binarySearch(words, wanted);
      assert.equal(at === -1 ? undefined : words[at], words.includes(wanted) ? wanted : undefined);
    }));

  it('permutations gives every order once, in order', () => {
    for (let n = 0, factorial = 1; n <= 6; n++, factorial *= n) {
      const all = permutations(Array.from({ length: n }, (_, i) => i));
      const texts = all.map((order) => order.join(''));
      assert.equal(new Set(texts).size, factorial);
      assert.deepEqual(texts, texts.toSorted());
      assert(all.every((order) => new Set(order).size === n));
    }
  });

  it('matrixMultiply sums products', () =>
    often((random) => {
      const n = randomInt(random, 0, 6);
      const [a, b] = [matrix(n, () => randomInt(random, -5, 5)), matrix(n, () => randomInt(random, -5, 5))];
      const dot = (i: number, j: number): number => a[i]!.map((x, k) => x * b[k]![j]!).reduce((x, y) => x + y, 0);
      assert.deepEqual(matrixMultiply(a, b), matrix(n, dot));
    }));

  it('shippingCost adds shipping to small carts and takes a tenth off large ones', () => {
    assert.equal(shippingCost([]), 0);
    assert.equal(shippingCost([4999]), 5494);
    assert.equal(shippingCost([5000]), 5000);
    assert.equal(shippingCost(new Array<number>(23).fill(1000)), 23000);
    assert.equal(shippingCost(new Array<number>(24).fill(1000)), 21600);
  });

  it('Queue hands out what came in first', () =>
    often((random) => {
      const queue = new Queue<number>();
      const model: number[] = [];
      for (let step = 0; step < 40; step++) {
        if (random() < 0.5) {
          queue.enqueue(step);
          model.push(step);
        } else {
          assert.equal(queue.dequeue(), model.shift());
        }
        assert.equal(queue.size, model.length);
      }
    }));

  it('hotPotato lets the players leave one by one', () =>
    often((random) => {
      const players = Array.from({ length: randomInt(random, 0, 12) }, (_, i) => `player ${i}`);
      const passes = randomInt(random, 0, 10);
      const circle = players.slice();
      const leaving: string[] = [];
      for (let at = 0; circle.length > 0;) {
        at = (at + passes) % circle.length;
        leaving.push(...circle.splice(at, 1));
      }
      assert.deepEqual(hotPotato(players, passes), leaving);
    }));
});

describe('examples, on texts', () => {
  it('reverseString and isPalindrome agree with a reversed array', () =>
    often((random) => {
      const text = word(random, 'ab', 6);
      const reversed = [...text].reverse().join('');
      assert.equal(reverseString(text), reversed);
      assert.equal(isPalindrome(text), text === reversed);
    }));

  it('levenshtein is the distance of its recursive definition', () =>
    often((random) => {
      const distance = (a: string, b: string): number => {
        if (a === '' || b === '') return a.length + b.length;
        if (a[0] === b[0]) return distance(a.slice(1), b.slice(1));
        return 1 + Math.min(distance(a.slice(1), b), distance(a, b.slice(1)), distance(a.slice(1), b.slice(1)));
      };
      const [a, b] = [word(random, 'abc', 5), word(random, 'abc', 5)];
      assert.equal(levenshtein(a, b), distance(a, b));
    }));

  it('runLengthEncode can be decoded, and has no run twice', () =>
    often((random) => {
      const text = word(random, 'ab', 25);
      const encoded = runLengthEncode(text);
      const runs = [...encoded.matchAll(/(\d+)(.)/g)];
      assert.equal(runs.map(([, count, letter]) => letter!.repeat(Number(count))).join(''), text);
      assert(runs.every((run, i) => run[2] !== runs[i + 1]?.[2]));
    }));

  it('balancedBrackets accepts what vanishes when pairs are crossed out', () =>
    often((random) => {
      const text = word(random, pick(random, ['()', '()[]{}x']), 8);
      let left = text.replaceAll('x', '');
      for (let before = ''; before !== left;) {
        before = left;
        left = left.replace('()', '').replace('[]', '').replace('{}', '');
      }
      assert.equal(balancedBrackets(text), left === '');
    }));

  it('wordCount counts what a regular expression finds', () =>
    often((random) => {
      const text = word(random, 'abA. ', 20);
      const expected = new Map<string, number>();
      for (const [found] of text.toLowerCase().matchAll(/[a-z]+/g)) expected.set(found, (expected.get(found) ?? 0) + 1);
      assert.deepEqual([...wordCount(text)], [...expected]);
    }));

  it('fromRoman undoes toRoman', () => {
    assert.equal(toRoman(1994), 'MCMXCIV');
    assert.equal(toRoman(3888), 'MMMDCCCLXXXVIII');
    for (let value = 1; value <= 3999; value++) assert.equal(fromRoman(toRoman(value)), value);
    for (const value of [0, 4000, 1.5]) assert.throws(() => toRoman(value), RangeError);
    assert.throws(() => fromRoman('MIX1'), RangeError);
  });
});

describe('examples, on numbers', () => {
  it('fibonacci starts with the known sequence', () =>
    assert.deepEqual(
      Array.from({ length: 13 }, (_, n) => fibonacci(n)),
      [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144],
    ));

  it('gcd is the largest number that divides both', () =>
    often((random) => {
      const [a, b] = [randomInt(random, 1, 60), randomInt(random, 1, 60)];
      let largest = 1;
      for (let d = 1; d <= a; d++) if (a % d === 0 && b % d === 0) largest = d;
      assert.equal(gcd(a, b), largest);
      assert.equal(gcd(a, 0), a);
      assert.equal(gcd(0, b), b);
    }));

  it('primesUpTo finds the numbers without a divisor', () => {
    const isPrime = (n: number): boolean => !Array.from({ length: n - 2 }, (_, k) => k + 2).some((d) => n % d === 0);
    for (const limit of [0, 1, 2, 3, 4, 100, 121, 200]) {
      const expected = Array.from({ length: limit }, (_, k) => k + 1).filter((n) => n > 1 && isPrime(n));
      assert.deepEqual(primesUpTo(limit), expected);
    }
  });

  it('collatz counts the known steps', () => {
    assert.equal(collatz(1), 0);
    assert.equal(collatz(6), 8);
    assert.equal(collatz(27), 111);
  });

  it('countQueens counts the known boards', () =>
    assert.deepEqual(
      Array.from({ length: 8 }, (_, n) => countQueens(n)),
      [1, 1, 0, 0, 2, 10, 4, 40],
    ));
});

describe('examples, their JSDoc', () => {
  const folder = join(import.meta.dirname, '../../../examples');
  const files = ['', 'clrs'].flatMap((sub) =>
    readdirSync(join(folder, sub))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(sub, file)),
  );

  for (const file of files) {
    it(`${file} has only tags that name its parameters`, () => {
      const comments = readFileSync(join(folder, file), 'utf8').match(/\/\*\*.*?\*\//gs) ?? [];
      for (const comment of comments) {
        const parameters = [...comment.matchAll(/@param (\w+)/g)].map((match) => match[1]!);
        for (const [, tag, rest] of comment.matchAll(/@(?!param|returns|throws)(\w+) (.*)/g)) {
          const named = namesIn(tag!, rest!.trim().split(/\s+/));
          assert(named.length > 0 && named.every((name) => parameters.includes(name)), `@${tag} ${rest}`);
        }
      }
    });
  }
});

/** The parameters that a tag for the input generator is about. */
function namesIn(tag: string, words: readonly string[]): readonly string[] {
  if (tag === 'sameLength') return words;
  if (tag === 'index') return words.filter((name) => name !== 'of');
  assert(['range', 'integer', 'size', 'sorted', 'square', 'acyclic', 'alphabet', 'graph'].includes(tag), `@${tag}`);
  return words.slice(0, 1);
}
