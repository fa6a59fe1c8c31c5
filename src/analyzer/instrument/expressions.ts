import ts from 'typescript';
import type { StepId } from '../../shared/program.ts';
import { assignment, update, compoundAssignment, deletion } from './assignments.ts';
import { call, construct, taggedTemplate } from './calls.ts';
import { optionalChain } from './chains.ts';
import type { Coded, Context } from './context.ts';
import { quote } from './context.ts';
import { notIterableInYield } from './engine-text.ts';
import { objectLiteral } from './objects.ts';
import { implicitUndefined, leaf, list, literal, spreadFlags } from './operands.ts';

const K = ts.SyntaxKind;

/** Instruments an expression. `nameHint` is the name an anonymous function here would get. */
export function expression(cx: Context, node: ts.Expression, nameHint?: string): Coded {
  if (node.flags & ts.NodeFlags.OptionalChain && isChain(node)) return optionalChain(cx, node);
  switch (node.kind) {
    case K.ParenthesizedExpression:
      return expression(cx, (node as ts.ParenthesizedExpression).expression, nameHint);
    case K.NumericLiteral:
      return literal(cx, node, Number((node as ts.NumericLiteral).text));
    case K.BigIntLiteral:
      return literal(cx, node, BigInt((node as ts.BigIntLiteral).text.slice(0, -1)));
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return literal(cx, node, (node as ts.StringLiteralLike).text);
    case K.TrueKeyword:
      return literal(cx, node, true);
    case K.FalseKeyword:
      return literal(cx, node, false);
    case K.NullKeyword:
      return literal(cx, node, null);
    case K.RegularExpressionLiteral:
      return cx.value(node, { kind: 'constant', source: cx.text(node) }, cx.text(node));
    case K.ThisKeyword:
      return cx.value(node, { kind: 'this' }, 'this');
    case K.Identifier:
      return leaf(cx, node, (node as ts.Identifier).text);
    case K.FunctionExpression:
    case K.ArrowFunction: {
      const { fn, code } = cx.visit.callable(cx, node as ts.ArrowFunction, nameHint);
      if (fn < 0) return cx.opaque(node, 'asynchronous functions can’t be imitated');
      return cx.value(node, { kind: 'function', callee: fn }, code);
    }
    case K.ClassExpression:
      return cx.visit.classLike(cx, node as ts.ClassExpression, nameHint);
    case K.TemplateExpression:
      return template(cx, node as ts.TemplateExpression);
    case K.ArrayLiteralExpression:
      return arrayLiteral(cx, node as ts.ArrayLiteralExpression);
    case K.ObjectLiteralExpression:
      return objectLiteral(cx, node as ts.ObjectLiteralExpression);
    case K.PropertyAccessExpression:
    case K.ElementAccessExpression:
      return memberRead(cx, node as ts.PropertyAccessExpression | ts.ElementAccessExpression);
    case K.CallExpression:
      return call(cx, node as ts.CallExpression);
    case K.NewExpression:
      return construct(cx, node as ts.NewExpression);
    case K.TaggedTemplateExpression:
      return taggedTemplate(cx, node as ts.TaggedTemplateExpression);
    case K.PrefixUnaryExpression:
      return prefixUnary(cx, node as ts.PrefixUnaryExpression);
    case K.PostfixUnaryExpression: {
      const { operand, operator } = node as ts.PostfixUnaryExpression;
      return update(cx, node, operand, operator === K.PlusPlusToken, false);
    }
    case K.TypeOfExpression:
      return typeOf(cx, node as ts.TypeOfExpression);
    case K.VoidExpression: {
      const operand = expression(cx, (node as ts.VoidExpression).expression);
      return cx.value(node, { kind: 'op', children: [operand.id] }, `void ${operand.code}`);
    }
    case K.DeleteExpression:
      return deletion(cx, node as ts.DeleteExpression);
    case K.ConditionalExpression:
      return conditional(cx, node as ts.ConditionalExpression);
    case K.YieldExpression:
      return yielded(cx, node as ts.YieldExpression);
    case K.BinaryExpression:
      return binary(cx, node as ts.BinaryExpression);
    case K.MetaProperty:
      if (cx.text(node) === 'new.target') return cx.value(node, { kind: 'newTarget' }, 'new.target');
      return cx.opaque(node, '`import.meta` depends on where the file is');
    case K.AwaitExpression:
      return cx.opaque(node, '`await` waits for something outside the function');
    default:
      return cx.opaque(node, `${K[node.kind]} is not supported`);
  }
}

function isChain(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
}

function arrayLiteral(cx: Context, node: ts.ArrayLiteralExpression): Coded {
  const children: StepId[] = [];
  const spread: boolean[] = [];
  const parts: string[] = [];
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) {
      children.push(-1);
      spread.push(false);
      parts.push('');
      continue;
    }
    const { items, spread: flags } = list(cx, [element]);
    const item = items[0] as Coded;
    children.push(item.id);
    spread.push(flags[0] === true);
    parts.push((flags[0] ? '...' : '') + item.code);
  }
  const trailing = parts.at(-1) === '' ? ',' : '';
  return cx.value(node, { kind: 'op', children, ...spreadFlags(spread) }, `[${parts.join(',')}${trailing}]`);
}

