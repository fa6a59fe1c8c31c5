import type { BinaryOperator, Dimension, Expr, Stmt } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { readDimensions, readExpression, readPostfix, readSum } from './expressions.ts';
import { around, type Span } from './mapped-text.ts';
import { ARTICLES, COLLECTIONS, isKeyword, LABELS, LEAST, MOST, NOUNS } from './words.ts';

/** A plain statement and where it ends; one sentence of prose may be several statements. */
type Reading = (cursor: Cursor, start: number) => readonly Stmt[] | null;

/** Reads one statement that is no block. @throws {Unreadable} naming the place */
export function readStatement(cursor: Cursor): readonly Stmt[] {
  const start = cursor.index;
  for (const reading of READINGS) {
    const found = cursor.attempt(() => {
      const statements = reading(cursor, start);
      return statements && endsHere(cursor) ? statements : null;
    });
    if (found) return found;
  }
  return explain(cursor);
}

/** A statement ends with its line, or where another one begins. */
function endsHere(cursor: Cursor): boolean {
  if (cursor.done || cursor.at(';') || cursor.at('}') || cursor.at('else|endif|elseif|elsif|elif|end|end-if|fi|until'))
    return true;
  if (cursor.at('.') && !cursor.peek(1)) return true;
  return (cursor.at(',') || cursor.at('and') || cursor.at('then')) && startsStatement(cursor);
}

/** Whether what follows the comma is a statement: `i ← 1, j ← 2`. */
function startsStatement(cursor: Cursor): boolean {
  let depth = 0;
  for (let i = 1; cursor.peek(i); i++) {
    const text = cursor.peek(i)?.text ?? '';
    if ('([{'.includes(text)) depth++;
    if (')]}'.includes(text)) depth--;
    if (depth === 0 && (text === '←' || text === '=') && cursor.peek(i)?.kind === 'symbol') return true;
  }
  return /^(return|add|remove|set|increment|decrement|swap|exchange|stop|break|append|push|mark)$/.test(
    cursor.peek(1)?.lower ?? '',
  );
}

/** Nothing fits: says where the nearest reading fails. */
function explain(cursor: Cursor): never {
  const start = cursor.index;
  const rest = cursor.rest();
  if (hasAssignment(cursor)) {
    cursor.index = start;
    assignment(cursor, start);
    const left = cursor.rest();
    throw new Unreadable('this can’t be read after the value', left);
  }
  cursor.index = start;
  throw new Unreadable('this statement isn’t understood', rest);
}

function hasAssignment(cursor: Cursor): boolean {
  for (let i = 0; cursor.peek(i); i++) {
    const token = cursor.peek(i);
    if (token?.kind === 'symbol' && (token.text === '←' || token.text === '=')) return true;
  }
  return false;
}

function spanOf(cursor: Cursor, start: number): Span {
  return cursor.since(start);
}

const TYPES =
  /^(int|integer|float|double|real|number|bool|boolean|string|char|var|auto|const|long|final|let|nat|natural)$/;

const assignment: Reading = (cursor, start) => {
  if (cursor.peek()?.kind === 'word' && TYPES.test(cursor.peek()?.lower ?? '') && cursor.peek(1)?.kind === 'word')
    cursor.next();
  const targets = readTargets(cursor);
  if (!targets) return null;
  const operator = cursor.peek()?.text;
  if (operator === '+=' || operator === '-=' || operator === '*=' || operator === '/=')
    return update(cursor, targets, start);
  if (operator === '++' || operator === '--') {
    cursor.next();
    return [stepBy(targets, operator === '++' ? '+' : '-', null, spanOf(cursor, start))];
  }
  if (operator === '↔') return swapWith(cursor, targets, start);
  if (operator !== '←' && operator !== '=') return null;
  cursor.next();
  const all = [...targets];
  for (;;) {
    const more = cursor.attempt(() => {
      const next = readTarget(cursor);
      return cursor.peek()?.text === operator && next ? (cursor.next(), next) : null;
    });
    if (!more) break;
    all.push(more);
  }
  const values = readValues(cursor, targets.length > 1);
  const span = spanOf(cursor, start);
  const [value] = values;
  if (!value) return null;
  if (targets.length > 1) {
    if (values.length === targets.length) return [{ kind: 'assignAll', targets, values, ...span }];
    return values.length === 1 ? [{ kind: 'assignAll', targets, values, ...span }] : null;
  }
  if (values.length > 1) return null;
  return [{ kind: 'assign', targets: all, value, ...span }];
};

