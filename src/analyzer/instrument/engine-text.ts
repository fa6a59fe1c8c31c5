import ts from 'typescript';
import { unwrap } from './names.ts';

const K = ts.SyntaxKind;
const UNSHOWN = '(intermediate value)';

/**
 * How V8 writes an expression in "… is not a function" (its CallPrinter): names and members as they stand, calls as
 * `f(...)`, operators with their operands, anything else as `(intermediate value)`.
 */
function engineText(node: ts.Expression): string {
  return inside(node, '(...)');
}

/** What is called at `node`: how V8 names it, after a word on how the call stands there; see runtime-messages.ts. */
export function calledText(node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression): string {
  if (ts.isTaggedTemplateExpression(node)) return (isUnseen(node) ? 'unseen: ' : '') + engineText(node.tag);
  const spread = node.arguments?.findIndex(ts.isSpreadElement) ?? -1;
  if (spread >= 0 && spread < (node.arguments?.length ?? 0) - 1) return `reflect: ${engineText(node.expression)}`;
  if (isUnseen(node)) return `unseen: ${engineText(node.expression)}`;
  const through = isChain(node) ? null : goneThrough(node);
  if (through === 'yield') return `yielded: ${engineText(node.expression)}`;
  if (through === null || ts.isNewExpression(node)) return engineText(node.expression);
  return `iterated: ${inside(node.expression, '')}`;
}

/** A spread argument that is not the last alone, and the default of a parameter. */
export function notIterableArgument(node: ts.Expression): string {
  return ts.isNewExpression(unwrap(node)) ? notIterableValue(node) : '';
}

/** How V8 names the last argument of a call, which is spread. */
export function spreadText(argument: ts.SpreadElement): string {
  const { parent } = argument;
  const isYielded = ts.isExpression(parent) && !isChain(parent) && goneThrough(parent) === 'yield';
  if (isUnseen(parent)) return 'undefined';
  return isYielded ? `yield* ${UNSHOWN}` : valueText(argument.expression);
}

/** Whether V8 does not find an expression by its position: computed keys are not looked through. */
function isUnseen(node: ts.Node): boolean {
  let inner = node;
  while (!ts.isFunctionLike(inner) && !ts.isPropertyDeclaration(inner) && !ts.isSourceFile(inner)) {
    if (ts.isComputedPropertyName(inner)) return true;
    inner = inner.parent;
  }
  return false;
}

/** Whether an expression's value is gone through where it stands, so that V8 speaks of that, too. */
function goneThrough(node: ts.Expression): 'yield' | 'items' | null {
  let inner: ts.Node = node;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (ts.isYieldExpression(parent)) return parent.asteriskToken ? 'yield' : null;
  if (ts.isForOfStatement(parent)) return parent.expression === inner ? 'items' : null;
  if (ts.isSpreadElement(parent)) return ts.isArrayLiteralExpression(parent.parent) ? 'items' : null;
  if (ts.isBinaryExpression(parent)) {
    const isSource = parent.operatorToken.kind === K.EqualsToken && parent.right === inner;
    return isSource && ts.isArrayLiteralExpression(unwrap(parent.left)) ? 'items' : null;
  }
  const takesApart = ts.isVariableDeclaration(parent) || ts.isBindingElement(parent);
  return takesApart && ts.isArrayBindingPattern(parent.name) ? 'items' : null;
}

/** The same for a value that is not called: of an optional chain nothing is shown. */
export function valueText(node: ts.Expression): string {
  return printValue(node, '(...)');
}

/** What is wrong with going through an expression's value, where V8 names the expression; see `iterable` in runtime.ts. */
export function notIterable(node: ts.Expression): string {
  const inner = unwrap(node);
  if (isUnseen(inner)) return '';
  const calls = (ts.isCallExpression(inner) && !isChain(inner)) || ts.isNewExpression(inner);
  const text = ts.isNewExpression(inner) ? print(inner.expression, '') : printValue(inner, '');
  return calls ? `${text} is not a function or its return value is not iterable` : `${text} is not iterable`;
}

/** `for (… of node)`: of these V8 names the value and not the expression. */
export function notIterableInLoop(node: ts.Expression): string {
  const inner = unwrap(node);
  const isUnnamed = isChain(inner) || (ts.isBinaryExpression(inner) && inner.operatorToken.kind === K.BarBarToken);
  return isUnnamed ? notIterableValue(inner) : notIterable(inner);
}

/** `[…] = node`: V8 names the expression if its own position, which may be that of an operator, is where it begins. */
export function notIterableInDeclaration(node: ts.Expression): string {
  const isFirst =
    ts.isCallExpression(node) && !isChain(node) ? ts.isIdentifier(node.expression) : STARTS.has(node.kind);
  return isFirst ? notIterable(node) : '';
}

