import ts from 'typescript';
import type { StepId } from '../../shared/program.ts';
import type { Coded, Context } from './context.ts';
import { sequence } from './context.ts';
import { optionalChain } from './chains.ts';
import { unwrap } from './names.ts';
import { literal } from './operands.ts';
import { bindPattern } from './patterns.ts';
import { keyCode, read, store, target, type Target } from './targets.ts';

const K = ts.SyntaxKind;

function after(to: Target, value: Coded): Coded {
  return { id: value.id, code: sequence([...to.before, value.code]) };
}

export function assignment(cx: Context, node: ts.BinaryExpression): Coded {
  const left = unwrap(node.left);
  if (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left)) {
    const value = cx.visit.expression(cx, node.right);
    const out = [value.code];
    bindPattern(cx, left, value.id, out, null, { kind: 'assigned', node: node.right });
    return { id: value.id, code: `(${[...out, cx.register(value.id)].join(',')})` };
  }
  const to = target(cx, left);
  if (!to) return cx.opaque(node, 'assigning to a member of `super` is not supported');
  const value = cx.visit.expression(cx, node.right, to.kind === 'name' ? to.name : undefined);
  return after(to, store(cx, node, to, value));
}

const LOGICAL: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.AmpersandAmpersandEqualsToken, '&&'],
  [K.BarBarEqualsToken, '||'],
  [K.QuestionQuestionEqualsToken, '??'],
]);

export function compoundAssignment(cx: Context, node: ts.BinaryExpression): Coded {
  const to = target(cx, node.left);
  if (!to) return cx.opaque(node, 'assigning to a member of `super` is not supported');
  const operator = node.operatorToken.kind;
  const old = read(cx, to);
  const logical = LOGICAL.get(operator);
  if (logical) {
    cx.decide(old, logical === '??' ? 'nullish' : 'truthy');
    const value = cx.visit.expression(cx, node.right, to.kind === 'name' ? to.name : undefined);
    const stored = store(cx, node, to, value);
    const id = cx.step(node, { kind: 'select', children: [old.id, value.id], resets: [] });
    return after(to, { id, code: `${cx.frame}.s(${id},${old.code}${logical}${stored.code})` });
  }
  const token = (ts.tokenToString(operator) ?? '').slice(0, -1);
  const right = cx.visit.expression(cx, node.right);
  const value = cx.value(node, { kind: 'op', children: [old.id, right.id] }, `(${old.code}) ${token} (${right.code})`);
  return after(to, store(cx, node, to, value));
}

/** `x++` is: the old value as a number, one more, the write; the whole is the old or the new number. */
export function update(cx: Context, node: ts.Expression, operand: ts.Expression, up: boolean, prefix: boolean): Coded {
  const to = target(cx, operand);
  if (!to) return cx.opaque(node, 'assigning to a member of `super` is not supported');
  const raw = read(cx, to);
  const old = cx.value(node, { kind: 'op', children: [raw.id] }, `${cx.runtime}.numeric(${raw.code})`);
  const next = cx.value(
    node,
    { kind: 'op', children: [old.id] },
    `${cx.runtime}.${up ? 'increment' : 'decrement'}(${old.code})`,
  );
  const stored = after(to, store(cx, node, to, next));
  return prefix ? { id: next.id, code: stored.code } : { id: old.id, code: `(${stored.code},${cx.register(old.id)})` };
}

/** `delete a?.b` is true where there is nothing to delete from. */
function chainDeletion(cx: Context, node: ts.DeleteExpression, removed: ts.Expression): Coded {
  const value = cx.decide(optionalChain(cx, removed, true), 'nullish');
  const other = literal(cx, node, true);
  const id = cx.step(node, { kind: 'select', children: [value.id, other.id], resets: [] });
  return { id, code: `${cx.frame}.s(${id},(${value.code})??(${other.code}))` };
}

export function deletion(cx: Context, node: ts.DeleteExpression): Coded {
  const removed = unwrap(node.expression);
  const isMember = ts.isPropertyAccessExpression(removed) || ts.isElementAccessExpression(removed);
  if (isMember && removed.flags & ts.NodeFlags.OptionalChain) return chainDeletion(cx, node, removed);
  const to = target(cx, node.expression);
  if (to?.kind !== 'member') return cx.opaque(node, '`delete` of this is not supported');
  const object: StepId = to.object.id;
  const code = `delete ${cx.register(object)}[${keyCode(cx, to.key)}]`;
  const value = cx.value(node, { kind: 'delete', object, key: to.key }, code);
  return after(to, value);
}