function update(cursor: Cursor, targets: readonly Expr[], start: number): readonly Stmt[] | null {
  const operator = cursor.next().text.charAt(0) as BinaryOperator;
  const value = readExpression(cursor);
  const [target] = targets;
  return target ? [{ kind: 'update', target, operator, value, ...spanOf(cursor, start) }] : null;
}

function stepBy(targets: readonly Expr[], operator: BinaryOperator, by: Expr | null, span: Span): Stmt {
  const [target] = targets;
  if (!target) throw new Unreadable('a variable is missing here', span);
  const value = by ?? { kind: 'number', value: '1', ...span };
  return { kind: 'update', target, operator, value, ...span };
}

function swapWith(cursor: Cursor, targets: readonly Expr[], start: number): readonly Stmt[] | null {
  cursor.next();
  const right = readTarget(cursor);
  const [left] = targets;
  return left && right ? [{ kind: 'swap', left, right, ...spanOf(cursor, start) }] : null;
}

/** `a`, `A[i, j]`, `v.d`, or several: `a, b` and `(a, b)`. */
function readTargets(cursor: Cursor): Expr[] | null {
  const first = cursor.peek();
  const bracketed = first?.text === '(' && cursor.eat('(');
  const targets: Expr[] = [];
  do {
    const target = readTarget(cursor);
    if (!target) return null;
    targets.push(target);
  } while (cursor.eat(','));
  if (bracketed) cursor.expect(')');
  return targets;
}

function readTarget(cursor: Cursor): Expr | null {
  const token = cursor.peek();
  if (token?.kind !== 'word') return null;
  if (isKeyword(token.lower) && token.text.length > 1) return null;
  cursor.next();
  const after = cursor.peek();
  if (after?.kind === 'word' && NOUNS.has(token.lower)) return readTarget(cursor);
  const target = readPostfix(cursor, { kind: 'name', name: token.text, start: token.start, end: token.end });
  return ['name', 'index', 'attribute', 'slice'].includes(target.kind) ? target : null;
}

function readValues(cursor: Cursor, many: boolean): Expr[] {
  const taken = readTake(cursor);
  if (taken) return [taken];
  const first = readExpression(cursor);
  if (!many) return [first];
  if (first.kind === 'list' && first.form === 'tuple' && !cursor.at(',')) return [...first.items];
  const values = [first];
  while (cursor.eat(',')) values.push(readExpression(cursor));
  return values;
}

/** `remove the first element of Q`, `pop S`, `dequeue Q`, as a value. */
function readTake(cursor: Cursor): Expr | null {
  return cursor.attempt(() => {
    const start = cursor.index;
    const verb = cursor.peek()?.lower ?? '';
    if (!/^(remove|pop|dequeue|extract|delete|take|poll)$/.test(verb) || cursor.peek(1)?.text === '(') return null;
    cursor.next();
    skipArticles(cursor);
    let which: 'first' | 'last' | 'min' | 'max' | 'any' =
      verb === 'pop' ? 'last' : verb === 'dequeue' || verb === 'poll' ? 'first' : 'any';
    const said = cursor.peek()?.lower ?? '';
    if (/^(first|front|head)$/.test(said)) which = 'first';
    else if (/^(last|top|back)$/.test(said)) which = 'last';
    else if (LEAST.has(said)) which = 'min';
    else if (MOST.has(said)) which = 'max';
    else cursor.index--;
    cursor.next();
    while (cursor.peek()?.kind === 'word' && (NOUNS.has(cursor.peek()?.lower ?? '') || cursor.at('an'))) cursor.next();
    if (which === 'any' && !NOUNS.has(cursor.peek(-1)?.lower ?? '')) return null;
    const hasFrom = cursor.eat('from') || cursor.eat('of') || cursor.eat('off');
    if (!hasFrom && verb !== 'pop' && verb !== 'dequeue') return null;
    const of = readPostfix(cursor, readSum(cursor));
    return { kind: 'take', of, which, ...spanOf(cursor, start) };
  });
}