/** `[…] = node` as a default inside of a pattern: V8 names what it can find by a position of its own. */
export function notIterableByDefault(node: ts.Expression): string {
  const inner = unwrap(node);
  const isUnnamed =
    isChain(inner) ||
    WITHOUT_POSITION.has(inner.kind) ||
    (ts.isBinaryExpression(inner) && LOGICAL.has(inner.operatorToken.kind));
  return isUnnamed ? notIterableValue(inner) : notIterable(inner);
}

/** Where V8 tells of the value instead it still names what a call, which is a step of its own, was made on. */
function notIterableValue(node: ts.Expression): string {
  const inner = unwrap(node);
  const isCall = ts.isNewExpression(inner) || (ts.isCallExpression(inner) && isChain(inner));
  return isCall ? `${print(inner.expression, '')} is not iterable (cannot read property Symbol(Symbol.iterator))` : '';
}

/** `yield* node`: here it is the other way round. */
export function notIterableInYield(node: ts.Expression): string {
  const inner = unwrap(node);
  const isNamed =
    !isChain(inner) &&
    (OPERATIONS.has(inner.kind) || (ts.isBinaryExpression(inner) && !LOGICAL.has(inner.operatorToken.kind)));
  return isNamed ? `yield* ${UNSHOWN} is not iterable` : notIterableValue(inner);
}

const STARTS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.Identifier, K.ThisKeyword, K.NumericLiteral, K.StringLiteral, K.NoSubstitutionTemplateLiteral, K.TrueKeyword,
  K.FalseKeyword, K.NullKeyword, K.RegularExpressionLiteral, K.ObjectLiteralExpression, K.ArrayLiteralExpression,
  K.FunctionExpression, K.ArrowFunction, K.ClassExpression, K.NewExpression, K.PrefixUnaryExpression,
  K.TypeOfExpression, K.VoidExpression, K.DeleteExpression, K.ConditionalExpression,
]); // prettier-ignore

const WITHOUT_POSITION: ReadonlySet<ts.SyntaxKind> = new Set([
  K.ThisKeyword, K.NumericLiteral, K.StringLiteral, K.NoSubstitutionTemplateLiteral, K.BigIntLiteral, K.TrueKeyword,
  K.FalseKeyword, K.NullKeyword, K.ObjectLiteralExpression, K.ArrowFunction, K.FunctionExpression, K.ClassExpression,
  K.RegularExpressionLiteral,
]); // prettier-ignore

const OPERATIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.PropertyAccessExpression, K.ElementAccessExpression, K.CallExpression, K.NewExpression, K.PrefixUnaryExpression,
  K.PostfixUnaryExpression, K.TypeOfExpression, K.VoidExpression, K.DeleteExpression,
]); // prettier-ignore

const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  K.AmpersandAmpersandToken,
  K.BarBarToken,
  K.QuestionQuestionToken,
]);

function isChain(node: ts.Node): boolean {
  return (node.flags & ts.NodeFlags.OptionalChain) !== 0;
}

/** @param called what stands for the arguments of a call */
function print(node: ts.Expression, called: string): string {
  const inner = unwrap(node);
  const show = (part: ts.Expression): string => printValue(part, called);
  const folded = literalText(inner);
  if (folded !== null) return folded;
  if (ts.isIdentifier(inner)) return inner.text;
  if (inner.kind === K.ThisKeyword) return 'this';
  if (ts.isPropertyAccessExpression(inner)) {
    const mark = inner.questionDotToken ? '?' : '';
    const object = inside(inner.expression, called);
    return ts.isPrivateIdentifier(inner.name)
      ? `${object}${mark && '?.'}[${inner.name.text}]`
      : `${object}${mark}.${inner.name.text}`;
  }
  if (ts.isElementAccessExpression(inner)) {
    const key = unwrap(inner.argumentExpression);
    const object = inside(inner.expression, called);
    if (ts.isStringLiteralLike(key)) return `${object}${inner.questionDotToken ? '?' : ''}.${key.text}`;
    return `${object}${inner.questionDotToken ? '?.' : ''}[${show(key)}]`;
  }
  if (ts.isCallExpression(inner)) return `${inside(inner.expression, called)}${called}`;
  if (ts.isBinaryExpression(inner)) return printBinary(inner, called);
  if (ts.isConditionalExpression(inner)) return UNSHOWN.repeat(3);
  if (ts.isTemplateExpression(inner)) {
    return inner.templateSpans.map((span) => show(span.expression)).join('') || UNSHOWN;
  }
  if (ts.isArrayLiteralExpression(inner)) {
    return `[${inner.elements.map((element) => printElement(element, called)).join(',')}]`;
  }
  if (ts.isObjectLiteralExpression(inner)) return `{${UNSHOWN.repeat(inner.properties.length)}}`;
  return inner.kind === K.MetaProperty ? '.new.target' : (printUnary(inner, called) ?? UNSHOWN);
}

/** What is called or read further: a chain that ends before is a value like any other. */
function inside(node: ts.Expression, called: string): string {
  return ts.isParenthesizedExpression(node) ? printValue(node, called) : print(node, called);
}

function printValue(node: ts.Expression, called: string): string {
  return isChain(unwrap(node)) ? UNSHOWN : print(node, called);
}

