import type { BinaryOperator, Expr, ExprOf } from './ast.ts';
import { BUILT_IN } from './calls.ts';
import { code, fill, join, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { variableName } from './identifiers.ts';
import { plain } from './normalise.ts';

/** How tightly TypeScript binds; what binds less gets parentheses. */
const Level = {
  choice: 1,
  or: 3,
  and: 4,
  equality: 8,
  relation: 9,
  sum: 11,
  product: 12,
  power: 13,
  unary: 14,
  call: 17,
  primary: 18,
} as const;

interface Leveled {
  readonly code: Code;
  readonly level: number;
}

/** TypeScript for an expression. */
export function emitExpression(expression: Expr, cx: RoutineContext): Code {
  return emit(expression, cx).code;
}

/** TypeScript for an operand, in parentheses if it binds less than `level`. */
function operand(expression: Expr, level: number, cx: RoutineContext): Code {
  const { code: inner, level: own } = emit(expression, cx);
  return own < level ? marked(expression, '(', inner, ')') : inner;
}

/** An expression that a `.` or `[` can follow. */
export function emitObject(expression: Expr, cx: RoutineContext): Code {
  return operand(expression, Level.call, cx);
}

function emit(expression: Expr, cx: RoutineContext): Leveled {
  const { code: inner, level } = plainEmit(expression, cx);
  return { code: marked(expression, inner), level };
}

function plainEmit(expression: Expr, cx: RoutineContext): Leveled {
  const at = (level: number, ...pieces: readonly Piece[]): Leveled => ({ code: code(...pieces), level });
  const go = (part: Expr): Code => emitExpression(part, cx);
  switch (expression.kind) {
    case 'number':
      return at(Level.primary, expression.value);
    case 'string':
      return at(Level.primary, quote(expression.value));
    case 'boolean':
      return at(Level.primary, String(expression.value));
    case 'nil':
      return at(Level.primary, 'null');
    case 'infinity':
      return at(Level.primary, 'Infinity');
    case 'name':
      return at(Level.primary, cx.variable(expression.name));
    case 'index':
      return at(Level.call, emitIndex(expression, cx));
    case 'slice':
      return at(Level.call, emitSlice(expression, cx));
    case 'attribute':
      return at(Level.call, emitAttribute(expression, cx));
    case 'call':
      return emitCall(expression, cx);
    case 'method':
      return at(Level.call, emitMethod(expression, cx));
    case 'unary':
      return emitUnary(expression, cx);
    case 'binary':
      return emitBinary(expression, cx);
    case 'choice':
      return at(
        Level.choice,
        operand(expression.condition, Level.or, cx),
        ' ? ',
        go(expression.yes),
        ' : ',
        go(expression.no),
      );
    case 'list':
      return at(Level.primary, '[', join(expression.items.map(go), ', '), ']');
    case 'comprehension':
      return at(Level.call, emitComprehension(expression, cx));
    case 'range':
      return at(Level.call, emitRange(expression, cx));
    case 'size':
      return at(Level.call, emitObject(expression.of, cx), expression.axis === 1 ? '[0].length' : '.length');
    case 'copy':
      return at(
        Level.primary,
        cx.depthOf(expression.of) >= 2
          ? code(emitObject(expression.of, cx), '.map((row) => [...row])')
          : code('[...', go(expression.of), ']'),
      );
    case 'empty':
      return at(Level.primary, /^string/.test(expression.what) ? "''" : '[]');
    case 'array':
      return at(Level.call, emitArray(expression, cx));
    case 'isEmpty':
      return at(Level.equality, emitObject(expression.of, cx), expression.negated ? '.length > 0' : '.length === 0');
    case 'best':
      return at(Level.call, emitBest(expression, cx));
    case 'end':
      return at(Level.call, emitObject(expression.of, cx), expression.which === 'first' ? '[0]' : '.at(-1)');
    case 'neighbors':
      return at(Level.call, emitNeighbors(expression, cx));
    case 'labelled': {
      const read = code(cx.attributeArray(expression.label), '[', cx.vertexIndex(expression.of, go), ']');
      return expression.negated ? at(Level.unary, '!', read) : at(Level.call, read);
    }
    case 'take':
      return at(Level.call, emitTake(expression, cx));
    case 'input':
      return at(Level.primary, cx.nextInput());
    case 'parenthesized':
      return emit(expression.inner, cx);
  }
}

export function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
}

