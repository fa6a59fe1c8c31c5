import type { Expr, ExprOf, Routine, Stmt, StmtOf } from '../grammar/ast.ts';
import { plain } from './normalise.ts';
import { allExpressions, statementsIn, usesOf } from './walk.ts';

/** What is seen of a name in a routine's text. */
export interface Shape {
  /** How many indices follow it: 0 a plain value, 1 a list, 2 a table. */
  depth: number;
  /** It is measured, looped over, or an item goes in or out. */
  collection: boolean;
  /** It stands in arithmetic, in an order comparison with a number, or as an index. */
  number: boolean;
  string: boolean;
  /** It is compared with a single character. */
  letter: boolean;
  boolean: boolean;
  /** Its items are compared with texts. */
  textItems: boolean;
  /** What is read or written of it as `p.x`. */
  fields: ReadonlySet<string>;
  /** It stands where an index stands, perhaps with something added. */
  position: ReadonlySet<string>;
}

function blank(): Shape {
  return {
    depth: 0,
    collection: false,
    number: false,
    string: false,
    letter: false,
    boolean: false,
    textItems: false,
    fields: new Set(),
    position: new Set(),
  };
}

const gathered = new WeakMap<Routine, ReadonlyMap<string, Shape>>();

/** Shapes of all names of a routine. */
export function shapesOf(routine: Routine): ReadonlyMap<string, Shape> {
  const known = gathered.get(routine);
  if (known) return known;
  const shapes = gather(routine);
  gathered.set(routine, shapes);
  return shapes;
}

type NameOf = (expression: Expr | null | undefined) => Shape | null;

function gather(routine: Routine): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  const of = (name: string): Shape => {
    const known = shapes.get(name) ?? blank();
    shapes.set(name, known);
    return known;
  };
  const nameOf: NameOf = (expression) => (expression?.kind === 'name' ? of(expression.name) : null);
  for (const expression of allExpressions(routine.body)) read(expression, nameOf);
  for (const statement of statementsIn(routine.body)) {
    readStatement(statement, nameOf);
    for (const { expression } of usesOf(statement).writes) if (expression.kind === 'index') index(expression, nameOf);
  }
  for (const statement of statementsIn(routine.body)) {
    likeItsCopy(statement, nameOf);
    likeItsLetters(statement, nameOf);
  }
  return shapes;
}

function readStatement(statement: Stmt, nameOf: NameOf): void {
  switch (statement.kind) {
    case 'each': {
      const { of, pattern, position } = statement.loop;
      mark(nameOf(of));
      // The rows of a table are lists: `for each v in Adj[u]`.
      if (of.kind === 'index') deepen(nameOf(of.object), of.indices.length + 1);
      if (pattern.kind === 'many' && !position) deepen(nameOf(of), 2);
      break;
    }
    case 'for':
      for (const bound of [statement.loop.from, statement.loop.to]) {
        const shape = nameOf(bound);
        if (shape) shape.number = true;
      }
      break;
    case 'add':
      mark(nameOf(statement.to));
      break;
    case 'remove':
      mark(nameOf(statement.from));
      break;
    case 'sort':
      mark(nameOf(statement.of));
      // The key of an item that is a position in it.
      if (statement.of.kind === 'name') mark(nameOf(statement.key));
      break;
    case 'fill':
      mark(nameOf(statement.of));
      break;
    case 'assign':
      readAssignment(statement, nameOf);
      break;
    default:
  }
}

function readAssignment({ targets, value }: StmtOf<'assign'>, nameOf: NameOf): void {
  const target = nameOf(targets[0]);
  if (!target) return;
  if (value.kind === 'boolean') target.boolean = true;
  // A row taken out of a table.
  if (targets.length === 1 && value.kind === 'index' && target.depth > 0) deepen(nameOf(value.object), 2);
}

/** `for each c in s` where `c` is compared with a letter. */
function likeItsLetters(statement: Stmt, nameOf: NameOf): void {
  if (statement.kind !== 'each' || statement.loop.pattern.kind !== 'one') return;
  const { pattern, of, position } = statement.loop;
  const item = nameOf({ kind: 'name', name: position ? position.name : pattern.name, start: 0, end: 0 });
  const whole = nameOf(of);
  if (whole && item?.letter && !item.number) whole.textItems = true;
}

