import type { Outcome } from '../../shared/report.ts';
import type { Wire } from '../../shared/values.ts';
import type { Example } from '../example.ts';

/**
 * Calls as sequences of tokens.
 *
 *   numbers   the characters of their decimal form; the first is marked, so that no separator is needed: `#1 2 #-5` is 12, -5
 *   strings   `"` , UTF-16 units as `'x`, `"`
 *   arrays    `[` items `]`
 *   objects   `{` keys (strings) and values in turn `}`
 *   the rest  one token: `null`, `true`, `$NaN`, …
 *
 * An input is its arguments one after the other. An outcome is `returns` and a value, or `same0` where the first argument
 * itself is returned, or `throws` and a string; then, for each argument that the call changed, `after0` and its value.
 */
export type Token = string;

/** Whether a token is a later character of a number. */
export function goesOnNumber(token: Token): boolean {
  return /^[\d.e+-]$/.test(token);
}

export function inputTokens(input: readonly Wire[]): Token[] {
  return input.flatMap(valueTokens);
}

export function outcomeTokens({ input, outcome }: Example): Token[] {
  const { output, threw, mutated, sameAs } = outcome;
  const head =
    threw !== null
      ? ['throws', ...stringTokens(threw)]
      : sameAs !== null
        ? [`same${sameAs}`]
        : ['returns', ...valueTokens(output)];
  const after = mutated.flatMap((value, i) => {
    return equal(value, input[i] ?? null) ? [] : [`after${i}`, ...valueTokens(value)];
  });
  return [...head, ...after];
}

function equal(a: Wire, b: Wire): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function valueTokens(value: Wire): Token[] {
  if (typeof value === 'number') {
    const [first = '', ...rest] = String(value);
    return [`#${first}`, ...rest];
  }
  if (typeof value === 'string') return stringTokens(value);
  if (typeof value !== 'object' || value === null) return [String(value)];
  if (isList(value)) return ['[', ...value.flatMap(valueTokens), ']'];
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === '$' && typeof first[1] === 'string') return [`$${first[1]}`];
  return ['{', ...entries.flatMap(([key, item]) => [...stringTokens(key), ...valueTokens(item)]), '}'];
}

function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

function stringTokens(text: string): Token[] {
  return ['"', ...text.split('').map((unit) => `'${unit}`), '"'];
}

/** The outcome that tokens stand for, given the input; null where they stand for none. */
export function readOutcome(tokens: readonly Token[], input: readonly Wire[]): Outcome | null {
  try {
    return new Reader(tokens).outcome(input);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

class Malformed extends Error {}

class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  outcome(input: readonly Wire[]): Outcome {
    const head = this.next();
    const same = /^same(\d+)$/.exec(head);
    const threw = head === 'throws' ? this.string() : null;
    if (!same && threw === null && head !== 'returns') throw new Malformed();
    const returned = head === 'returns' ? this.value() : null;
    const mutated = [...input];
    while (this.at < this.tokens.length) {
      const after = /^after(\d+)$/.exec(this.next());
      const index = Number(after?.[1] ?? NaN);
      if (!(index < mutated.length)) throw new Malformed();
      mutated[index] = this.value();
    }
    const sameAs = same ? Number(same[1]) : null;
    if (sameAs !== null && sameAs >= mutated.length) throw new Malformed();
    return { output: sameAs === null ? returned : (mutated[sameAs] ?? null), threw, mutated, sameAs };
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Malformed();
    return token;
  }

  private value(): Wire {
    const token = this.next();
    if (token === '[') return this.until(']', () => this.value());
    if (token === '{') return Object.fromEntries(this.until('}', () => [this.string(), this.value()] as const));
    if (token === '"') {
      this.at--;
      return this.string();
    }
    if (token.startsWith('#')) return this.number(token.slice(1));
    if (token.startsWith('$')) return { $: token.slice(1) };
    if (token === 'null' || token === 'true' || token === 'false') return JSON.parse(token) as Wire;
    throw new Malformed();
  }

  private number(first: string): number {
    let text = first;
    while (goesOnNumber(this.peek() ?? '')) text += this.next();
    const value = Number(text);
    // Only the form that `String` gives: another would be another sequence for the same number.
    if (String(value) !== text) throw new Malformed();
    return value;
  }

  private string(): string {
    if (this.next() !== '"') throw new Malformed();
    const units = this.until('"', () => {
      const token = this.next();
      if (!token.startsWith("'") || token.length !== 2) throw new Malformed();
      return token[1] ?? '';
    });
    return units.join('');
  }

  private until<X>(end: Token, item: () => X): X[] {
    const items: X[] = [];
    while (this.peek() !== end) items.push(item());
    this.next();
    return items;
  }
}