/** An index counted from 0: `i + 1` in a text that counts from 1 is `i`. */
function shifted(index: Expr, base: number | Expr, cx: RoutineContext): Code {
  if (typeof base !== 'number') return code(operand(index, Level.sum, cx), ' - ', operand(base, Level.product, cx));
  if (base === 0) return emitExpression(index, cx);
  if (index.kind === 'number') return marked(index, String(Number(index.value) - base));
  const sum =
    index.kind === 'binary' && (index.operator === '+' || index.operator === '-') && index.right.kind === 'number'
      ? index
      : null;
  if (sum?.right.kind === 'number') {
    const by = (sum.operator === '+' ? 1 : -1) * Number(sum.right.value) - base;
    const left = operand(sum.left, Level.sum, cx);
    if (by === 0) return marked(index, emitExpression(sum.left, cx));
    return marked(index, left, by > 0 ? ` + ${by}` : ` - ${-by}`);
  }
  return code(operand(index, Level.sum, cx), base > 0 ? ` - ${base}` : ` + ${-base}`);
}

function emitIndex({ object, indices }: ExprOf<'index'>, cx: RoutineContext): Code {
  const graph = cx.partOfGraph(object);
  if (graph !== null)
    return code(
      graph,
      ...indices.flatMap((index): Piece[] => ['[', cx.vertexIndex(index, (part) => emitExpression(part, cx)), ']']),
    );
  const pieces: Piece[] = [emitObject(object, cx)];
  indices.forEach((index, dimension) => {
    pieces.push(
      '[',
      cx.indexesVertices(object)
        ? cx.vertexIndex(index, (part) => emitExpression(part, cx))
        : shifted(index, cx.baseOf(object, dimension), cx),
      ']',
    );
  });
  return code(...pieces);
}

function emitSlice({ object, from, to, exclusive }: ExprOf<'slice'>, cx: RoutineContext): Code {
  const base = cx.baseOf(object, 0);
  const start = from ? shifted(from, base, cx) : '0';
  if (!to) return code(emitObject(object, cx), '.slice(', start, ')');
  const end =
    typeof base === 'number'
      ? shifted(to, base - (exclusive ? 0 : 1), cx)
      : code(shifted(to, base, cx), exclusive ? '' : ' + 1');
  return code(emitObject(object, cx), '.slice(', start, ', ', end, ')');
}

function emitAttribute(expression: ExprOf<'attribute'>, cx: RoutineContext): Code {
  const { object, name } = expression;
  const part = cx.partOfGraph(expression);
  if (part !== null) return code(part);
  if (cx.isVertexAttribute(expression)) {
    return code(
      cx.attributeArray(name),
      '[',
      cx.vertexIndex(object, (inner) => emitExpression(inner, cx)),
      ']',
    );
  }
  if (cx.isArrayAttribute(expression)) return cx.arrayAttribute(expression, emitExpression(object, cx));
  return code(emitObject(object, cx), '.', variableName(name));
}

