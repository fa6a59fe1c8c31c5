import type { Expr } from './ast.ts';
import { readCollection, readMade } from './collections.ts';
import type { Cursor } from './cursor.ts';
import type { Span } from '../documents/mapped-text.ts';
import { skipArticles, take, type Phrase, type Reader } from './reader.ts';
import { COLLECTIONS, isKeyword, LABELS, LEAST, MOST, NOUNS } from './words.ts';

/** What is said in words where a value stands: `copy of W`, `vertex in Q with minimum dist[u]`. Null if nothing of the kind. */
export function readPhrase(cursor: Cursor, reader: Reader): Expr | null {
  const start = cursor.index;
  if (!mayBegin(cursor)) return null;
  for (const phrase of PHRASES) {
    const found = cursor.attempt(() => {
      skipAnyArticle(cursor);
      return phrase(cursor, reader, start);
    });
    if (found) return found;
  }
  return null;
}

/** A name with no word behind it is no phrase, unless it is the kind of a collection or how many there are: `n × n array`. */
function mayBegin(cursor: Cursor): boolean {
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  if (first?.kind !== 'word' || second?.kind === 'word' || second?.text === '×') return true;
  return COLLECTIONS.has(first.lower) || first.lower === 'userinput' || (second?.text === '|' && second.spaced);
}

/** `a` is a variable as often as an article. */
function skipAnyArticle(cursor: Cursor): void {
  skipArticles(cursor);
  if (cursor.at('a') && cursor.peek(1)?.kind === 'word' && !isKeyword(cursor.peek(1)?.lower ?? '')) cursor.next();
}

const copy: Phrase = (cursor, reader, start) => {
  if (!cursor.eat('copy|clone|duplicate', 'of')) return null;
  const of = reader.readSum(cursor);
  return { kind: 'copy', of, ...cursor.since(start) };
};

const measure: Phrase = (cursor, reader, start) => {
  if (cursor.eat('number', 'of')) {
    cursor.eat('all');
    const what = cursor.peek();
    if (what?.kind !== 'word' || !cursor.eat(what.lower)) return null;
    if (!cursor.eat('in') && !cursor.eat('of') && !cursor.eat('on')) return null;
    const axis = /^col/.test(what.lower) ? 1 : 0;
    const of = partNamed(what.lower, reader.readSum(cursor));
    return { kind: 'size', of, axis, ...cursor.since(start) };
  }
  if (!cursor.eat('length|size|cardinality', 'of')) return null;
  const of = reader.readSum(cursor);
  return { kind: 'size', of, axis: 0, ...cursor.since(start) };
};

/** `number of vertices in G` is that of `G.V`. */
function partNamed(noun: string, whole: Expr): Expr {
  const part = /^(vertices|nodes)$/.test(noun) ? 'V' : /^(edges|arcs)$/.test(noun) ? 'E' : null;
  if (part === null || whole.kind !== 'name') return whole;
  return { kind: 'attribute', object: whole, name: part, start: whole.start, end: whole.end };
}

const allParts: Phrase = (cursor, reader, start) => {
  cursor.eat('set|list', 'of');
  cursor.eat('all');
  cursor.eat('the');
  const noun = cursor.peek();
  if (!noun || !cursor.eat('vertices|nodes|edges|arcs') || !cursor.eat('in|of')) return null;
  return { ...partNamed(noun.lower, reader.readSum(cursor)), ...cursor.since(start) };
};

const best: Phrase = (cursor, reader, start) => {
  if (cursor.peek()?.kind === 'word' && NOUNS.has(cursor.peek()?.lower ?? '')) cursor.next();
  const name = cursor.at('in|from|of') ? null : cursor.peek();
  if (name) {
    if (name.kind !== 'word' || isKeyword(name.lower)) return null;
    cursor.next();
  }
  if (!cursor.eat('in|from|of')) return null;
  const of = reader.readSum(cursor);
  if (!cursor.eat('with|having')) {
    if (!cursor.eat('that|which', 'has|minimizes|maximizes|minimises|maximises') && !cursor.eat('whose')) return null;
  }
  const before = cursor.peek(-1)?.lower ?? '';
  skipAnyArticle(cursor);
  let most: boolean | null = before.startsWith('maxim') ? true : before.startsWith('minim') ? false : null;
  if (most === null) most = take(cursor, LEAST) ? false : take(cursor, MOST) ? true : null;
  if (cursor.eat('value|distance|key', 'of')) skipAnyArticle(cursor);
  if (most === null) return null;
  const key = reader.readSum(cursor);
  cursor.eat('value');
  return { kind: 'best', most, variable: name?.text ?? null, of, key, ...cursor.since(start) };
};