function skipArticles(cursor: Cursor): void {
  while (cursor.peek()?.kind === 'word' && ARTICLES.has(cursor.peek()?.lower ?? '')) cursor.next();
}

/** `return`, `return x`, `return dist[], prev[]`. */
const returning: Reading = (cursor, start) => {
  if (!cursor.eat('return|returns')) return null;
  const values: Expr[] = [];
  if (!cursor.done && !endsHere(cursor)) {
    const taken = readTake(cursor);
    if (taken) values.push(taken);
    else
      do values.push(readExpression(cursor));
      while (cursor.eat(',') || cursor.eat('and'));
  }
  return [{ kind: 'return', values, ...spanOf(cursor, start) }];
};

const WORDS: Readonly<Record<string, 'break' | 'continue' | 'pass' | 'stop'>> = {
  break: 'break', exit: 'stop', stop: 'stop', halt: 'stop', end: 'stop', continue: 'continue', skip: 'continue', pass: 'pass', noop: 'pass', 'no-op': 'pass', nothing: 'pass',
}; // prettier-ignore

const single: Reading = (cursor, start) => {
  const token = cursor.peek();
  const kind = token?.kind === 'word' && Object.hasOwn(WORDS, token.lower) ? WORDS[token.lower] : undefined;
  if (!token || !kind) {
    if (!cursor.eat('do', 'nothing')) return null;
    return [{ kind: 'pass', ...spanOf(cursor, start) }];
  }
  cursor.next();
  // `exit loop`, `skip this i`, `break out of the while loop`, `continue with next i`.
  const leavesLoop = cursor.at('loop|for|while|repeat|the') && token.lower === 'exit';
  if (token.lower === 'skip' && cursor.done) return [{ kind: 'continue', ...spanOf(cursor, start) }];
  while (cursor.peek()?.kind === 'word' && !cursor.at('else|end|endif')) cursor.next();
  return [{ kind: leavesLoop ? 'break' : kind, ...spanOf(cursor, start) }];
};

const failing: Reading = (cursor, start) => {
  if (!cursor.eat('error|raise|throw|fail')) return null;
  cursor.eat('an|new');
  cursor.eat('error|exception');
  cursor.eat('(');
  const message = cursor.peek();
  if (message) {
    while (!cursor.done) cursor.next();
  }
  return [{ kind: 'throw', message: message?.kind === 'string' ? message.text : 'error', ...spanOf(cursor, start) }];
};

const swapping: Reading = (cursor, start) => {
  if (!cursor.eat('swap|exchange|interchange')) return null;
  if (cursor.at('(')) return null;
  cursor.eat('the', 'values', 'of');
  cursor.eat('the', 'contents', 'of');
  cursor.eat('values', 'of');
  const left = readTarget(cursor);
  if (!left || !(cursor.eat('with') || cursor.eat('and') || cursor.eat('↔') || cursor.eat(','))) return null;
  const right = readTarget(cursor);
  return right ? [{ kind: 'swap', left, right, ...spanOf(cursor, start) }] : null;
};

const counting: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(increment|decrement|increase|decrease|add|subtract|multiply|divide)$/.test(verb)) return null;
  cursor.next();
  if (verb === 'add' || verb === 'subtract') return null;
  skipArticles(cursor);
  if (cursor.eat('value', 'of')) skipArticles(cursor);
  const target = readTarget(cursor);
  if (!target) return null;
  const by = cursor.eat('by') ? readExpression(cursor) : null;
  const operator = verb === 'multiply' ? '*' : verb === 'divide' ? '/' : verb.startsWith('in') ? '+' : '-';
  return [stepBy([target], operator, by, spanOf(cursor, start))];
};

