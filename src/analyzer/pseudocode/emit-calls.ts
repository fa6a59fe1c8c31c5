import type { Expr, ExprOf } from './ast.ts';
import { BUILT_IN } from './calls.ts';
import { code, fill, join, marked, type Code, type Piece } from './code.ts';
import type { RoutineContext } from './context.ts';
import { shifted } from './emit-places.ts';
import type { HelperName } from './helpers.ts';
import { Level, type Leveled, type Parts } from './leveled.ts';
import { plain } from './normalise.ts';

/** A call of what the text defines, of a parameter, of a look-up table, or of what every dialect knows. */
export function emitCall(expression: ExprOf<'call'>, cx: RoutineContext, parts: Parts): Leveled {
  const { callee, args, nameSpan } = expression;
  const list = (): Code[] => args.map((arg) => parts.expression(arg));
  const called = (...pieces: readonly Piece[]): Leveled => ({ code: code(...pieces), level: Level.call });
  const defined = cx.callee(callee);
  if (defined) {
    const handed = defined.handedOn.map((name) => cx.handOn(name));
    return called(marked(nameSpan, defined.name), '(', join([...list(), ...handed], ', '), ')');
  }
  if (cx.isLookUp(callee)) return called(emitLookUp(callee, args, cx, parts));
  if (cx.isParameter(callee)) return called(cx.variable(callee), '(', join(list(), ', '), ')');
  const name = plain(callee);
  const known =
    emitSetOfSets(name, list, cx) ?? emitKnown(name, args, cx, parts) ?? emitTemplate(name, args, cx, parts);
  if (known) return known;
  cx.problem(
    nameSpan,
    `“${callee}” is used like a function, but the text doesn’t define it: add its lines, or write what it stands for`,
  );
  return called(cx.variable(callee), '(', join(list(), ', '), ')');
}

const DISJOINT_SETS: Readonly<Record<string, HelperName>> = {
  findset: 'findSet',
  find: 'findSet',
  makeset: 'makeSet',
  union: 'joinSets',
};

/** MAKE-SET, FIND-SET and UNION of disjoint sets. */
function emitSetOfSets(name: string, list: () => readonly Code[], cx: RoutineContext): Leveled | null {
  const helper = Object.hasOwn(DISJOINT_SETS, name) ? DISJOINT_SETS[name] : undefined;
  if (!helper) return null;
  return { code: code(cx.helper(helper), '(', join([cx.setsVariable(), ...list()], ', '), ')'), level: Level.call };
}

/** Functions whose TypeScript depends on their arguments or on the base of positions. */
function emitKnown(name: string, args: readonly Expr[], cx: RoutineContext, parts: Parts): Leveled | null {
  const [first, second] = args;
  if (!first) return null;
  const called = (...pieces: readonly Piece[]): Leveled => ({ code: code(...pieces), level: Level.call });
  if (args.length === 1 && /^(max|min|maximum|minimum)$/.test(name))
    return called(`Math.${name.slice(0, 3)}(...`, parts.expression(first), ')');
  if (name === 'sum') return called(parts.object(first), '.reduce((sum, item) => sum + item, 0)');
  if (/^(substring|mid)$/.test(name) && args.length === 3) return called(emitSubstring(args, name, cx, parts));
  if (name === 'right' && second)
    return called(parts.object(first), '.slice(-', parts.operand(second, Level.unary), ')');
  if (name !== 'position' || !second) return null;
  const found = code(parts.object(first), '.indexOf(', parts.expression(second), ')');
  return cx.base === 1 ? { code: code(found, ' + 1'), level: Level.sum } : called(found);
}

function emitTemplate(name: string, args: readonly Expr[], cx: RoutineContext, parts: Parts): Leveled | null {
  // What is rounded here needs no rounding inside.
  if (/^(floor|ceil|ceiling|int|round|trunc)$/.test(name)) cx.assigned = null;
  const template = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (template === undefined) return null;
  const isPower = template.includes('**');
  const pieces = args.map((arg, i) => {
    if (template.startsWith(`$${i + 1}.`)) return parts.object(arg);
    return isPower ? parts.operand(arg, Level.unary) : parts.expression(arg);
  });
  return { code: fill(template, pieces), level: isPower ? Level.power : Level.call };
}

function emitLookUp(table: string, args: readonly Expr[], cx: RoutineContext, parts: Parts): Code {
  const pieces = args.map((arg) => parts.expression(arg));
  return code(
    cx.helper('lookUp'),
    '(',
    join([cx.lookUpTable(table), ...pieces, ...(cx.firstVertex() === '0' ? [] : [cx.firstVertex()])], ', '),
    ')',
  );
}

/** Cambridge counts the first character as 1 and gives a length, AQA gives both ends and the text last. */
function emitSubstring(args: readonly Expr[], name: string, cx: RoutineContext, parts: Parts): Code {
  const [a, b, c] = args;
  if (!a || !b || !c) return code("''");
  if (cx.dialect === 'aqa' && name === 'substring') {
    return code(parts.object(c), '.slice(', shifted(a, cx.base, parts), ', ', shifted(b, cx.base - 1, parts), ')');
  }
  return code(parts.object(a), '.substr(', shifted(b, cx.base, parts), ', ', parts.expression(c), ')');
}

export function emitMethod({ object, name, args }: ExprOf<'method'>, cx: RoutineContext, parts: Parts): Code {
  const iterator = /^(hasNext|getNext|resetNext)$/i.exec(name)?.[1]?.toLowerCase();
  if (iterator && args.length === 0) {
    const counter = cx.iterator(object);
    if (iterator === 'hasnext') return code(counter, ' < ', parts.object(object), '.length');
    if (iterator === 'getnext') return code(parts.object(object), '[', counter, '++]');
    return code(counter, ' = 0');
  }
  if (args.length === 2 && object.kind === 'name' && cx.isGraph(object.name)) {
    const pieces = args.map((arg) => parts.expression(arg));
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
    parts.object(object),
    '.',
    name,
    '(',
    join(
      args.map((arg) => parts.expression(arg)),
      ', ',
    ),
    ')',
  );
}