/** `D ← copy of W`: both are lists, or both tables. */
function likeItsCopy(statement: Stmt, nameOf: NameOf): void {
  if (statement.kind !== 'assign' || statement.targets.length !== 1) return;
  const [target] = statement.targets;
  const [copy, source] = [nameOf(target), nameOf(statement.value.kind === 'copy' ? statement.value.of : null)];
  if (!copy || !source) return;
  const depth = Math.max(copy.depth, source.depth);
  deepen(copy, depth);
  deepen(source, depth);
}

function mark(shape: Shape | null): void {
  if (shape) shape.collection = true;
}

function read(expression: Expr, nameOf: NameOf): void {
  switch (expression.kind) {
    case 'index':
      index(expression, nameOf);
      break;
    case 'slice':
    case 'size':
    case 'isEmpty':
    case 'end':
    case 'take':
    case 'copy':
    case 'best': {
      const object = expression.kind === 'slice' ? expression.object : expression.of;
      mark(nameOf(object));
      if (expression.kind === 'size' && expression.axis === 1) deepen(nameOf(object), 2);
      if (expression.kind === 'size' && object.kind === 'index' && object.indices.length === 1)
        deepen(nameOf(object.object), 2);
      break;
    }
    case 'binary':
      binary(expression, nameOf);
      break;
    case 'method':
      if (/^(hasNext|getNext|resetNext|addItem)$/i.test(expression.name)) mark(nameOf(expression.object));
      break;
    case 'call': {
      const text = expression.args[textArgument(expression) ?? -1];
      const shape = nameOf(text);
      if (shape) shape.string = true;
      // `CHAR_TO_CODE(message[i])`
      const whole = text?.kind === 'index' ? nameOf(text.object) : null;
      if (whole) whole.textItems = true;
      break;
    }
    case 'attribute': {
      const shape = nameOf(expression.object);
      if (shape) shape.fields = new Set([...shape.fields, expression.name]);
      break;
    }
    default:
  }
}

/** Functions of texts, and which of their arguments is the text. */
const TEXT_ARGUMENT: Readonly<Record<string, number>> = { ucase: 0, lcase: 0, toupper: 0, tolower: 0, left: 0, right: 0, asc: 0, ord: 0, chartocode: 0, stringtoint: 0, stringtoreal: 0, strtoint: 0, strtonum: 0 }; // prettier-ignore

function textArgument({ callee, args }: ExprOf<'call'>): number | undefined {
  const name = plain(callee);
  if (!/^(substring|mid)$/.test(name) || args.length !== 3) return TEXT_ARGUMENT[name];
  // The text comes last where positions come first.
  return args[0]?.kind === 'number' ? 2 : args[1]?.kind === 'number' ? 0 : undefined;
}

function deepen(shape: Shape | null, depth: number): void {
  if (shape) shape.depth = Math.max(shape.depth, depth);
}

function index(expression: Expr & { kind: 'index' }, nameOf: NameOf): void {
  let depth = expression.indices.length;
  let object = expression.object;
  while (object.kind === 'index') {
    depth += object.indices.length;
    object = object.object;
  }
  deepen(nameOf(object), depth);
  for (const part of expression.indices) {
    const inner = part.kind === 'binary' && (part.operator === '+' || part.operator === '-') ? part.left : part;
    const shape = nameOf(inner);
    if (!shape) continue;
    shape.number = true;
    if (object.kind === 'name') shape.position = new Set([...shape.position, object.name]);
  }
}

function binary(expression: Expr & { kind: 'binary' }, nameOf: NameOf): void {
  const { operator, left, right } = expression;
  const [a, b] = [nameOf(left), nameOf(right)];
  if (operator === 'in' || operator === 'not in') mark(b);
  if (
    '*/divmod^'.includes(operator) ||
    ((operator === '-' || operator === '+') && (left.kind === 'number' || right.kind === 'number'))
  ) {
    for (const shape of [a, b]) if (shape) shape.number = true;
  }
  if (operator === '&') for (const shape of [a, b]) if (shape) shape.string = true;
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (other.kind === 'number' && '<≤>≥==≠'.includes(operator)) {
      const shape = nameOf(side);
      if (shape) shape.number = true;
    }
    if (other.kind !== 'string') continue;
    const shape = nameOf(side);
    if (shape) {
      shape.string = true;
      shape.letter ||= [...other.value].length === 1;
    }
    const array = side.kind === 'index' ? nameOf(side.object) : null;
    if (array) array.textItems = true;
  }
}
