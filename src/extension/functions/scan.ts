import { tokenize, type Token } from './tokens.ts';

/** A function as the text shows it, without types: enough to put a lens above it and to know that the cursor is inside. */
export interface ScannedFunction {
  /** `name`, `Class.method` or `default`: what the engine calls it. */
  readonly name: string;
  /** Offsets of the whole declaration. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** Finds the functions of a module's top level and the methods of its classes, in one pass over its tokens. */
export function scanFunctions(text: string): ScannedFunction[] {
  return new Scanner(tokenize(text)).scan();
}

const MODIFIERS = new Set([
  'public',
  'private',
  'protected',
  'static',
  'override',
  'readonly',
  'async',
  'declare',
  'abstract',
  'accessor',
]);
const STATEMENTS = new Set([
  'const',
  'let',
  'var',
  'export',
  'function',
  'class',
  'import',
  'type',
  'interface',
  'enum',
  'namespace',
  'declare',
]);
/** What may stand before a brace that belongs to a type. */
const TYPE_BRACE = new Set([':', '|', '&', '<', ',', '=>', '(', '[', '?', 'is', 'extends', 'keyof', 'readonly']);

class Scanner {
  private readonly found: ScannedFunction[] = [];

  constructor(private readonly tokens: readonly Token[]) {}

  scan(): ScannedFunction[] {
    for (let i = 0; i < this.tokens.length;) i = this.statement(i);
    return this.found;
  }

  private text(i: number): string {
    return this.tokens[i]?.text ?? '';
  }

  /** Index after a bracketed group, or after one token. */
  private after(i: number): number {
    const closes = this.tokens[i]?.closes ?? -1;
    return (closes < 0 ? i : closes) + 1;
  }

  private statement(i: number): number {
    const first = i;
    let at = i;
    while (['export', 'default', 'async', 'declare', 'abstract'].includes(this.text(at))) at++;
    const isDefault = this.text(first) === 'export' && this.text(first + 1) === 'default';
    if (this.text(at) === 'function') return this.declaration(first, at, isDefault);
    if (this.text(at) === 'class') return this.classBody(at);
    if (['const', 'let', 'var'].includes(this.text(at))) return this.variable(first, at + 1);
    return Math.max(this.after(at), first + 1);
  }

  private declaration(first: number, keyword: number, isDefault: boolean): number {
    let at = keyword + 1;
    if (this.text(at) === '*') at++;
    const named = this.text(at) !== '(' && this.text(at) !== '<';
    const body = this.bodyAfter(this.open(at));
    if (body < 0 || (!named && !isDefault)) return at + 1;
    this.add(named ? this.text(at) : 'default', first, named ? at : keyword, this.after(body) - 1);
    return this.after(body);
  }

  /** Index of the next `(` outside type parameters. */
  private open(i: number): number {
    let angles = 0;
    for (let at = i; at < this.tokens.length; at = this.after(at)) {
      const text = this.text(at);
      if (text === '<') angles++;
      else if (text === '>') angles--;
      else if (text === '(' && angles === 0) return at;
      else if (text === ';' || (text === '{' && angles === 0)) return -1;
    }
    return -1;
  }

  /** Index of the brace that begins a body after parameters that open at `i`; −1 for a signature without one. */
  private bodyAfter(i: number): number {
    if (i < 0 || (this.tokens[i]?.closes ?? -1) < 0) return -1;
    for (let at = this.after(i); at < this.tokens.length; at = this.after(at)) {
      const text = this.text(at);
      if (text === '{' && !TYPE_BRACE.has(this.text(at - 1))) return at;
      if (text === ';' || text === '}' || text === '=') return -1;
      if (this.tokens[at]?.startsLine && STATEMENTS.has(text)) return -1;
    }
    return -1;
  }

  private classBody(keyword: number): number {
    const name = this.text(keyword + 1);
    let brace = keyword + 1;
    while (brace < this.tokens.length && this.text(brace) !== '{') brace = this.after(brace);
    const end = this.tokens[brace]?.closes ?? -1;
    if (end < 0) return keyword + 1;
    for (let at = brace + 1; at < end;) at = this.member(name, at, end);
    return end + 1;
  }

  private member(className: string, first: number, end: number): number {
    let at = first;
    while (MODIFIERS.has(this.text(at)) && this.text(at + 1) !== '(') at++;
    if (this.text(at) === '*') at++;
    const isAccessor = ['get', 'set'].includes(this.text(at)) && this.text(at + 1) !== '(';
    if (isAccessor) at++;
    const callable = this.text(at + 1) === '(' || this.text(at + 1) === '<';
    if (callable && /^[\p{ID_Start}$_#]/u.test(this.text(at))) {
      const body = this.bodyAfter(this.open(at + 1));
      if (body >= 0 && body < end) {
        const name = this.text(at);
        const isPlain = !isAccessor && name !== 'constructor' && !name.startsWith('#');
        if (isPlain) this.add(`${className}.${name}`, first, at, this.after(body) - 1);
        return this.after(body);
      }
    }
    while (at < end && this.text(at) !== ';' && !(at > first && this.tokens[at]?.startsLine)) at = this.after(at);
    return Math.max(this.text(at) === ';' ? at + 1 : at, first + 1);
  }

  private variable(first: number, nameAt: number): number {
    let at = nameAt;
    while (at < this.tokens.length && this.text(at) !== '=' && this.text(at) !== ';') {
      if (at > nameAt && this.tokens[at]?.startsLine && STATEMENTS.has(this.text(at))) return at;
      at = this.after(at);
    }
    if (this.text(at) !== '=') return at + 1;
    at++;
    if (this.text(at) === 'async') at++;
    if (this.text(at) === 'function') {
      const body = this.bodyAfter(this.open(at));
      if (body < 0) return at + 1;
      this.add(this.text(nameAt), first, nameAt, this.after(body) - 1);
      return this.after(body);
    }
    const arrow = this.arrow(at);
    if (arrow < 0) return this.expressionEnd(at) + 1;
    const last = this.text(arrow + 1) === '{' ? this.after(arrow + 1) - 1 : this.expressionEnd(arrow + 1);
    this.add(this.text(nameAt), first, nameAt, last);
    return last + 1;
  }

  /** Index of the `=>` of an arrow function that begins at `i`; −1 if none does. */
  private arrow(i: number): number {
    if (this.text(i + 1) === '=>') return i + 1;
    const open = this.text(i) === '<' ? this.open(i) : i;
    if (this.text(open) !== '(') return -1;
    for (let at = this.after(open); at < this.tokens.length; at = this.after(at)) {
      const text = this.text(at);
      if (text === '=>') return at;
      if (at === this.after(open) && text !== ':') return -1;
      if (text === ';' || text === '=' || (text === '{' && !TYPE_BRACE.has(this.text(at - 1)))) return -1;
    }
    return -1;
  }

  /** Index of the last token of an expression. */
  private expressionEnd(i: number): number {
    let at = i;
    while (at < this.tokens.length) {
      const text = this.text(at);
      if (text === ';') return at;
      if (')]}'.includes(text) || (at > i && this.tokens[at]?.startsLine && STATEMENTS.has(text))) return at - 1;
      at = this.after(at);
    }
    return this.tokens.length - 1;
  }

  private add(name: string, first: number, nameAt: number, last: number): void {
    const [from, named, to] = [this.tokens[first], this.tokens[nameAt], this.tokens[last]];
    if (!from || !named || !to) return;
    this.found.push({ name, start: from.start, end: to.end, nameStart: named.start, nameEnd: named.end });
  }
}
