import type { Expr } from '../grammar/ast.ts';
import type { Records } from './records.ts';
import type { Scope, Scopes } from './scopes.ts';
import { allExpressions, statementsIn } from './walk.ts';

type Interface = Records['interfaces'][number];

/** What is to be said of the nodes at a place of a routine's arguments. */
export interface NodeInput {
  readonly parameter: string;
  /** The holder's field that leads to the nodes. */
  readonly field: string | null;
  /** What leads back from a node, and what leads on. */
  readonly linked: { readonly back: string; readonly forward: readonly string[] } | null;
  readonly searchTree: { readonly key: string; readonly left: string; readonly right: string; readonly sought: readonly string[] } | null;
} // prettier-ignore

const BACK = /^(p|parent|prev|previous|pred|up)$/i;
const LEFT = /^l(eft)?(Child)?$/i;
const RIGHT = /^r(ight)?(Child)?$/i;

/** Nodes among the arguments: lists that lead back, trees with parents, trees that are searched by keys, forests of sets. */
export function nodeInputs(
  scope: Scope,
  { scopes }: Scopes,
  { interfaces }: Records,
  types: ReadonlyMap<string, string>,
): NodeInput[] {
  const all = scopes.flatMap(({ routine }) => allExpressions(routine.body));
  const named = (type: string | undefined): Interface | undefined =>
    interfaces.find(({ name }) => name === type?.replace(' | null', ''));
  const describe = (parameter: string, field: string | null, node: Interface): NodeInput[] => {
    const own = node.fields.filter(({ type }) => named(type) === node).map(({ name }) => name);
    const back = own.find((name) => BACK.test(name));
    const forward = own.filter((name) => !BACK.test(name));
    const [left, right] = [own.find((name) => LEFT.test(name)), own.find((name) => RIGHT.test(name))];
    const key = node.fields.find(({ name, type }) => type === 'number' && isCompared(name, all))?.name;
    const isRooted = back !== undefined && forward.length === 0 && leadsToItself(back, scopes);
    const linked = back !== undefined && (forward.length > 0 || isRooted) ? { back, forward } : null;
    const sought = key === undefined ? [] : scope.parameters.filter((name) => types.get(name) === 'number' && isMetWith(name, key, all)); // prettier-ignore
    const searchTree =
      key !== undefined && left !== undefined && right !== undefined ? { key, left, right, sought } : null;
    return linked || searchTree ? [{ parameter, field, linked, searchTree }] : [];
  };
  return scope.parameters.flatMap((parameter) => {
    const found = named(types.get(parameter));
    if (!found) return [];
    if (found.fields.some(({ type }) => named(type) === found)) return describe(parameter, null, found);
    return found.fields.flatMap(({ name, type }) => {
      const node = named(type);
      return node ? describe(parameter, name, node) : [];
    });
  });
}

/** `x.key < y.key`, `k < x.key`: what keys are is told by comparing them. */
function isCompared(name: string, all: readonly Expr[]): boolean {
  return all.some((each) => each.kind === 'binary' && '<≤>≥'.includes(each.operator) && [each.left, each.right].some((side) => isAttribute(side, name))); // prettier-ignore
}

function isMetWith(name: string, key: string, all: readonly Expr[]): boolean {
  return all.some((each) => {
    if (each.kind !== 'binary' || !'<≤>≥==≠'.includes(each.operator)) return false;
    const sides = [each.left, each.right];
    return sides.some((side) => side.kind === 'name' && side.name === name) && sides.some((side) => isAttribute(side, key)); // prettier-ignore
  });
}

function isAttribute(side: Expr, name: string): boolean {
  return side.kind === 'attribute' && side.name === name;
}

/** `x.p = x`, `while x ≠ x.p`: the representative of a set is its own parent. */
function leadsToItself(back: string, scopes: readonly Scope[]): boolean {
  const isPair = (left: Expr | undefined, right: Expr | undefined): boolean =>
    left?.kind === 'attribute' && left.name === back && left.object.kind === 'name' && right?.kind === 'name' && left.object.name === right.name; // prettier-ignore
  return scopes.some(({ routine: { body } }) => {
    const compares = allExpressions(body).some(
      (each) => each.kind === 'binary' && '==≠'.includes(each.operator) && (isPair(each.left, each.right) || isPair(each.right, each.left)), // prettier-ignore
    );
    return compares || statementsIn(body).some((each) => each.kind === 'assign' && each.targets.some((target) => isPair(target, each.value))); // prettier-ignore
  });
}