/** `arg min_{v ∈ Q} dist[v]`, `argmin over v in Q of dist[v]`. */
const argument: Phrase = (cursor, reader, start) => {
  const isApart = cursor.eat('arg');
  if (!cursor.at(isApart ? 'min|max|min_|max_' : 'argmin|argmax|argmin_|argmax_')) return null;
  const most = cursor.next().lower.includes('max');
  cursor.eat('_');
  const isBracketed = cursor.eat('[') || cursor.eat('{') || cursor.eat('(');
  cursor.eat('over');
  const name = cursor.next();
  if (name.kind !== 'word' || isKeyword(name.lower) || !cursor.eat('in|∈')) return null;
  const of = reader.readSum(cursor);
  if (isBracketed && !cursor.eat(']') && !cursor.eat('}') && !cursor.eat(')')) return null;
  cursor.eat('of');
  const key = reader.readSum(cursor);
  return { kind: 'best', most, variable: name.text, of, key, ...cursor.since(start) };
};

const extreme: Phrase = (cursor, reader, start) => {
  const most = take(cursor, MOST) ? true : take(cursor, LEAST) ? false : null;
  if (most === null) return null;
  take(cursor, NOUNS);
  if (!cursor.eat('of|in|among')) return null;
  const of = reader.readSum(cursor);
  if (cursor.at('and|,')) {
    const args = [of];
    while (cursor.eat('and') || cursor.eat(',')) args.push(reader.readSum(cursor));
    const nameSpan = cursor.since(start);
    return { kind: 'call', callee: most ? 'max' : 'min', nameSpan, args, ...nameSpan };
  }
  return { kind: 'best', most, variable: null, of, key: null, ...cursor.since(start) };
};

const end: Phrase = (cursor, reader, start) => {
  const which = cursor.eat('first|front|head') ? 'first' : cursor.eat('last|top|rear|tail') ? 'last' : null;
  if (!which) return null;
  take(cursor, NOUNS);
  if (!cursor.eat('of|in|from')) return null;
  return { kind: 'end', which, of: reader.readSum(cursor), ...cursor.since(start) };
};

const neighbors: Phrase = (cursor, reader, start) => {
  cursor.eat('all');
  if (cursor.eat('vertices|nodes', 'adjacent', 'to')) {
    return { kind: 'neighbors', of: reader.readSum(cursor), incoming: false, ...cursor.since(start) };
  }
  const incoming = cursor.at('predecessors');
  if (!cursor.eat('neighbors|neighbours|successors|predecessors|children', 'of')) return null;
  return { kind: 'neighbors', of: reader.readSum(cursor), incoming, ...cursor.since(start) };
};

const mathematics: Phrase = (cursor, reader, start) => {
  const callee = cursor.eat('absolute', 'value', 'of')
    ? 'abs'
    : cursor.eat('square', 'root', 'of')
      ? 'sqrt'
      : cursor.eat('floor', 'of')
        ? 'floor'
        : null;
  if (callee) {
    const args = [reader.readSum(cursor)];
    return { kind: 'call', callee, nameSpan: cursor.since(start), args, ...cursor.since(start) };
  }
  const isSum = cursor.at('sum');
  if (cursor.eat('sum', 'of') || cursor.eat('remainder', 'of')) {
    const left = reader.readSum(cursor);
    if (isSum && !cursor.at('and')) {
      return { kind: 'call', callee: 'sum', nameSpan: cursor.since(start), args: [left], ...cursor.since(start) };
    }
    if (isSum ? cursor.eat('and') : cursor.eat('divided', 'by')) {
      const right = reader.readSum(cursor);
      return { kind: 'binary', operator: isSum ? '+' : 'mod', left, right, ...cursor.since(start) };
    }
    const isQuotient = !isSum && left.kind === 'binary' && left.operator === '/';
    return isQuotient ? { ...left, operator: 'mod', ...cursor.since(start) } : null;
  }
  return cursor.eat('value|result', 'of') ? reader.readSum(cursor) : null;
};

const userInput: Phrase = (cursor, _reader, start) => {
  if (!cursor.eat('userinput') && !cursor.eat('user', 'input')) return null;
  if (cursor.eat('(')) {
    const prompt = cursor.peek();
    if (prompt?.kind === 'string') cursor.next();
    cursor.expect(')');
    return { kind: 'input', prompt: prompt?.kind === 'string' ? prompt.text : null, ...cursor.since(start) };
  }
  return { kind: 'input', prompt: null, ...cursor.since(start) };
};

const PHRASES: readonly Phrase[] = [
  copy,
  measure,
  allParts,
  argument,
  best,
  extreme,
  end,
  neighbors,
  mathematics,
  userInput,
  readCollection,
  readMade,
];