function template(cx: Context, node: ts.TemplateExpression): Coded {
  const children: StepId[] = [];
  let code = '';
  const add = (part: Coded): void => {
    children.push(part.id);
    code += `\${${part.code}}`;
  };
  if (node.head.text) add(literal(cx, node.head, node.head.text));
  for (const span of node.templateSpans) {
    add(expression(cx, span.expression));
    if (span.literal.text) add(literal(cx, span.literal, span.literal.text));
  }
  return cx.value(node, { kind: 'op', children }, `\`${code}\``);
}

function memberRead(cx: Context, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Coded {
  if (node.expression.kind === K.SuperKeyword) return superRead(cx, node);
  const object = expression(cx, node.expression);
  if (ts.isElementAccessExpression(node)) {
    const key = expression(cx, node.argumentExpression);
    return cx.value(node, { kind: 'op', children: [object.id, key.id] }, `${object.code}[${key.code}]`);
  }
  if (ts.isPrivateIdentifier(node.name)) {
    const name = node.name.text;
    return cx.value(node, { kind: 'privateGet', object: object.id, name }, `${object.code}.${name}`);
  }
  const name = cx.written(node.name.text);
  return cx.value(node, { kind: 'op', children: [object.id] }, `${object.code}.${name}`);
}

function superRead(cx: Context, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Coded {
  if (ts.isElementAccessExpression(node)) {
    const key = expression(cx, node.argumentExpression);
    return cx.value(node, { kind: 'superGet', key: { step: key.id } }, `super[${key.code}]`);
  }
  const name = cx.written(node.name.text);
  return cx.value(node, { kind: 'superGet', key: { name } }, `super.${name}`);
}

function prefixUnary(cx: Context, node: ts.PrefixUnaryExpression): Coded {
  if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) {
    return update(cx, node, node.operand, node.operator === K.PlusPlusToken, true);
  }
  const operand = expression(cx, node.operand);
  const operator = ts.tokenToString(node.operator) ?? '';
  return cx.value(node, { kind: 'op', children: [operand.id] }, `${operator} ${operand.code}`);
}

function typeOf(cx: Context, node: ts.TypeOfExpression): Coded {
  // `typeof x` of an undeclared name does not throw, so the name can't be a step of its own.
  if (ts.isIdentifier(node.expression) && !cx.lookup(node.expression.text)) {
    const name = node.expression.text;
    const operand = cx.value(
      node.expression,
      { kind: 'leaf', literal: false },
      `(typeof ${name}==='undefined'?void 0:${name})`,
    );
    return cx.value(node, { kind: 'op', children: [operand.id] }, `typeof ${operand.code}`);
  }
  const operand = expression(cx, node.expression);
  return cx.value(node, { kind: 'op', children: [operand.id] }, `typeof ${operand.code}`);
}

function conditional(cx: Context, node: ts.ConditionalExpression): Coded {
  const condition = cx.decide(expression(cx, node.condition), 'truthy');
  const yes = expression(cx, node.whenTrue);
  const no = expression(cx, node.whenFalse);
  const id = cx.step(node, { kind: 'select', children: [yes.id, no.id], resets: [] });
  return { id, code: `${cx.frame}.s(${id},${condition.code}?${yes.code}:${no.code})` };
}

function yielded(cx: Context, node: ts.YieldExpression): Coded {
  if (node.asteriskToken && node.expression) {
    const inner = expression(cx, node.expression);
    const wording = notIterableInYield(node.expression);
    const code = `yield* ${cx.runtime}.delegate(${inner.code},${quote(wording)})`;
    const given = cx.value(node, { kind: 'yieldStar', child: inner.id }, code);
    if (wording) cx.texts[given.id] = wording;
    return given;
  }
  const value = node.expression ? expression(cx, node.expression) : implicitUndefined(cx, node);
  const yielding = cx.step(node, { kind: 'yielding', child: value.id });
  return cx.value(node, { kind: 'yield', yielding }, `yield ${cx.frame}.y(${yielding},${value.code})`);
}

function binary(cx: Context, node: ts.BinaryExpression): Coded {
  const operator = node.operatorToken.kind;
  switch (operator) {
    case K.CommaToken: {
      const left = expression(cx, node.left);
      const right = expression(cx, node.right);
      return { id: right.id, code: `(${left.code},${right.code})` };
    }
    case K.AmpersandAmpersandToken:
    case K.BarBarToken:
    case K.QuestionQuestionToken: {
      const decides = operator === K.QuestionQuestionToken ? 'nullish' : 'truthy';
      const left = cx.decide(expression(cx, node.left), decides);
      const right = expression(cx, node.right);
      const id = cx.step(node, { kind: 'select', children: [left.id, right.id], resets: [] });
      const token = ts.tokenToString(operator) ?? '';
      return { id, code: `${cx.frame}.s(${id},(${left.code})${token}(${right.code}))` };
    }
    case K.EqualsToken:
      return assignment(cx, node);
    default:
      break;
  }
  if (operator >= K.FirstCompoundAssignment && operator <= K.LastCompoundAssignment)
    return compoundAssignment(cx, node);
  if (operator === K.InKeyword && ts.isPrivateIdentifier(node.left)) {
    const object = expression(cx, node.right);
    const name = node.left.text;
    return cx.value(node, { kind: 'privateIn', object: object.id, name }, `${name} in ${object.code}`);
  }
  const left = expression(cx, node.left);
  const right = expression(cx, node.right);
  const token = ts.tokenToString(operator) ?? '';
  return cx.value(node, { kind: 'op', children: [left.id, right.id] }, `(${left.code}) ${token} (${right.code})`);
}