/** `set x to e`, `initialize x to e`, `let x be e`. */
const setting: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(set|let|initialize|initialise|define|assign|create|make|construct)$/.test(verb)) return null;
  cursor.next();
  if (/^(create|make|construct|initialize|initialise)$/.test(verb)) {
    const created = cursor.attempt(() => creating(cursor, start));
    if (created) return created;
  }
  skipArticles(cursor);
  const names: { target: Expr; dimensions: Dimension[] | null }[] = [];
  do {
    const declared = cursor.attempt(() => {
      const name = cursor.next();
      if (name.kind !== 'word' || !cursor.at('[')) return null;
      const dimensions = readDimensions(cursor);
      const isDeclaration = dimensions.some(({ from }) => from !== null) || cursor.at('be') || cursor.at('and');
      const target: Expr = { kind: 'name', name: name.text, start: name.start, end: name.end };
      return isDeclaration ? { target, dimensions } : null;
    });
    const target = declared?.target ?? readTarget(cursor);
    if (!target) return null;
    names.push({ target, dimensions: declared?.dimensions ?? null });
  } while (cursor.eat('and') || cursor.eat(','));
  const linked =
    cursor.eat('to', 'be') ||
    cursor.eat('to') ||
    cursor.eat('be') ||
    cursor.eat('as') ||
    cursor.eat('←') ||
    cursor.eat('=') ||
    cursor.eat('equal', 'to');
  if (!linked) return null;
  if (names.some(({ dimensions }) => dimensions)) {
    const fill = arrayFill(cursor);
    return names.map(({ target, dimensions }): Stmt => {
      const value: Expr = dimensions
        ? { kind: 'array', dimensions, fill, ...spanOf(cursor, start) }
        : { kind: 'empty', what: 'array', ...spanOf(cursor, start) };
      return { kind: 'assign', targets: [target], value, ...spanOf(cursor, start) };
    });
  }
  const plural = cursor.attempt(() => (arrayWords(cursor) ? true : null));
  if (plural) {
    return names.map(({ target }): Stmt => ({
      kind: 'assign',
      targets: [target],
      value: { kind: 'empty', what: 'array', ...spanOf(cursor, start) },
      ...spanOf(cursor, start),
    }));
  }
  const value = readExpression(cursor);
  return [{ kind: 'assign', targets: names.map(({ target }) => target), value, ...spanOf(cursor, start) }];
};

/** `a new table`, `new arrays`: nothing more than that. */
function arrayWords(cursor: Cursor): boolean {
  cursor.eat('a|an');
  cursor.eat('new|empty|two-dimensional|two');
  const token = cursor.peek();
  if (token?.kind !== 'word' || !(COLLECTIONS.has(token.lower) || COLLECTIONS.has(token.lower.replace(/s$/, ''))))
    return false;
  cursor.next();
  return endsHere(cursor);
}

/** `be a new table`, `be new arrays filled with 0`. */
function arrayFill(cursor: Cursor): Expr | null {
  let fill: Expr | null = null;
  while (!cursor.done) {
    const token = cursor.next();
    if (/^(to|with|of|all)$/.test(token.lower) && !cursor.done) {
      const value = cursor.attempt(() => readSum(cursor));
      if (value && cursor.done)
        fill =
          value.kind === 'name' && /^(zeros?|zeroes)$/.test(value.name)
            ? { kind: 'number', value: '0', start: value.start, end: value.end }
            : value.kind === 'name' && COLLECTIONS.has(value.name.replace(/s$/, ''))
              ? null
              : value;
    }
  }
  return fill;
}

/** `create a new queue Q`, `create vertex set Q`, `create an array B[0..n]`. */
function creating(cursor: Cursor, start: number): readonly Stmt[] | null {
  skipArticles(cursor);
  cursor.eat('a');
  while (
    cursor.peek()?.kind === 'word' &&
    /^(new|empty|vertex|min|max|priority|node|single|first-in-first-out|min-priority|max-priority|node)$/.test(
      cursor.peek()?.lower ?? '',
    )
  )
    cursor.next();
  const what = cursor.peek();
  if (what?.kind !== 'word' || !COLLECTIONS.has(what.lower)) return null;
  cursor.next();
  cursor.eat('called|named');
  const name = cursor.next();
  if (name.kind !== 'word' || isKeyword(name.lower)) return null;
  const target: Expr = { kind: 'name', name: name.text, start: name.start, end: name.end };
  const dimensions = cursor.at('[')
    ? readDimensions(cursor)
    : cursor.eat('of', 'size|length')
      ? [{ from: null, to: readSum(cursor) }]
      : null;
  const value: Expr = dimensions
    ? { kind: 'array', dimensions, fill: arrayFill(cursor), ...spanOf(cursor, start) }
    : { kind: 'empty', what: what.lower, ...spanOf(cursor, start) };
  return [{ kind: 'assign', targets: [target], value, ...spanOf(cursor, start) }];
}

