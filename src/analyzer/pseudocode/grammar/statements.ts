import type { BinaryOperator, Expr, Stmt } from './ast.ts';
import { Unreadable, type Cursor } from './cursor.ts';
import { andStops, readExpression, readSum } from './expressions.ts';
import { around, type Span } from '../documents/mapped-text.ts';
import { PROSE } from './prose.ts';
import { readDimensions, skipArticles } from './reader.ts';
import { endsHere, readTake, readTarget, readTargets, stepBy, type Reading } from './reading.ts';
import { making } from './making.ts';
import { setting } from './setting.ts';

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
  throw unclear(cursor, rest) ?? new Unreadable('this statement isn’t understood', rest);
}

/** Statements that can be read in two ways: an arrow that a copy has lost (`i i + 1`), a comparison on its own (`x == 5`). */
function unclear(cursor: Cursor, span: Span): Unreadable | null {
  const target = cursor.attempt(() => readTarget(cursor));
  if (!target) return null;
  const between = cursor.peek();
  const isComparison = between?.text === '==';
  if (isComparison) cursor.next();
  const value = cursor.attempt(() => readExpression(cursor));
  if (!value || !endsHere(cursor) || (!isComparison && !(between?.spaced && isArithmetic(value)))) return null;
  const [left, right] = [written(cursor, target), written(cursor, value)];
  return new Unreadable(
    isComparison ? 'this compares, and nothing is done with the answer' : 'an arrow may be missing here',
    span,
    [
      { title: `Assign: ${left} ← ${right}`, text: `${left} ← ${right}` },
      { title: `Compare and return: ${left} = ${right}`, text: `return ${left} = ${right}` },
    ],
  );
}

/** A value rather than words: a number, a text, or something computed. */
function isArithmetic({ kind }: Expr): boolean {
  return ['number', 'string', 'boolean', 'binary', 'index', 'infinity', 'nil', 'call', 'size'].includes(kind);
}

/** A piece of the line as its tokens say it. */
function written(cursor: Cursor, { start, end }: Span): string {
  const inside = cursor.tokens.filter((token) => token.start >= start && token.end <= end);
  return inside
    .map(({ text, kind, spaced }, i) => `${spaced && i > 0 ? ' ' : ''}${kind === 'string' ? `"${text}"` : text}`)
    .join('');
}

function hasAssignment(cursor: Cursor): boolean {
  for (let i = 0; cursor.peek(i); i++) {
    const token = cursor.peek(i);
    if (token?.kind === 'symbol' && (token.text === '←' || token.text === '=')) return true;
  }
  return false;
}

const TYPES =
  /^(int|integer|float|double|real|number|bool|boolean|string|char|var|auto|const|long|final|let|nat|natural)$/;

const assignment: Reading = (cursor, start) => {
  if (cursor.peek()?.kind === 'word' && TYPES.test(cursor.peek()?.lower ?? '') && cursor.peek(1)?.kind === 'word')
    cursor.next();
  const targets = readTargets(cursor);
  if (!targets) return null;
  const operator = cursor.peek()?.text ?? '';
  if (/^[-+*/]=$/.test(operator)) return update(cursor, targets, start);
  if (operator === '++' || operator === '--') {
    cursor.next();
    return [stepBy(targets, operator === '++' ? '+' : '-', null, cursor.since(start))];
  }
  if (operator === '↔') return swapWith(cursor, targets, start);
  return operator === '←' || operator === '=' ? assigned(cursor, targets, operator, start) : null;
};

/** The values behind the arrow; more targets may stand before them: `i = j = 0`. */
function assigned(cursor: Cursor, targets: readonly Expr[], operator: string, start: number): readonly Stmt[] | null {
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
  const span = cursor.since(start);
  const [value] = values;
  if (targets.length > 1) {
    const fits = values.length === targets.length || values.length === 1;
    return fits ? [{ kind: 'assignAll', targets, values, ...span }] : null;
  }
  return value && values.length === 1 ? [{ kind: 'assign', targets: all, value, ...span }] : null;
}

function update(cursor: Cursor, targets: readonly Expr[], start: number): readonly Stmt[] | null {
  const operator = cursor.next().text.charAt(0) as BinaryOperator;
  const value = readExpression(cursor);
  const [target] = targets;
  return target ? [{ kind: 'update', target, operator, value, ...cursor.since(start) }] : null;
}