function emitCall(expression: ExprOf<'call'>, cx: RoutineContext): Leveled {
  const { callee, args, nameSpan } = expression;
  const defined = cx.callee(callee);
  const go = (part: Expr): Code => emitExpression(part, cx);
  if (defined) {
    const handed = defined.handedOn.map((name) => cx.handOn(name));
    return {
      code: code(marked(nameSpan, defined.name), '(', join([...args.map(go), ...handed], ', '), ')'),
      level: Level.call,
    };
  }
  const name = plain(callee);
  const first = args[0];
  if (cx.isLookUp(callee)) return { code: emitLookUp(callee, args, cx), level: Level.call };
  if (cx.isParameter(callee))
    return { code: code(cx.variable(callee), '(', join(args.map(go), ', '), ')'), level: Level.call };
  if (first && args.length === 1 && /^(max|min|maximum|minimum)$/.test(name))
    return { code: code(`Math.${name.slice(0, 3)}(...`, go(first), ')'), level: Level.call };
  if (first && name === 'sum')
    return { code: code(emitObject(first, cx), '.reduce((sum, item) => sum + item, 0)'), level: Level.call };
  if (name === 'findset' || name === 'find' || name === 'makeset' || name === 'union') {
    return {
      code: code(
        cx.helper(
          name === 'find' ? 'findSet' : name === 'makeset' ? 'makeSet' : name === 'findset' ? 'findSet' : 'joinSets',
        ),
        '(',
        join([cx.setsVariable(), ...args.map(go)], ', '),
        ')',
      ),
      level: Level.call,
    };
  }
  if (/^(substring|mid)$/.test(name) && args.length === 3)
    return { code: emitSubstring(args, name, cx), level: Level.call };
  if (name === 'right' && first && args[1])
    return { code: code(emitObject(first, cx), '.slice(-', operand(args[1], Level.unary, cx), ')'), level: Level.call };
  if (name === 'position' && first && args[1])
    return {
      code: code(emitObject(first, cx), '.indexOf(', go(args[1]), `)${cx.base === 1 ? ' + 1' : ''}`),
      level: cx.base === 1 ? Level.sum : Level.call,
    };
  const template = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  // What is rounded here needs no rounding inside.
  if (/^(floor|ceil|ceiling|int|round|trunc)$/.test(name)) cx.assigned = null;
  if (template !== undefined) {
    const pieces = args.map((arg, i) =>
      template.startsWith(`$${i + 1}.`)
        ? emitObject(arg, cx)
        : template.includes('**')
          ? operand(arg, Level.unary, cx)
          : go(arg),
    );
    return { code: fill(template, pieces), level: template.includes('**') ? Level.power : Level.call };
  }
  cx.problem(
    nameSpan,
    `“${callee}” is used like a function, but the text doesn’t define it: add its lines, or write what it stands for`,
  );
  return { code: code(cx.variable(callee), '(', join(args.map(go), ', '), ')'), level: Level.call };
}

function emitLookUp(table: string, args: readonly Expr[], cx: RoutineContext): Code {
  const pieces = args.map((arg) => emitExpression(arg, cx));
  return code(
    cx.helper('lookUp'),
    '(',
    join([cx.lookUpTable(table), ...pieces, ...(cx.firstVertex() === '0' ? [] : [cx.firstVertex()])], ', '),
    ')',
  );
}

/** Cambridge counts the first character as 1 and gives a length, AQA gives both ends and the text last. */
function emitSubstring(args: readonly Expr[], name: string, cx: RoutineContext): Code {
  const [a, b, c] = args;
  if (!a || !b || !c) return code("''");
  if (cx.dialect === 'aqa' && name === 'substring') {
    return code(emitObject(c, cx), '.slice(', shifted(a, cx.base, cx), ', ', shifted(b, cx.base - 1, cx), ')');
  }
  return code(emitObject(a, cx), '.substr(', shifted(b, cx.base, cx), ', ', emitExpression(c, cx), ')');
}