const adding: Reading = (cursor, start) => {
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(add|append|insert|push|enqueue|put|prepend|place|include|store)$/.test(verb) || cursor.peek(1)?.text === '(')
    return null;
  cursor.next();
  skipArticles(cursor);
  const item = readExpression(cursor);
  if (!(
    cursor.eat('to', 'the', 'end', 'of') ||
    cursor.eat('at', 'the', 'end', 'of') ||
    cursor.eat('to', 'the', 'front', 'of') ||
    cursor.eat('to') ||
    cursor.eat('into') ||
    cursor.eat('onto') ||
    cursor.eat('in') ||
    cursor.eat('on')
  ))
    return null;
  const atFront = cursor.peek(-2)?.lower === 'front' || verb === 'prepend';
  skipArticles(cursor);
  const to = readSum(cursor);
  if (verb === 'add' && isNumeric(item)) return [stepBy([to], '+', item, spanOf(cursor, start))];
  const priority = cursor.eat('with') ? (skipPriority(cursor), readSum(cursor)) : null;
  const where = atFront ? 'first' : verb === 'add' || verb === 'include' ? 'set' : 'last';
  return [{ kind: 'add', item, to, where, priority, ...spanOf(cursor, start) }];
};

function skipPriority(cursor: Cursor): void {
  while (cursor.eat('priority|key|value|cost')) if (!cursor.eat('=')) cursor.eat('of');
}

function isNumeric(expression: Expr): boolean {
  return expression.kind === 'number' || (expression.kind === 'binary' && !'∪∩∖'.includes(expression.operator));
}

const removing: Reading = (cursor, start) => {
  const taken = readTake(cursor);
  // `remove the first element of L and append it to B`.
  if (taken && cursor.at('and', 'append|add|push|insert|put', 'it') && cursor.peek(4)) {
    cursor.index += 4;
    const to = readSum(cursor);
    return [{ kind: 'add', item: taken, to, where: 'last', priority: null, ...spanOf(cursor, start) }];
  }
  if (taken) return [{ kind: 'call', call: taken, ...spanOf(cursor, start) }];
  const verb = cursor.peek()?.lower ?? '';
  if (!/^(remove|delete|discard|pop|dequeue|extract)$/.test(verb) || cursor.peek(1)?.text === '(') return null;
  cursor.next();
  skipArticles(cursor);
  const item = readSum(cursor);
  if (!cursor.eat('from') && !cursor.eat('of') && !cursor.eat('off')) return null;
  const from = readSum(cursor);
  const span = spanOf(cursor, start);
  // `pop v from S` gives v its value, `remove v from S` looks for it.
  if (verb === 'pop' || verb === 'dequeue' || verb === 'extract') {
    const which = verb === 'pop' ? 'last' : verb === 'dequeue' ? 'first' : 'min';
    return [{ kind: 'assign', targets: [item], value: { kind: 'take', of: from, which, ...span }, ...span }];
  }
  return [{ kind: 'remove', item, from, ...span }];
};

const marking: Reading = (cursor, start) => {
  if (!cursor.eat('mark|label|flag')) return null;
  skipArticles(cursor);
  const of = readSum(cursor);
  cursor.eat('as|to|be');
  const label = cursor.done ? null : cursor.next();
  if (label && label.kind !== 'word') return null;
  if (label && !LABELS.has(label.lower) && !cursor.done) return null;
  return [{ kind: 'label', of, label: label?.lower ?? 'marked', ...spanOf(cursor, start) }];
};

const sorting: Reading = (cursor, start) => {
  if (!cursor.eat('sort')) return null;
  if (cursor.at('(')) return null;
  skipArticles(cursor);
  const before = cursor.peek();
  if (before?.kind === 'word' && NOUNS.has(before.lower) && cursor.peek(1)?.kind === 'word') {
    cursor.next();
    cursor.eat('of|in');
    skipArticles(cursor);
    if (
      cursor.peek()?.kind === 'word' &&
      NOUNS.has(cursor.peek()?.lower ?? '') &&
      cursor.at('edges|vertices') &&
      cursor.peek(1)?.lower === 'of'
    )
      cursor.index += 2;
  }
  const of = readSum(cursor);
  let down = false;
  let key: Expr | null = null;
  while (!cursor.done) {
    const token = cursor.next();
    if (/^(decreasing|descending|nonincreasing|non-increasing|reverse)$/.test(token.lower)) down = true;
    if (token.lower !== 'by') continue;
    skipArticles(cursor);
    cursor.eat('their');
    if (cursor.at('weight|weights|cost') && cursor.peek(1)) cursor.next();
    key = cursor.attempt(() => readSum(cursor));
  }
  return [{ kind: 'sort', of, key, variables: [], down, ...spanOf(cursor, start) }];
};

