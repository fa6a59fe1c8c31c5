import ts from 'typescript';
import { UNDEFINED, type LiteralSpec, type NumberSpec, type Relation, type ValueSpec } from '../spec.ts';
import { alternatives, FLIPPED, isComparison, numberOf, strip, throws } from './syntax.ts';
import type { Implementation } from './implementation.ts';

/** What a check at the top of a function asks of a parameter, and what trips it. */
export interface Guard {
  readonly parameter: string;
  /** Narrows the parameter's description to what passes. */
  readonly narrow: (spec: ValueSpec) => ValueSpec;
  readonly breaks: readonly ValueSpec[];
  /** Arrays and strings with fewer elements than this trip it. */
  readonly leastLength?: number;
}

export interface Guards {
  readonly guards: readonly Guard[];
  readonly relations: readonly Relation[];
}

/** Reads the checks that throw, up to the first statement that does something else. */
export function readGuards(fn: Implementation, names: ReadonlySet<string>): Guards {
  const guards: Guard[] = [];
  const relations: Relation[] = [];
  const body = fn.body;
  if (!body || !ts.isBlock(body)) return { guards, relations };
  for (const statement of body.statements) {
    if (!ts.isIfStatement(statement) || !throws(statement.thenStatement)) continue;
    for (const test of alternatives(statement.expression)) {
      const guard = readTest(test, names);
      if (guard) guards.push(guard);
      const relation = readRelation(test, names);
      if (relation) relations.push({ ...relation, mostly: true });
    }
  }
  return { guards, relations };
}

const literal = (...values: LiteralSpec['values']): LiteralSpec => ({ kind: 'literal', values });

function readTest(test: ts.Expression, names: ReadonlySet<string>): Guard | null {
  const negated = ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken;
  const inner = negated ? strip(test.operand) : test;
  if (ts.isCallExpression(inner)) return readCallTest(inner, negated, names);
  if (negated && ts.isIdentifier(inner) && names.has(inner.text)) {
    return { parameter: inner.text, narrow: same, breaks: [UNDEFINED] };
  }
  const negatedLength = negated ? lengthOwner(inner, names) : null;
  if (negatedLength) return lengthGuard(negatedLength, '<', 1);
  return ts.isBinaryExpression(inner) && !negated ? readComparison(inner, names) : null;
}

function readCallTest(call: ts.CallExpression, negated: boolean, names: ReadonlySet<string>): Guard | null {
  const [first] = call.arguments;
  const argument = first && strip(first);
  const parameter = argument && ts.isIdentifier(argument) && names.has(argument.text) ? argument.text : null;
  if (parameter === null) return null;
  const name = call.expression.getText();
  if (negated && /isInteger$|isSafeInteger$/.test(name)) {
    return { parameter, narrow: integers, breaks: [literal(0.5, 2.5)] };
  }
  if (negated && name === 'Array.isArray') return { parameter, narrow: same, breaks: [literal(null, 'abc', 3)] };
  if (negated && /isFinite$/.test(name)) {
    return { parameter, narrow: finite, breaks: [literal({ $: 'NaN' }, { $: 'Infinity' })] };
  }
  if (!negated && /isNaN$/.test(name)) return { parameter, narrow: finite, breaks: [literal({ $: 'NaN' })] };
  return null;
}

function readComparison(node: ts.BinaryExpression, names: ReadonlySet<string>): Guard | null {
  if (!isComparison(node.operatorToken.kind)) return null;
  const operator = node.operatorToken.getText();
  const [left, right] = [strip(node.left), strip(node.right)];
  return readOneSided(left, operator, right, names) ?? readOneSided(right, FLIPPED[operator] ?? operator, left, names);
}

function readOneSided(
  subject: ts.Expression,
  operator: string,
  bound: ts.Expression,
  names: ReadonlySet<string>,
): Guard | null {
  if (ts.isTypeOfExpression(subject) && ts.isStringLiteralLike(bound)) {
    const name = subject.expression.getText();
    if (!names.has(name) || !operator.startsWith('!')) return null;
    const wrong = bound.text === 'string' ? literal(null, 7) : literal(null, 'abc');
    return { parameter: name, narrow: same, breaks: [wrong] };
  }
  const isEqual = operator === '===' || operator === '==';
  if (ts.isIdentifier(subject) && names.has(subject.text)) {
    const isNull = bound.kind === ts.SyntaxKind.NullKeyword;
    const isUndefined = ts.isIdentifier(bound) && bound.text === 'undefined';
    if ((isNull || isUndefined) && isEqual) {
      return { parameter: subject.text, narrow: same, breaks: [isNull ? literal(null) : UNDEFINED] };
    }
    const value = numberOf(bound);
    return value === null ? null : numberGuard(subject.text, operator, value);
  }
  // n % 1 !== 0
  if (
    ts.isBinaryExpression(subject) &&
    subject.operatorToken.kind === ts.SyntaxKind.PercentToken &&
    numberOf(subject.right) === 1
  ) {
    const name = subject.left.getText();
    return names.has(name) ? { parameter: name, narrow: integers, breaks: [literal(0.5, 2.5)] } : null;
  }
  const owner = lengthOwner(subject, names);
  const length = numberOf(bound);
  return owner !== null && length !== null ? lengthGuard(owner, operator, length) : null;
}