function emitMethod({ object, name, args }: ExprOf<'method'>, cx: RoutineContext): Code {
  const iterator = /^(hasNext|getNext|resetNext)$/i.exec(name)?.[1]?.toLowerCase();
  if (iterator && args.length === 0) {
    const counter = cx.iterator(object);
    if (iterator === 'hasnext') return code(counter, ' < ', emitObject(object, cx), '.length');
    if (iterator === 'getnext') return code(emitObject(object, cx), '[', counter, '++]');
    return code(counter, ' = 0');
  }
  if (args.length === 2 && object.kind === 'name' && cx.isGraph(object.name)) {
    const pieces = args.map((arg) => emitExpression(arg, cx));
    return code(
      cx.helper('lookUp'),
      '(',
      join(
        [code(cx.variable(object.name), '.', name), ...pieces, ...(cx.firstVertex() === '0' ? [] : [cx.firstVertex()])],
        ', ',
      ),
      ')',
    );
  }
  if (
    !/^(push|pop|indexOf|slice|concat|substring|charAt|split|join|includes|toUpperCase|toLowerCase|reverse|sort)$/.test(
      name,
    )
  ) {
    cx.problem(
      { start: object.start, end: object.end },
      `“.${name}(…)” isn’t an operation that is known here: write it as a statement, or define it`,
    );
  }
  return code(
    emitObject(object, cx),
    '.',
    name,
    '(',
    join(
      args.map((arg) => emitExpression(arg, cx)),
      ', ',
    ),
    ')',
  );
}

const NEGATED: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '==': '≠',
  '≠': '==',
  '<': '≥',
  '≥': '<',
  '>': '≤',
  '≤': '>',
  in: 'not in',
  'not in': 'in',
};

/** The opposite of a condition; comparisons are turned round rather than wrapped. */
export function negation(expression: Expr): Expr {
  if (expression.kind === 'parenthesized') return negation(expression.inner);
  if (expression.kind === 'unary' && expression.operator === 'not') return expression.operand;
  if (expression.kind === 'isEmpty' || expression.kind === 'labelled')
    return { ...expression, negated: !expression.negated };
  const opposite = expression.kind === 'binary' ? NEGATED[expression.operator] : undefined;
  if (expression.kind === 'binary' && opposite) return { ...expression, operator: opposite };
  return { kind: 'unary', operator: 'not', operand: expression, start: expression.start, end: expression.end };
}

function emitUnary(expression: ExprOf<'unary'>, cx: RoutineContext): Leveled {
  if (expression.operator === '-')
    return { code: code('-', operand(expression.operand, Level.unary, cx)), level: Level.unary };
  const opposite = negation(expression.operand);
  if (opposite.kind !== 'unary') return { code: emit(opposite, cx).code, level: emit(opposite, cx).level };
  return { code: code('!', operand(expression.operand, Level.unary, cx)), level: Level.unary };
}

const OPERATORS: Partial<Record<BinaryOperator, readonly [string, number]>> = {
  '+': ['+', Level.sum], '-': ['-', Level.sum], '&': ['+', Level.sum], '*': ['*', Level.product], '/': ['/', Level.product], mod: ['%', Level.product],
  '==': ['===', Level.equality], '≠': ['!==', Level.equality], '<': ['<', Level.relation], '≤': ['<=', Level.relation], '>': ['>', Level.relation], '≥': ['>=', Level.relation],
  and: ['&&', Level.and], or: ['||', Level.or], xor: ['!==', Level.equality],
}; // prettier-ignore