function swapWith(cursor: Cursor, targets: readonly Expr[], start: number): readonly Stmt[] | null {
  cursor.next();
  const right = readTarget(cursor);
  const [left] = targets;
  return left && right ? [{ kind: 'swap', left, right, ...cursor.since(start) }] : null;
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

/** `return`, `return x`, `return dist[], prev[]`. */
const returning: Reading = (cursor, start) => {
  if (!cursor.eat('return|returns')) return null;
  const values: Expr[] = [];
  if (!cursor.done && !endsHere(cursor)) {
    const taken = readTake(cursor);
    if (taken) values.push(taken);
    else
      do values.push(readExpression(cursor));
      while (cursor.eat(',') || (!andStops(cursor) && cursor.eat('and')));
  }
  return [{ kind: 'return', values, ...cursor.since(start) }];
};

const WORDS: Readonly<Record<string, 'break' | 'continue' | 'pass' | 'stop'>> = {
  break: 'break', exit: 'stop', stop: 'stop', halt: 'stop', end: 'stop', continue: 'continue', skip: 'continue', pass: 'pass', noop: 'pass', 'no-op': 'pass', nothing: 'pass',
}; // prettier-ignore

const single: Reading = (cursor, start) => {
  const token = cursor.peek();
  const kind = token?.kind === 'word' && Object.hasOwn(WORDS, token.lower) ? WORDS[token.lower] : undefined;
  if (!token || !kind) {
    if (!cursor.eat('do', 'nothing')) return null;
    return [{ kind: 'pass', ...cursor.since(start) }];
  }
  cursor.next();
  // `exit loop`, `skip this i`, `break out of the while loop`, `continue with next i`.
  const leavesLoop = cursor.at('loop|for|while|repeat|the') && token.lower === 'exit';
  if (token.lower === 'skip' && cursor.done) return [{ kind: 'continue', ...cursor.since(start) }];
  while (cursor.peek()?.kind === 'word' && !cursor.at('else|end|endif')) cursor.next();
  return [{ kind: leavesLoop ? 'break' : kind, ...cursor.since(start) }];
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
  return [{ kind: 'throw', message: message?.kind === 'string' ? message.text : 'error', ...cursor.since(start) }];
};

const inOut: Reading = (cursor, start) => {
  const token = cursor.peek();
  const hasCall = cursor.peek(1)?.text === '(' && cursor.peek(1)?.spaced === false;
  if (cursor.eat('output|print|display|write|println|useroutput|show|writeline')) {
    const values: Expr[] = [];
    while (!cursor.done && !endsHere(cursor)) {
      values.push(readExpression(cursor));
      const isText = values.at(-1)?.kind === 'string';
      if (!cursor.eat(',') && !cursor.eat(';') && !isText) break;
    }
    const [only] = values;
    const flat = hasCall && values.length === 1 && only ? unwrapped(only) : values;
    return [{ kind: 'output', values: flat, ...cursor.since(start) }];
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
    inputs.push({ kind: 'input', target, ...cursor.since(start) });
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
      { kind: 'declare', name: name.text, constant: true, value: readExpression(cursor), ...cursor.since(start) },
    ];
  }
  if (!cursor.eat('declare|var|array')) return null;
  if (TYPES.test(cursor.peek()?.lower ?? '') && cursor.peek(1)?.kind === 'word') cursor.next();
  const names: string[] = [];
  do names.push(cursor.next().text);
  while (cursor.eat(','));
  let value: Expr | null = null;
  let type: string | undefined;
  if (cursor.at('['))
    value = { kind: 'array', dimensions: readDimensions(cursor, readSum), fill: null, ...cursor.since(start) };
  if (cursor.eat(':') || cursor.eat('as')) {
    if (cursor.eat('array')) {
      const dimensions = cursor.at('[') ? readDimensions(cursor, readSum) : [];
      value =
        dimensions.length > 0
          ? { kind: 'array', dimensions, fill: null, ...cursor.since(start) }
          : { kind: 'empty', what: 'array', ...cursor.since(start) };
    }
    if (value === null) type = cursor.peek()?.lower;
    while (!cursor.done) cursor.next();
  }
  return names.map((name): Stmt => ({
    kind: 'declare',
    name,
    value,
    constant: false,
    ...(type === undefined ? {} : { type }),
    ...cursor.since(start),
  }));
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
        ...cursor.since(start),
      },
    ];
  }
  if (call.kind !== 'call' && call.kind !== 'method' && call.kind !== 'take') return null;
  return [{ kind: 'call', call, ...around(call, cursor.since(start)) }];
};

const READINGS: readonly Reading[] = [
  assignment, returning, single, failing, making, setting, declaring, inOut, ...PROSE, calling,
]; // prettier-ignore
