import type { Expr, ExprOf } from '../grammar/ast.ts';
import { BUILT_IN } from '../meaning/built-ins.ts';
import { code, fill, join, marked, type Code, type Piece } from './code.ts';
import { Level, shifted, type Emitter, type Leveled } from './emitter.ts';
import type { HelperName } from './helpers.ts';
import { plain } from '../meaning/normalise.ts';

export function emitCall(expression: ExprOf<'call'>, out: Emitter): Leveled {
  const { callee, args, nameSpan } = expression;
  const { cx } = out;
  const called = (name: string | Code, all: readonly Piece[]): Leveled => ({
    code: code(name, '(', join(all, ', '), ')'),
    level: Level.call,
  });
  const written = (): Code[] => args.map((arg) => out.expression(arg));
  const defined = cx.callee(callee);
  if (defined)
    return called(marked(nameSpan, defined.name), [...written(), ...defined.handedOn.map((name) => cx.handOn(name))]);
  if (cx.isLookUp(callee)) return { code: emitLookUp(callee, args, out), level: Level.call };
  if (cx.isParameter(callee)) {
    if (cx.shapes.get(callee)?.number && args.length === 1) askProduct(expression, out);
    return called(cx.variable(callee), written());
  }
  const name = plain(callee);
  const setOperation = Object.hasOwn(SETS, name) ? SETS[name] : undefined;
  if (setOperation) return called(cx.helper(setOperation), [cx.setsVariable(), ...written()]);
  const known = emitKnown(name, args, out) ?? emitTemplate(name, args, out);
  if (known) return known;
  cx.problem(
    nameSpan,
    `“${callee}” is used like a function, but the text doesn’t define it: add its lines, or write what it stands for`,
  );
  return called(cx.variable(callee), written());
}

/** `n(n + 1)` where n is a number: a product, or a call of something that is called n, too. */
function askProduct({ callee, args, nameSpan, start, end }: ExprOf<'call'>, { cx }: Emitter): void {
  const inside = args[0] ? cx.program.textOf(args[0]) : '';
  cx.problem(
    { start, end },
    `“${cx.program.textOf({ start, end })}” may be a product or a position: “${callee}” is a number elsewhere`,
    [
      { title: `Multiply: ${callee} * (${inside})`, text: `${callee} * (${inside})` },
      { title: `Take an element: ${cx.program.textOf(nameSpan)}[${inside}]`, text: `${callee}[${inside}]` },
    ],
  );
}

/** Disjoint sets, each known by a member that represents it. */
const SETS: Readonly<Record<string, HelperName>> = {
  findset: 'findSet', find: 'findSet', makeset: 'makeSet', union: 'joinSets',
}; // prettier-ignore

/** Functions whose TypeScript depends on what they are given. */
function emitKnown(name: string, args: readonly Expr[], out: Emitter): Leveled | null {
  const [first, second] = args;
  if (!first) return null;
  const call = (...pieces: readonly Piece[]): Leveled => ({ code: code(...pieces), level: Level.call });
  if (args.length === 1 && /^(max|min|maximum|minimum)$/.test(name))
    return call(`Math.${name.slice(0, 3)}(...`, out.expression(first), ')');
  if (name === 'sum') return call(out.object(first), '.reduce((sum, item) => sum + item, 0)');
  if (/^(substring|mid)$/.test(name) && args.length === 3) return call(emitSubstring(args, name, out));
  if (!second) return null;
  if (name === 'right') return call(out.object(first), '.slice(-', out.operand(second, Level.unary), ')');
  if (name !== 'position') return null;
  const found = call(out.object(first), '.indexOf(', out.expression(second), ')');
  return out.cx.base === 1 ? { code: code(found.code, ' + 1'), level: Level.sum } : found;
}

function emitTemplate(name: string, args: readonly Expr[], out: Emitter): Leveled | null {
  const template = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (template === undefined) return null;
  // What is rounded here needs no rounding inside.
  if (/^(floor|ceil|ceiling|int|round|trunc)$/.test(name)) out.cx.assigned = null;
  const isPower = template.includes('**');
  const pieces = args.map((arg, i) => {
    if (template.startsWith(`$${i + 1}.`)) return out.object(arg);
    return isPower ? out.operand(arg, Level.unary) : out.expression(arg);
  });
  return { code: fill(template, pieces), level: isPower ? Level.power : Level.call };
}

function emitLookUp(table: string, args: readonly Expr[], out: Emitter): Code {
  const pieces = args.map((arg) => out.expression(arg));
  return code(
    out.cx.helper('lookUp'),
    '(',
    join([out.cx.lookUpTable(table), ...pieces, ...(out.cx.firstVertex() === '0' ? [] : [out.cx.firstVertex()])], ', '),
    ')',
  );
}

/** Cambridge counts the first character as 1 and gives a length, AQA gives both ends and the text last. */
function emitSubstring(args: readonly Expr[], name: string, out: Emitter): Code {
  const [a, b, c] = args;
  if (!a || !b || !c) return code("''");
  if (out.cx.dialect === 'aqa' && name === 'substring') {
    return code(out.object(c), '.slice(', shifted(a, out.cx.base, out), ', ', shifted(b, out.cx.base - 1, out), ')');
  }
  return code(out.object(a), '.substr(', shifted(b, out.cx.base, out), ', ', out.expression(c), ')');
}

export function emitMethod({ object, name, args }: ExprOf<'method'>, out: Emitter): Code {
  const iterator = /^(hasNext|getNext|resetNext)$/i.exec(name)?.[1]?.toLowerCase();
  if (iterator && args.length === 0) {
    const counter = out.cx.iterator(object);
    if (iterator === 'hasnext') return code(counter, ' < ', out.object(object), '.length');
    if (iterator === 'getnext') return code(out.object(object), '[', counter, '++]');
    return code(counter, ' = 0');
  }
  if (args.length === 2 && object.kind === 'name' && out.cx.isGraph(object.name)) {
    const pieces = args.map((arg) => out.expression(arg));
    return code(
      out.cx.helper('lookUp'),
      '(',
      join(
        [
          code(out.cx.variable(object.name), '.', name),
          ...pieces,
          ...(out.cx.firstVertex() === '0' ? [] : [out.cx.firstVertex()]),
        ],
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
    out.cx.problem(
      { start: object.start, end: object.end },
      `“.${name}(…)” isn’t an operation that is known here: write it as a statement, or define it`,
    );
  }
  return code(
    out.object(object),
    '.',
    name,
    '(',
    join(
      args.map((arg) => out.expression(arg)),
      ', ',
    ),
    ')',
  );
}
