import type { Span } from '../documents/mapped-text.ts';
import type { Token } from '../lines/tokens.ts';

/** Thrown where tokens can't be read; caught at the statement, which becomes a problem. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(
    message: string,
    readonly span: Span,
    /** Readings to choose from, each the text to put in the span's place. */
    readonly fixes: readonly { readonly title: string; readonly text: string }[] = [],
  ) {
    super(message);
  }
}

const known = new Map<string, ReadonlySet<string>>();

/** `a|b` taken apart, once for each text. */
function alternatives(text: string): ReadonlySet<string> {
  const set = known.get(text) ?? new Set(text.split('|'));
  known.set(text, set);
  return set;
}

const phrases = new Map<string, readonly string[]>();

function wordsOf(phrase: string): readonly string[] {
  const words = phrases.get(phrase) ?? phrase.split(' ');
  phrases.set(phrase, words);
  return words;
}

/** A place in the tokens of one line. */
export class Cursor {
  index = 0;

  constructor(
    readonly tokens: readonly Token[],
    /** Where the line ends, for what is missing there. */
    private readonly lineEnd: number,
  ) {}

  get done(): boolean {
    return this.index >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  next(): Token {
    const token = this.tokens[this.index];
    if (!token) throw new Unreadable('something is missing at the end of the line', this.here());
    this.index++;
    return token;
  }

  /** Whether these words or symbols come next, whatever their case. `a|b` is either. */
  at(...texts: readonly string[]): boolean {
    for (let i = 0; i < texts.length; i++) if (!this.matches(texts[i] ?? '', i)) return false;
    return true;
  }

  private matches(text: string, ahead: number): boolean {
    const token = this.tokens[this.index + ahead];
    if (!token || token.kind === 'string' || token.kind === 'number') return false;
    return text.length > 1 && text.includes('|') ? alternatives(text).has(token.lower) : token.lower === text;
  }

  /** Takes the words or symbols if they come next. */
  eat(...texts: readonly string[]): boolean {
    if (!this.at(...texts)) return false;
    this.index += texts.length;
    return true;
  }

  /** Takes the first of the phrases that comes next; words of a phrase stand apart: `eatAny('down to', 'downto')`. */
  eatAny(...phrases: readonly string[]): boolean {
    return phrases.some((phrase) => this.eat(...wordsOf(phrase)));
  }

  expect(text: string): Token {
    const token = this.peek();
    if (!this.at(text) || !token) throw new Unreadable(`“${text}” is missing here`, this.here());
    this.index++;
    return token;
  }

  /** Runs a reading; where it gives null or fails, the cursor is back where it was. */
  attempt<X>(read: () => X | null): X | null {
    const { index } = this;
    try {
      const result = read();
      if (result === null) this.index = index;
      return result;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.index = index;
      return null;
    }
  }

  /** The token that comes next, or the end of the line. */
  here(): Span {
    return this.peek() ?? { start: this.lineEnd, end: this.lineEnd };
  }

  /** From a token's start to the end of what was taken last. */
  since(index: number): Span {
    const first = this.tokens[index];
    const last = this.tokens[Math.max(index, this.index - 1)];
    return first && last ? { start: first.start, end: last.end } : this.here();
  }

  rest(): Span {
    const first = this.peek();
    const last = this.tokens.at(-1);
    return first && last ? { start: first.start, end: last.end } : this.here();
  }
}