function numberGuard(parameter: string, operator: string, bound: number): Guard | null {
  const wrong = (min: number | null, max: number | null): NumberSpec => ({
    kind: 'number',
    integer: true,
    min,
    max,
    extra: [],
    specials: false,
    scale: 'count',
  });
  const narrow = mapOptions((spec) => obey(spec, operator, bound));
  switch (operator) {
    case '<':
      return { parameter, narrow, breaks: [wrong(bound - 8, bound - 1)] };
    case '<=':
      return { parameter, narrow, breaks: [wrong(bound - 8, bound)] };
    case '>':
      return { parameter, narrow, breaks: [wrong(bound + 1, bound + 8)] };
    case '>=':
      return { parameter, narrow, breaks: [wrong(bound, bound + 8)] };
    case '===':
    case '==':
      return { parameter, narrow: same, breaks: [literal(bound)] };
    default:
      return null;
  }
}

/** An array or string that is too short or too long. */
function lengthGuard(parameter: string, operator: string, bound: number): Guard | null {
  const least =
    operator === '<' ? bound : operator === '<=' ? bound + 1 : bound === 0 && /^={2,3}$/.test(operator) ? 1 : null;
  if (least !== null) {
    return { parameter, narrow: lengthFrom(least), breaks: [], leastLength: least };
  }
  return null;
}

function lengthFrom(least: number): (spec: ValueSpec) => ValueSpec {
  return mapOptions((spec) => {
    if (spec.kind === 'array' || spec.kind === 'string' || spec.kind === 'typedArray') {
      return { ...spec, minLength: Math.max(spec.minLength, least) };
    }
    if (spec.kind === 'matrix') return { ...spec, minRows: Math.max(spec.minRows, least) };
    return spec.kind === 'graph' ? { ...spec, minVertices: Math.max(spec.minVertices, least) } : spec;
  });
}

/** How far from a bound that is itself excluded numbers that need not be whole begin. */
const GAP = 0.001;

/** Keeps a number on the side of a bound where a comparison is false. */
export function obey(spec: ValueSpec, operator: string, bound: number): ValueSpec {
  if (spec.kind !== 'number' && spec.kind !== 'bigint') return spec;
  const step = spec.kind === 'number' && !spec.integer ? GAP : 1;
  const from = (min: number): ValueSpec => ({ ...spec, min: Math.max(min, spec.min ?? min) });
  const upTo = (max: number): ValueSpec => ({ ...spec, max: Math.min(max, spec.max ?? max) });
  switch (operator) {
    case '<':
      return from(bound);
    case '<=':
      return from(bound + step);
    case '>':
      return upTo(bound);
    case '>=':
      return upTo(bound - step);
    default:
      return spec;
  }
}

const integers = mapOptions((spec) => (spec.kind === 'number' ? { ...spec, integer: true } : spec));
const finite = mapOptions((spec) => (spec.kind === 'number' ? { ...spec, specials: false } : spec));
const same = (spec: ValueSpec): ValueSpec => spec;

/** Applies to a spec, or to each option of a union. */
export function mapOptions(change: (spec: ValueSpec) => ValueSpec): (spec: ValueSpec) => ValueSpec {
  return (spec) => (spec.kind === 'union' ? { ...spec, options: spec.options.map(change) } : change(spec));
}

/** The parameter whose `.length` an expression is. */
function lengthOwner(node: ts.Expression, names: ReadonlySet<string>): string | null {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'length') return null;
  const owner = strip(node.expression);
  return ts.isIdentifier(owner) && names.has(owner.text) ? owner.text : null;
}

/** Checks of two parameters against each other. */
function readRelation(test: ts.Expression, names: ReadonlySet<string>): Relation | null {
  if (!ts.isBinaryExpression(test) || !isComparison(test.operatorToken.kind)) return null;
  const operator = test.operatorToken.getText();
  const [left, right] = [strip(test.left), strip(test.right)];
  const [owner, other] = [lengthOwner(left, names), lengthOwner(right, names)];
  if (owner !== null && other !== null && operator.startsWith('!')) return { kind: 'sameLength', of: [owner, other] };
  const name = ts.isIdentifier(left) && names.has(left.text) ? left.text : null;
  if (name === null) return null;
  if (other !== null) {
    if (operator === '>=') return { kind: 'index', index: name, of: other, axis: 'rows' };
    if (operator === '>') return { kind: 'count', count: name, of: other };
    return operator.startsWith('!') ? { kind: 'length', length: name, of: other } : null;
  }
  const second = ts.isIdentifier(right) && names.has(right.text) ? right.text : null;
  if (second === null) return null;
  if (operator === '>' || operator === '>=') return { kind: 'ordered', low: name, high: second };
  return operator === '<' || operator === '<=' ? { kind: 'ordered', low: second, high: name } : null;
}
