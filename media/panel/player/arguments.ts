import { t } from '../../../src/shared/l10n.ts';
import type { Wire } from '../../../src/shared/values.ts';

/** Why a text is no list of arguments, as one sentence. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** Values that JSON lacks, as they are written. */
const WORDS: Readonly<Record<string, Wire>> = {
  true: true,
  false: false,
  null: null,
  undefined: { $: 'undefined' },
  NaN: { $: 'NaN' },
  Infinity: { $: 'Infinity' },
  '-Infinity': { $: '-Infinity' },
};

/** A list of arguments as one writes it in a call: `[3, 1, 2], "abc", Infinity`. */
export function writeArguments(input: readonly Wire[]): string {
  return input.map(write).join(', ');
}

function write(value: Wire): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Wire[]).map(write).join(', ')}]`;
  const { $: tag, value: inner } = value as { readonly $?: Wire; readonly value?: Wire };
  if (typeof tag === 'string' && inner === undefined && tag in WORDS) return tag;
  if (tag === '-0') return '-0';
  if (tag === 'bigint' && typeof inner === 'string') return `${inner}n`;
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${write(item)}`);
  return `{ ${fields.join(', ')} }`;
}

/** Reads what `writeArguments` writes, and what people do. @throws {ArgumentError} */
export function readArguments(text: string): Wire[] {
  const reader = new Reader(text);
  return reader.list(null);
}

/** How many arguments a function takes, from its signature; `most` is Infinity where it takes any number. */
export function arity(signature: string): { readonly least: number; readonly most: number } {
  const open = signature.indexOf('(');
  const parameters: string[] = [''];
  let depth = 0;
  for (const character of open < 0 ? ')' : signature.slice(open + 1).replaceAll('=>', '  ')) {
    if (depth === 0 && character === ')') break;
    if ('([{<'.includes(character)) depth++;
    else if (')]}>'.includes(character)) depth--;
    if (depth === 0 && character === ',') parameters.push('');
    else parameters.push((parameters.pop() ?? '') + character);
  }
  const given = parameters.map((parameter) => parameter.trim()).filter(Boolean);
  const isRest = given.at(-1)?.startsWith('...') === true;
  const optional = given.filter((parameter) => /^[^:]*\?|=/.test(parameter)).length;
  const most = isRest ? Infinity : given.length;
  return { least: given.length - optional - (isRest ? 1 : 0), most };
}

/** @throws {ArgumentError} where a function does not take so many */
export function checkCount(input: readonly Wire[], signature: string): void {
  const { least, most } = arity(signature);
  if (input.length >= least && input.length <= most) return;
  const name = signature.slice(0, Math.max(0, signature.indexOf('('))) || t('The function');
  const given = input.length;
  if (least < most) {
    throw new ArgumentError(
      most === Infinity
        ? t('{0} takes at least {1} arguments; here: {2}.', name, least, given)
        : t('{0} takes {1} to {2} arguments; here: {3}.', name, least, most, given),
    );
  }
  throw new ArgumentError(
    least === 1
      ? t('{0} takes 1 argument; here: {1}.', name, given)
      : t('{0} takes {1} arguments; here: {2}.', name, least, given),
  );
}

const SPACE = /\s*/y;
const WORD = /-?[A-Za-z_$][\w$]*/y;
const NUMBER = /[-+]?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)n?/iy;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Values with commas between, up to `end` or the end of the text. */
  list(end: ']' | null): Wire[] {
    const values: Wire[] = [];
    for (;;) {
      if (this.ends(end)) return values;
      values.push(this.value());
      if (this.ends(end)) return values;
      if (!this.take(',')) throw this.wrong(end === null ? t('a comma') : t('a comma or ]'));
    }
  }

  private ends(end: string | null): boolean {
    this.match(SPACE);
    if (end !== null) return this.take(end);
    return this.at >= this.text.length;
  }

  private value(): Wire {
    this.match(SPACE);
    if (this.take('[')) return this.list(']');
    if (this.take('{')) return this.object();
    const quote = this.text[this.at];
    if (quote === '"' || quote === "'") return this.string(quote);
    const number = this.match(NUMBER);
    if (number !== null) return numberOf(number);
    const start = this.at;
    const word = this.match(WORD);
    const known = word === null ? undefined : WORDS[word];
    if (known !== undefined) return known;
    this.at = start;
    throw word === null
      ? this.wrong(t('a value'))
      : new ArgumentError(t('“{0}” is no value: write text in quotes, for instance "{0}".', word));
  }

  private object(): Wire {
    const fields: Record<string, Wire> = {};
    for (;;) {
      if (this.ends('}')) return fields;
      const quote = this.text[this.at];
      const key = quote === '"' || quote === "'" ? this.string(quote) : this.match(WORD);
      if (key === null) throw this.wrong(t('a name or }'));
      this.match(SPACE);
      if (!this.take(':')) throw this.wrong(t('a colon'));
      Object.defineProperty(fields, key, { value: this.value(), enumerable: true, configurable: true, writable: true });
      if (this.ends('}')) return fields;
      if (!this.take(',')) throw this.wrong(t('a comma or }'));
    }
  }

  private string(quote: string): string {
    const start = this.at++;
    for (; this.at < this.text.length; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      else if (this.text[this.at] === quote) break;
    }
    if (this.at >= this.text.length)
      throw new ArgumentError(
        t('The text that begins at character {0} has no end: close it with {1}.', start + 1, quote),
      );
    const inner = this.text.slice(start + 1, this.at++);
    const text = quote === '"' ? inner : inner.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"');
    try {
      return JSON.parse(`"${text}"`) as string;
    } catch {
      throw new ArgumentError(
        t('The text at character {0} has a backslash that means nothing: write \\\\ for one.', start + 1),
      );
    }
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const [found = null] = pattern.exec(this.text) ?? [];
    if (found !== null) this.at += found.length;
    return found;
  }

  private wrong(expected: string): ArgumentError {
    const found = this.at < this.text.length ? `“${this.text.slice(this.at, this.at + 12)}”` : t('the end');
    return new ArgumentError(t('Here {0} was expected, at character {1}, not {2}.', expected, this.at + 1, found));
  }
}

function numberOf(text: string): Wire {
  if (text.endsWith('n')) return { $: 'bigint', value: BigInt(text.slice(0, -1).replace(/^\+/, '')).toString() };
  const value = Number(text);
  return Object.is(value, -0) ? { $: '-0' } : value;
}