function emitBinary(expression: ExprOf<'binary'>, cx: RoutineContext): Leveled {
  const { left, right } = expression;
  const { operator } = expression;
  if (operator === '^')
    return { code: code(operand(left, Level.call, cx), ' ** ', operand(right, Level.power, cx)), level: Level.power };
  if (operator === 'div' || (operator === '/' && cx.isWholeDivision(expression))) {
    return {
      code: code('Math.floor(', operand(left, Level.product, cx), ' / ', operand(right, Level.unary, cx), ')'),
      level: Level.call,
    };
  }
  if (operator === 'in' || operator === 'not in') return emitMembership(expression, cx);
  const isSet =
    operator === '∪' ||
    operator === '∩' ||
    operator === '∖' ||
    (operator === '-' && cx.isSet(left)) ||
    (operator === '+' && right.kind === 'list' && cx.isSet(left));
  if (isSet) return emitSets(expression, cx);
  if (operator === '*' && left.kind === 'list') return { code: emitRepeated(left, right, cx), level: Level.call };
  if (operator === '⊆')
    return {
      code: code(emitObject(left, cx), '.every((item) => ', emitObject(right, cx), '.includes(item))'),
      level: Level.call,
    };
  if (operator === '+' && (left.kind === 'list' || right.kind === 'list'))
    return {
      code: code('[...', emitExpression(left, cx), ', ...', emitExpression(right, cx), ']'),
      level: Level.primary,
    };
  if (operator === '+' && (cx.isCollection(left) || cx.isCollection(right)))
    return { code: code(emitObject(left, cx), '.concat(', emitExpression(right, cx), ')'), level: Level.call };
  if (
    (operator === '==' || operator === '≠') &&
    (right.kind === 'empty' || (right.kind === 'list' && right.items.length === 0))
  ) {
    return {
      code: code(emitObject(left, cx), operator === '==' ? '.length === 0' : '.length > 0'),
      level: Level.equality,
    };
  }
  const [sign, level] = OPERATORS[operator] ?? ['+', Level.sum];
  // Truth values that meet with “xor” are compared; `a - (b - c)` keeps its parentheses.
  const rightLevel =
    ['-', '/', 'mod'].includes(operator) || level === Level.equality || level === Level.relation ? level + 1 : level;
  const isAssociative =
    operator === '+' || operator === '*' || operator === 'and' || operator === 'or' || operator === '&';
  const mixes = operator === 'or' || operator === 'and' ? Level.and : level;
  return {
    code: code(
      operand(left, operator === 'or' ? Level.or : mixes, cx),
      ` ${sign} `,
      operand(
        right,
        isAssociative && right.kind === 'binary' && right.operator !== operator
          ? rightLevel + (level >= Level.sum ? 0 : 0)
          : rightLevel,
        cx,
      ),
    ),
    level,
  };
}

function emitMembership({ operator, left, right }: ExprOf<'binary'>, cx: RoutineContext): Leveled {
  const not = operator === 'not in' ? '!' : '';
  if (right.kind === 'binary' && right.operator === '∖') {
    const said = code(
      emitObject(right.left, cx),
      '.includes(',
      emitExpression(left, cx),
      ') && !',
      emitObject(right.right, cx),
      '.includes(',
      emitExpression(left, cx),
      ')',
    );
    return not === '' ? { code: said, level: Level.and } : { code: code('!(', said, ')'), level: Level.unary };
  }
  return {
    code: code(not, emitObject(right, cx), '.includes(', emitExpression(left, cx), ')'),
    level: not === '' ? Level.call : Level.unary,
  };
}

function emitSets({ operator, left, right }: ExprOf<'binary'>, cx: RoutineContext): Leveled {
  const [a, b] = [emitExpression(left, cx), emitExpression(right, cx)];
  const only = right.kind === 'list' && right.items.length === 1 ? right.items[0] : undefined;
  if (operator === '∖' || operator === '-') {
    const test = only
      ? code('item !== ', operand(only, Level.relation, cx))
      : code('!', emitObject(right, cx), '.includes(item)');
    return { code: code(emitObject(left, cx), '.filter((item) => ', test, ')'), level: Level.call };
  }
  if (operator === '∩')
    return {
      code: code(emitObject(left, cx), '.filter((item) => ', emitObject(right, cx), '.includes(item))'),
      level: Level.call,
    };
  return { code: code(cx.helper('union'), '(', a, ', ', b, ')'), level: Level.call };
}

/** `[0] * n`. */
function emitRepeated(list: ExprOf<'list'>, times: Expr, cx: RoutineContext): Code {
  const [item] = list.items;
  if (list.items.length === 1 && item && item.kind !== 'list')
    return code('new Array(', emitExpression(times, cx), ').fill(', emitExpression(item, cx), ')');
  return code(
    'Array.from({ length: ',
    emitExpression(times, cx),
    ' }, () => ',
    item ? emitExpression(item, cx) : '[]',
    ')',
  );
}