/** What is said of a value in words: `is not empty`, `is not in S`, `is even`, `has been visited`. */
export function readPredicate(cursor: Cursor, subject: Expr, readOperand: (cursor: Cursor) => Expr): Expr | null {
  return cursor.attempt(() => {
    const start = subject.start;
    const span = (): Span => ({ start, end: cursor.tokens[cursor.index - 1]?.end ?? subject.end });
    if (cursor.eat('divides')) return divides(readOperand(cursor), subject, span);
    if (cursor.eat('does', 'not', 'divide'))
      return { kind: 'unary', operator: 'not', operand: divides(readOperand(cursor), subject, span), ...span() };
    if (cursor.eat('contains')) {
      const left = readOperand(cursor);
      return { kind: 'binary', operator: 'in', left, right: subject, ...span() };
    }
    if (cursor.eat('does', 'not', 'contain')) {
      const left = readOperand(cursor);
      return { kind: 'binary', operator: 'not in', left, right: subject, ...span() };
    }
    const linked = cursor.eat('is') || cursor.eat('are') || cursor.eat('has', 'been') || cursor.eat('was');
    const hasNot = !linked && cursor.eat('has', 'not', 'been');
    if (!linked && !hasNot) return null;
    const negated = hasNot || cursor.eat('not');
    cursor.eat('still');
    cursor.eat('already');
    cursor.eat('yet');
    return adjective(cursor, subject, negated, span, readOperand);
  });
}

function adjective(
  cursor: Cursor,
  subject: Expr,
  negated: boolean,
  span: () => Span,
  readOperand: (cursor: Cursor) => Expr,
): Expr | null {
  if (cursor.eat('empty')) return { kind: 'isEmpty', of: subject, negated, ...span() };
  if (cursor.eat('nonempty') || cursor.eat('non-empty'))
    return { kind: 'isEmpty', of: subject, negated: !negated, ...span() };
  if (cursor.eat('even') || cursor.at('odd')) {
    const odd = cursor.eat('odd');
    const two: Expr = { kind: 'number', value: '2', ...span() };
    const zero: Expr = { kind: 'number', value: '0', ...span() };
    const left: Expr = { kind: 'binary', operator: 'mod', left: subject, right: two, ...span() };
    return { kind: 'binary', operator: odd === negated ? '==' : '≠', left, right: zero, ...span() };
  }
  const comparison = comparisonInWords(cursor);
  if (comparison) {
    const right = readOperand(cursor);
    const said: Expr = { kind: 'binary', operator: comparison, left: subject, right, ...span() };
    return negated ? { kind: 'unary', operator: 'not', operand: said, ...span() } : said;
  }
  if (cursor.eat('divisible', 'by') || cursor.eat('a', 'multiple', 'of')) {
    const said = divides(subject, readOperand(cursor), span);
    return negated ? { kind: 'unary', operator: 'not', operand: said, ...span() } : said;
  }
  if (cursor.eat('in')) {
    const right = readOperand(cursor);
    return { kind: 'binary', operator: negated ? 'not in' : 'in', left: subject, right, ...span() };
  }
  if (cursor.eat('labeled|labelled|marked', 'as')) {
    const label = cursor.next();
    return { kind: 'labelled', of: subject, label: label.lower, negated, ...span() };
  }
  const label = take(cursor, LABELS);
  if (label !== null) return { kind: 'labelled', of: subject, label, negated, ...span() };
  const right = readOperand(cursor);
  return { kind: 'binary', operator: negated ? '≠' : '==', left: subject, right, ...span() };
}

function comparisonInWords(cursor: Cursor): '<' | '≤' | '>' | '≥' | '==' | null {
  for (const word of ['greater|larger|more|bigger', 'less|smaller|fewer|lower'] as const) {
    const more = word.startsWith('greater');
    if (cursor.eat(word, 'than', 'or', 'equal', 'to') || cursor.eat(word, 'or', 'equal', 'to')) return more ? '≥' : '≤';
    if (cursor.eat(word, 'than')) return more ? '>' : '<';
  }
  if (cursor.eat('at', 'least')) return '≥';
  if (cursor.eat('at', 'most')) return '≤';
  return cursor.eat('equal', 'to') || cursor.eat('the', 'same', 'as') ? '==' : null;
}

function divides(dividend: Expr, divisor: Expr, span: () => Span): Expr {
  const zero: Expr = { kind: 'number', value: '0', ...span() };
  return {
    kind: 'binary',
    operator: '==',
    left: { kind: 'binary', operator: 'mod', left: dividend, right: divisor, ...span() },
    right: zero,
    ...span(),
  };
}
