import { pick, randomInt, shuffle, type Random } from '../../../shared/random.ts';
import type { StringSpec } from '../spec.ts';
import { chance, chooseLength, type Context } from './context.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const MIXED = `${LETTERS}ABCXYZ0123456789 .,-_'!?`;
const WORDS = [
  'a', 'be', 'sea', 'Tree', 'kitten', 'sitting', 'banana', 'graph', 'Hello World', 'level', 'abcabc', 'mississippi',
  'race car', 'two words', 'x1', '42', 'the quick brown fox', 'listen', 'silent', 'graphs', 'Ångström', 'naïve',
] as const; // prettier-ignore

/** A string in one of the shapes that string functions tell apart: repeats, palindromes, shared prefixes, tokens, … */
export function drawString(spec: StringSpec, context: Context): string {
  const { random } = context;
  const length = chooseLength(context, spec.minLength, spec.maxLength);
  if (spec.made === 'tokens' && spec.tokens.length > 0) return fromTokens(spec, length, random, 0);
  const letters = spec.alphabet ?? LETTERS;
  switch (context.style) {
    case 'literals':
    case 'special': {
      const whole = wholeWord(spec, context, length);
      if (whole !== null) return whole;
      if (spec.tokens.length > 0) return fromTokens(spec, length, random, 0.4);
      break;
    }
    case 'equal':
      return pick(random, [...letters]).repeat(length);
    case 'duplicates':
    case 'zeros':
      return randomText(few(letters, 2, random), length, random);
    case 'repeats': {
      const unit = randomText(letters, Math.max(1, Math.min(3, length >> 1)), random);
      return cut(unit.repeat(length + 1), length);
    }
    case 'palindrome': {
      const half = randomText(few(letters, 4, random), (length + 1) >> 1, random);
      return half + cut([...half].reverse().join(''), length - half.length, half.length - (length >> 1));
    }
    case 'sorted':
      return [...randomText(letters, length, random)].sort().join('');
    case 'reversed':
      return [...randomText(letters, length, random)].sort().reverse().join('');
    case 'wide':
      return randomText(spec.alphabet ?? MIXED, length, random);
    case 'prefixes':
      if (spec.alphabet === null) return phrase(length, random);
      break;
    default:
      break;
  }
  if (spec.tokens.length > 0 && chance(random, 0.5)) return fromTokens(spec, length, random, 0.5);
  return randomText(chance(random, 0.5) ? few(letters, 4, random) : letters, length, random);
}

/** One of the spec's words, where words of that length make sense. */
function wholeWord(spec: StringSpec, context: Context, length: number): string | null {
  if (context.exact && context.depth === 0) return null;
  const known = spec.words.filter((word) => isWithin(spec, word));
  if (known.length > 0 && chance(context.random, 0.5)) return pick(context.random, known);
  if (spec.alphabet !== null || spec.tokens.length > 0) return null;
  const fitting = WORDS.filter((word) => isWithin(spec, word) && word.length <= Math.max(length, 3));
  return fitting.length > 0 ? pick(context.random, fitting) : null;
}

export function isWithin(spec: StringSpec, text: string): boolean {
  if (text.length < spec.minLength || (spec.maxLength !== null && text.length > spec.maxLength)) return false;
  if (spec.alphabet === null) return true;
  const alphabet = spec.alphabet;
  return [...text].every((c) => alphabet.includes(c));
}

/** Tokens in a row, with a share of other characters between them, cut to the length. */
function fromTokens(spec: StringSpec, length: number, random: Random, others: number): string {
  const letters = spec.alphabet ?? (chance(random, 0.5) ? LETTERS : MIXED);
  let text = '';
  let previous = pick(random, spec.tokens);
  while (text.length < length) {
    if (chance(random, others)) text += randomText(letters, randomInt(random, 1, 3), random);
    else {
      // Runs of one token are what counters and parsers are about.
      if (!chance(random, 0.3)) previous = pick(random, spec.tokens);
      text += previous;
    }
    if (previous === '' && others === 0) break;
  }
  return cut(text, length);
}

function phrase(length: number, random: Random): string {
  let text = '';
  while (text.length < length) text += (text === '' ? '' : ' ') + pick(random, WORDS);
  return cut(text, length);
}

/** A word for the inside of arrays, maps and records: short, and often with the beginning of another one. */
export function drawWords(spec: StringSpec, count: number, context: Context): string[] {
  const words: string[] = [];
  for (let i = 0; i < count; i++) {
    const base = words.length > 0 && context.style === 'prefixes' ? pick(context.random, words) : '';
    const style = context.style === 'prefixes' ? 'plain' : context.style;
    const word = drawString(spec, { ...context, depth: context.depth + 1, length: null, columns: null, style });
    const joined = base.slice(0, randomInt(context.random, 0, base.length)) + word;
    words.push(isWithin(spec, joined) && joined.length <= 16 ? joined : word);
  }
  return words;
}

function randomText(letters: string, length: number, random: Random): string {
  const characters = [...letters];
  if (characters.length === 0) return '';
  let text = '';
  while (text.length < length) text += pick(random, characters);
  return cut(text, length);
}

function few(letters: string, count: number, random: Random): string {
  return shuffle(random, [...letters])
    .slice(0, count)
    .join('');
}

function cut(text: string, length: number, from = 0): string {
  return text.slice(from, from + length);
}
