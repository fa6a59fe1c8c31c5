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

/** Finds the functions of a module's top level and of its classes, objects and namespaces, in one pass over its tokens. */
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
const NAME = /^[\p{ID_Start}$_]/u;
/** Words that go on with an expression on a new line. */
const OPERATORS = new Set(['in', 'instanceof', 'as', 'satisfies']);
/** What a list of type arguments is made of, beside names and groups. */
const TYPES = new Set([',', '.', '|', '&', '?', ':', '=>', '<']);
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
    let at = i;
    while (['export', 'default', 'async', 'declare', 'abstract'].includes(this.text(at))) at++;
    const isDefault = this.text(i) === 'export' && this.text(i + 1) === 'default';
    if (this.text(at) === 'function') return this.declaration(i, at, isDefault ? 'default' : null);
    if (this.text(at) === 'class') return this.classBody(at, this.text(at + 1));
    if (['const', 'let', 'var'].includes(this.text(at))) return this.variable(i, at + 1);
    if (this.isNamespace(at)) return this.namespace(at, '');
    return this.assignment(i) ?? Math.max(this.after(at), i + 1);
  }

  /** @param unnamed what it is called if it has no name; null if it has to have one */
  private declaration(first: number, keyword: number, unnamed: string | null, prefix = ''): number {
    let at = keyword + 1;
    if (this.text(at) === '*') at++;
    const named = this.text(at) !== '(' && this.text(at) !== '<';
    const body = this.bodyAfter(this.open(at));
    if (body < 0 || (!named && unnamed === null)) return at + 1;
    const name = named ? this.text(at) : (unnamed ?? '');
    this.add(prefix + name, first, named ? at : keyword, this.after(body) - 1);
    return this.after(body);
  }

  private isNamespace(i: number): boolean {
    return ['namespace', 'module'].includes(this.text(i)) && NAME.test(this.text(i + 1)) && this.text(i + 2) === '{';
  }

  /** What a namespace exports. */
  private namespace(keyword: number, prefix: string): number {
    const name = `${prefix}${this.text(keyword + 1)}.`;
    const end = this.tokens[keyword + 2]?.closes ?? -1;
    if (end < 0) return keyword + 3;
    for (let at = keyword + 3; at < end;) {
      const isFunction = ['function', 'async'].includes(this.text(at + 1));
      const inner = this.text(at + 1) === 'async' ? at + 2 : at + 1;
      if (this.text(at) !== 'export') at = this.after(at);
      else if (isFunction && this.text(inner) === 'function') at = this.declaration(at, inner, null, name);
      else at = this.isNamespace(at + 1) ? this.namespace(at + 1, name) : at + 1;
    }
    return end + 1;
  }

  /** `exports.f = …`, `module.exports = …`, `F.prototype.m = …` and `F.s = …`; null if none begins at `i`. */
  private assignment(i: number): number | null {
    if (this.tokens[i]?.startsLine !== true || !NAME.test(this.text(i))) return null;
    const path = [this.text(i)];
    let at = i + 1;
    for (; this.text(at) === '.' && NAME.test(this.text(at + 1)); at += 2) path.push(this.text(at + 1));
    if (this.text(at) !== '=') return null;
    if (path.join('.') === 'module.exports') {
      if (this.text(at + 1) === '{') return this.object('', at + 1);
      if (this.text(at + 1) === 'function') return this.declaration(i, at + 1, 'default');
      return this.bound('default', i, at + 1, at + 1);
    }
    const [first, second] = path;
    if (first === 'exports' && path.length === 2) path.shift();
    else if (first === 'module' && second === 'exports' && path.length === 3) path.splice(0, 2);
    else if (second === 'prototype' && path.length === 3) path.splice(1, 1);
    return this.bound(path.join('.'), i, i, at + 1);
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

  private classBody(keyword: number, name: string): number {
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
    const value = isAccessor ? -1 : this.fieldValue(at, end);
    if (value >= 0) at = this.bound(`${className}.${this.text(at)}`, first, at, value, false);
    while (at < end && this.text(at) !== ';' && !(at > first && this.tokens[at]?.startsLine)) at = this.after(at);
    return Math.max(this.text(at) === ';' ? at + 1 : at, first + 1);
  }

  /** Index of what a field `name: T = value` is given; −1 where it is given nothing. */
  private fieldValue(name: number, end: number): number {
    if (!NAME.test(this.text(name))) return -1;
    for (let at = name + 1; at < end && !this.tokens[at]?.startsLine; at = this.after(at)) {
      if (this.text(at) === '=') return at + 1;
      if (this.text(at) === ';') return -1;
    }
    return -1;
  }

  private variable(first: number, nameAt: number): number {
    let at = nameAt;
    while (at < this.tokens.length && this.text(at) !== '=' && this.text(at) !== ';') {
      if (at > nameAt && this.tokens[at]?.startsLine && STATEMENTS.has(this.text(at))) return at;
      at = this.after(at);
    }
    if (this.text(at) !== '=') return at + 1;
    const next = this.bound(this.text(nameAt), first, nameAt, at + 1);
    return this.text(next) === ',' ? this.variable(next + 1, next + 1) : next;
  }

  /**
   * What is given to a name, if it is a function, a class, or an object of functions.
   * @param whole also classes and objects
   * @returns index after it
   */
  private bound(name: string, first: number, nameAt: number, value: number, whole = true): number {
    if (whole && this.text(value) === 'class') return this.classBody(value, name);
    if (whole && this.text(value) === '{') return this.object(`${name}.`, value);
    const at = this.text(value) === 'async' ? value + 1 : value;
    if (this.text(at) === 'function') {
      const body = this.bodyAfter(this.open(at));
      if (body < 0) return at + 1;
      this.add(name, first, nameAt, this.after(body) - 1);
      return this.after(body);
    }
    const arrow = this.arrow(at);
    if (arrow < 0) return this.expressionEnd(value) + 1;
    const last = this.text(arrow + 1) === '{' ? this.after(arrow + 1) - 1 : this.expressionEnd(arrow + 1);
    this.add(name, first, nameAt, last);
    return last + 1;
  }

  /** The functions that an object literal holds. @returns index after it */
  private object(prefix: string, brace: number): number {
    const end = this.tokens[brace]?.closes ?? -1;
    if (end < 0) return brace + 1;
    for (let at = brace + 1; at < end;) {
      at = Math.max(this.property(prefix, at, end), at);
      while (at < end && this.text(at) !== ',') at = this.after(at);
      at++;
    }
    return end + 1;
  }

  private property(prefix: string, first: number, end: number): number {
    const isKey = (i: number): boolean => /^[\p{ID_Start}$_"']/u.test(this.text(i));
    let at = first;
    if (this.text(at) === 'async' && (isKey(at + 1) || this.text(at + 1) === '*')) at++;
    if (this.text(at) === '*') at++;
    const isAccessor = ['get', 'set'].includes(this.text(at)) && isKey(at + 1);
    if (isAccessor || !isKey(at)) return at;
    const name = prefix + this.text(at).replace(/^["']|["']$/g, '');
    if (this.text(at + 1) === ':') return this.bound(name, first, at, at + 2, false);
    if (this.text(at + 1) !== '(' && this.text(at + 1) !== '<') return at;
    const body = this.bodyAfter(this.open(at + 1));
    if (body < 0 || body >= end) return at;
    this.add(name, first, at, this.after(body) - 1);
    return this.after(body);
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

  /** Index of the last token of an expression, a semicolon included. */
  private expressionEnd(i: number): number {
    let at = i;
    while (at < this.tokens.length) {
      const text = this.text(at);
      if (text === ';') return at;
      if (at > i && (text === ',' || this.beginsAnew(at))) return at - 1;
      if (')]}'.includes(text)) return at - 1;
      at = text === '<' ? this.typeArguments(at) : this.after(at);
    }
    return this.tokens.length - 1;
  }

  /** Whether a name stands on a new line after what can be the end of an expression. */
  private beginsAnew(i: number): boolean {
    const text = this.text(i);
    if (this.tokens[i]?.startsLine !== true || !NAME.test(text) || OPERATORS.has(text)) return false;
    return STATEMENTS.has(text) || /[\w$)\]}"'`]$/.test(this.text(i - 1));
  }

  /** Index after `<A, B>` where that is what begins, else after the `<`. */
  private typeArguments(i: number): number {
    let depth = 0;
    for (let at = i; at < this.tokens.length; at = this.after(at)) {
      const text = this.text(at);
      if (text === '<') depth++;
      else if (text === '>' && --depth === 0) return this.text(at + 1) === '(' ? at + 1 : i + 1;
      else if (!TYPES.has(text) && !/^[\w$"'[{]/.test(text)) return i + 1;
    }
    return i + 1;
  }

  private add(name: string, first: number, nameAt: number, last: number): void {
    const [from, named, to] = [this.tokens[first], this.tokens[nameAt], this.tokens[last]];
    if (!from || !named || !to) return;
    this.found.push({ name, start: from.start, end: to.end, nameStart: named.start, nameEnd: named.end });
  }
}