const inOut: Reading = (cursor, start) => {
  const token = cursor.peek();
  const hasCall = cursor.peek(1)?.text === '(' && cursor.peek(1)?.spaced === false;
  if (cursor.eat('output|print|display|write|println|useroutput|show|writeline')) {
    const values: Expr[] = [];
    while (!cursor.done && !endsHere(cursor)) {
      values.push(readExpression(cursor));
      if (!cursor.eat(',') && !cursor.eat(';')) break;
    }
    const [only] = values;
    const flat = hasCall && values.length === 1 && only ? unwrapped(only) : values;
    return [{ kind: 'output', values: flat, ...spanOf(cursor, start) }];
  }
  if (!cursor.eat('input|read|get|readline')) return null;
  if (token?.lower === 'get' && cursor.done) return null;
  if (cursor.peek()?.kind === 'string') {
    cursor.next();
    cursor.eat(',');
  }
  const inputs: Stmt[] = [];
  do {
    skipArticles(cursor);
    const target = readTarget(cursor);
    if (!target) return null;
    inputs.push({ kind: 'input', target, ...spanOf(cursor, start) });
  } while (cursor.eat(','));
  return inputs;
};

function unwrapped(value: Expr): readonly Expr[] {
  if (value.kind === 'parenthesized') return [value.inner];
  return value.kind === 'list' && value.form === 'tuple' ? value.items : [value];
}

/** `DECLARE A : ARRAY[1:n] OF INTEGER`, `CONSTANT Pi = 3.14`. */
const declaring: Reading = (cursor, start) => {
  if (cursor.eat('constant')) {
    const name = cursor.next();
    if (!cursor.eat('=') && !cursor.eat('←')) return null;
    return [
      { kind: 'declare', name: name.text, constant: true, value: readExpression(cursor), ...spanOf(cursor, start) },
    ];
  }
  if (!cursor.eat('declare|var|array')) return null;
  const names: string[] = [];
  do names.push(cursor.next().text);
  while (cursor.eat(','));
  let value: Expr | null = null;
  if (cursor.at('['))
    value = { kind: 'array', dimensions: readDimensions(cursor), fill: null, ...spanOf(cursor, start) };
  if (cursor.eat(':') || cursor.eat('as')) {
    if (cursor.eat('array')) {
      const dimensions = cursor.at('[') ? readDimensions(cursor) : [];
      value =
        dimensions.length > 0
          ? { kind: 'array', dimensions, fill: null, ...spanOf(cursor, start) }
          : { kind: 'empty', what: 'array', ...spanOf(cursor, start) };
    }
    while (!cursor.done) cursor.next();
  }
  return names.map((name): Stmt => ({ kind: 'declare', name, value, constant: false, ...spanOf(cursor, start) }));
};

/** `f(x)`, `call f(x)`, `recursively call f(x)`, `Q.enqueue(x)`. */
const calling: Reading = (cursor, start) => {
  cursor.eat('recursively');
  const verb = cursor.eat('call');
  const token = cursor.peek();
  if (token?.kind !== 'word') return null;
  const call = readExpression(cursor);
  if (verb && call.kind === 'name') {
    return [
      {
        kind: 'call',
        call: { kind: 'call', callee: call.name, nameSpan: call, args: [], start: call.start, end: call.end },
        ...spanOf(cursor, start),
      },
    ];
  }
  if (call.kind !== 'call' && call.kind !== 'method' && call.kind !== 'take') return null;
  return [{ kind: 'call', call, ...around(call, spanOf(cursor, start)) }];
};

const READINGS: readonly Reading[] = [
  assignment, returning, single, failing, swapping, counting, setting, declaring, inOut, adding, removing, marking, sorting, calling,
]; // prettier-ignore