function emitComprehension({ value, variable, source, filter }: ExprOf<'comprehension'>, cx: RoutineContext): Code {
  const name = variable === '_' ? '' : cx.variable(variable);
  const isRange =
    source.kind === 'call' && plain(source.callee) === 'range' && source.args.length === 1 ? source.args[0] : null;
  const range = isRange ?? null;
  if (range && !filter)
    return code(
      'Array.from({ length: ',
      emitExpression(range, cx),
      ' }, (',
      name === '' ? '' : `_, ${name}`,
      ') => ',
      emitExpression(value, cx),
      ')',
    );
  const items = range ? code('[...Array(', emitExpression(range, cx), ').keys()]') : emitObject(source, cx);
  const kept = filter ? code(items, `.filter((${name}) => `, emitExpression(filter, cx), ')') : items;
  return value.kind === 'name' && value.name === variable
    ? kept
    : code(kept, `.map((${name}) => `, emitExpression(value, cx), ')');
}

function emitRange({ from, to, exclusive }: ExprOf<'range'>, cx: RoutineContext): Code {
  const length = code(operand(to, Level.sum, cx), ' - ', operand(from, Level.product, cx), exclusive ? '' : ' + 1');
  return code('Array.from({ length: ', length, ' }, (_, i) => ', operand(from, Level.sum, cx), ' + i)');
}

/** `let c[0..m, 1..n] be a new table`: filled with 0 where nothing is said. */
function emitArray({ dimensions, fill: value }: ExprOf<'array'>, cx: RoutineContext): Code {
  const filler = value ? emitExpression(value, cx) : code('0');
  const sizes = dimensions.map(({ from, to }) => emitSize(from, to, cx));
  const [last] = sizes.slice(-1);
  let made = code('new Array(', last ?? '0', ').fill(', filler, ')');
  for (const size of sizes.slice(0, -1).reverse()) made = code('Array.from({ length: ', size, ' }, () => ', made, ')');
  return made;
}

function emitSize(from: Expr | null, to: Expr, cx: RoutineContext): Code {
  if (from === null) return emitExpression(to, cx);
  if (from.kind === 'number') return shifted(to, Number(from.value) - 1, cx);
  return code(operand(to, Level.sum, cx), ' - ', operand(from, Level.product, cx), ' + 1');
}

/** `vertex in Q with minimum dist[u]`: the first of the best. */
function emitBest({ most, variable, of, key }: ExprOf<'best'>, cx: RoutineContext): Code {
  if (!key) return code(`Math.${most ? 'max' : 'min'}(...`, emitExpression(of, cx), ')');
  const name = variable ?? cx.assigned ?? 'item';
  const item: Expr = { kind: 'name', name, start: key.start, end: key.end };
  const keyed: Expr =
    key.kind === 'name' ? { kind: 'index', object: key, indices: [item], start: key.start, end: key.end } : key;
  return code(
    cx.helper(most ? 'largest' : 'smallest'),
    '(',
    emitExpression(of, cx),
    `, (${cx.variable(name)}) => `,
    emitExpression(keyed, cx),
    ')',
  );
}

function emitNeighbors({ of }: ExprOf<'neighbors'>, cx: RoutineContext): Code {
  return code(
    cx.neighborLists(),
    '[',
    cx.vertexIndex(of, (part) => emitExpression(part, cx)),
    ']',
  );
}

function emitTake({ of, which }: ExprOf<'take'>, cx: RoutineContext): Code {
  if (which === 'last') return code(emitObject(of, cx), '.pop()');
  if (which === 'first' || which === 'any') return code(emitObject(of, cx), '.shift()');
  const priority = cx.priorityOf(of);
  if (priority === 'pairs')
    return code(
      cx.helper(which === 'max' ? 'takeLargest' : 'takeSmallest'),
      '(',
      emitExpression(of, cx),
      ', ([priority]) => priority)[1]',
    );
  const key =
    priority === null
      ? 'item'
      : code(
          cx.attributeArray(priority),
          '[',
          cx.vertexIndex({ kind: 'name', name: 'item', start: of.start, end: of.end }, () => code('item')),
          ']',
        );
  return code(
    cx.helper(which === 'max' ? 'takeLargest' : 'takeSmallest'),
    '(',
    emitExpression(of, cx),
    ', (item) => ',
    key,
    ')',
  );
}