function printUnary(node: ts.Expression, called: string): string | null {
  if (ts.isVoidExpression(node)) return `(void ${printValue(node.expression, called)})`;
  if (ts.isTypeOfExpression(node)) return `(typeof ${printValue(node.expression, called)})`;
  if (ts.isDeleteExpression(node)) return `(delete ${printValue(node.expression, called)})`;
  if (ts.isPrefixUnaryExpression(node))
    return `(${ts.tokenToString(node.operator) ?? ''}${printValue(node.operand, called)})`;
  if (ts.isPostfixUnaryExpression(node))
    return `(${printValue(node.operand, called)}${ts.tokenToString(node.operator) ?? ''})`;
  return null;
}

function printElement(element: ts.Expression, called: string): string {
  if (ts.isOmittedExpression(element)) return UNSHOWN;
  return ts.isSpreadElement(element) ? `(...${printValue(element.expression, called)})` : printValue(element, called);
}

/** `a + b + c` is one operation; an assignment is shown as its target. */
function printBinary(node: ts.BinaryExpression, called: string): string {
  const operator = node.operatorToken.kind;
  if (operator >= K.FirstAssignment && operator <= K.LastAssignment) {
    const target = unwrap(node.left);
    return ts.isIdentifier(target) ? target.text : UNSHOWN;
  }
  const isComparison = COMPARISONS.has(operator) || operator === K.AsteriskAsteriskToken;
  const parts: ts.Expression[] = [];
  const collect = (part: ts.Expression): void => {
    const inner = unwrap(part);
    const same = ts.isBinaryExpression(inner) && inner.operatorToken.kind === operator && literalText(inner) === null;
    if (same && (part === node || !isComparison)) {
      collect(inner.left);
      parts.push(inner.right);
    } else parts.push(inner);
  };
  collect(node);
  // `a !== b` is `!(a === b)`.
  const negated = NEGATED.get(operator);
  const text = `(${parts.map((part) => printValue(part, called)).join(` ${negated ?? ts.tokenToString(operator) ?? ''} `)})`;
  return negated ? `(!${text})` : text;
}

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
  K.EqualsEqualsToken,
  K.EqualsEqualsEqualsToken,
  K.ExclamationEqualsToken,
  K.ExclamationEqualsEqualsToken,
  K.InKeyword,
  K.InstanceOfKeyword,
]);

const NEGATED: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.ExclamationEqualsToken, '=='],
  [K.ExclamationEqualsEqualsToken, '==='],
]);

/** Literals, and what V8 computes of numbers while it parses; null for anything else. */
function literalText(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return `"${node.text}"`;
  if (ts.isRegularExpressionLiteral(node)) return node.text;
  if (node.kind === K.NullKeyword) return 'null';
  if (node.kind === K.TrueKeyword) return 'true';
  if (node.kind === K.FalseKeyword) return 'false';
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) {
    const operand = unwrap(node.operand);
    const text = literalText(operand);
    if (text !== null && !ts.isRegularExpressionLiteral(operand)) {
      return String(['""', 'null', 'false', '0', 'NaN'].includes(text));
    }
  }
  const number = numberOf(node);
  return number === null ? null : String(number);
}

function numberOf(node: ts.Expression): number | null {
  const inner = unwrap(node);
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (ts.isPrefixUnaryExpression(inner)) {
    const operand = numberOf(inner.operand);
    const fold = operand === null ? undefined : FOLDED_UNARY.get(inner.operator);
    return fold && operand !== null ? fold(operand) : null;
  }
  if (!ts.isBinaryExpression(inner)) return null;
  const fold = FOLDED.get(inner.operatorToken.kind);
  const left = fold ? numberOf(inner.left) : null;
  const right = left === null ? null : numberOf(inner.right);
  return fold && left !== null && right !== null ? fold(left, right) : null;
}

const FOLDED_UNARY: ReadonlyMap<ts.SyntaxKind, (x: number) => number> = new Map([
  [K.MinusToken, (x: number) => -x],
  [K.PlusToken, (x: number) => x],
  [K.TildeToken, (x: number) => ~x],
]);

const FOLDED: ReadonlyMap<ts.SyntaxKind, (x: number, y: number) => number> = new Map([
  [K.PlusToken, (x: number, y: number) => x + y],
  [K.MinusToken, (x: number, y: number) => x - y],
  [K.AsteriskToken, (x: number, y: number) => x * y],
  [K.SlashToken, (x: number, y: number) => x / y],
  [K.BarToken, (x: number, y: number) => x | y],
  [K.AmpersandToken, (x: number, y: number) => x & y],
  [K.CaretToken, (x: number, y: number) => x ^ y],
  [K.LessThanLessThanToken, (x: number, y: number) => x << y],
  [K.GreaterThanGreaterThanToken, (x: number, y: number) => x >> y],
  [K.GreaterThanGreaterThanGreaterThanToken, (x: number, y: number) => x >>> y],
  [K.AsteriskAsteriskToken, (x: number, y: number) => x ** y],
]);
