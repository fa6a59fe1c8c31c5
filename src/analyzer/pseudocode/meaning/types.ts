import type { Expr, Routine } from '../grammar/ast.ts';
import type { ProgramContext } from '../emit/context.ts';
import { variableName } from '../emit/identifiers.ts';
import type { Scope, Scopes } from './scopes.ts';
import { shapesOf, type Shape } from './shapes.ts';
import { allExpressions, statementsIn, usesOf } from './walk.ts';

type Known = Pick<ProgramContext, 'graph' | 'indexed' | 'records'>;

/** TypeScript types of all parameters (or `WEIGHTS`), by routine: read off the uses, and off those in routines they are handed to. */
export function parameterTypes(scopes: Scopes, program: Known): ReadonlyMap<Scope, ReadonlyMap<string, string>> {
  const drafts = new Map(scopes.scopes.map((scope) => [scope, draftTypes(scope, program)]));
  for (let changed = true, guard = 0; changed && guard < 10; guard++) {
    changed = false;
    for (const scope of scopes.scopes) {
      const own = drafts.get(scope);
      for (const [name, callee, parameter] of handedOn(scope, scopes)) {
        const type = drafts.get(callee)?.get(parameter);
        const known = own?.get(name);
        if (type === undefined || known === undefined || rank(type) <= rank(known)) continue;
        own?.set(name, type);
        changed = true;
      }
    }
  }
  return drafts;
}

/** A table of weights that is asked as `w(u, v)`, here or in a routine it is handed to. */
export const WEIGHTS = 'Weights';

const RANKS = ['number', 'boolean', 'string', 'number[]', 'string[]', 'number[][]', WEIGHTS, 'Graph'];

function rank(type: string): number {
  const known = RANKS.indexOf(type);
  return known < 0 ? RANKS.length : known;
}

function draftTypes(scope: Scope, program: Known): Map<string, string> {
  const shapes = shapesOf(scope.routine);
  const types = new Map<string, string>();
  for (const name of scope.parameters) types.set(name, typeOf(name, shapes.get(name), scope, program));
  return types;
}

function typeOf(name: string, shape: Shape | undefined, scope: Scope, known: Known): string {
  return known.records?.typeOf(scope.routine, name) ?? plainTypeOf(name, shape, scope, known);
}

function plainTypeOf(name: string, shape: Shape | undefined, scope: Scope, { graph, indexed }: Known): string {
  if (graph?.names.has(name)) return 'Graph';
  if (scope.lookUps.has(name)) return WEIGHTS;
  const said = scope.routine.parameters.find((parameter) => parameter.name === name)?.description ?? '';
  const record = graph || indexed.has(name) ? null : recordOf(shape);
  if (record !== null) return record;
  const depth = Math.max(shape?.depth ?? 0, /\b(matrix|2d|array\[.*,.*\])\b/i.test(said) ? 2 : 0);
  if (depth >= 2) return 'number[][]';
  if (isCalled(scope.routine, name)) return '(x: number) => number';
  if (isText(said, shape) || (depth === 1 && isTextByName(name, scope.routine))) return 'string';
  const list = listTypeOf(said, depth, shape);
  if (list !== null) return list;
  if (/\bboolean\b/i.test(said)) return 'boolean';
  return shape?.string === true && !shape.number ? 'string' : 'number';
}

function listTypeOf(said: string, depth: number, shape: Shape | undefined): string | null {
  if (/\barray\b.*\bof (string|char)s?\b/i.test(said)) return 'string[]';
  const isList = depth === 1 || shape?.collection === true || /\b(array|list|sequence|set)\b|\[/i.test(said);
  return isList ? 'number[]' : null;
}

/** What has parts and is no array is a record: a point as `p.x` and `p.y`. `A.heap-size` is noted on an array. */
function recordOf(shape: Shape | undefined): string | null {
  if (!shape || shape.collection || shape.fields.size === 0) return null;
  const fields = [...shape.fields].map(variableName).sort();
  return `{ ${fields.map((field) => `${field}: number`).join('; ')} }`;
}

function isText(said: string, shape: Shape | undefined): boolean {
  return (/\b(string|text|word|str)s?\b/i.test(said) && !/\b(array|list)\b/i.test(said)) || shape?.textItems === true;
}

/** What is called a text, and whose entries nothing sets: texts can't be changed in place. */
function isTextByName(name: string, { body }: Routine): boolean {
  if (!/^(word|text|str|string|sentence|phrase|message|msg)\d?$/i.test(name)) return false;
  return !statementsIn(body).some((each) =>
    usesOf(each).writes.some(({ expression }) => expression.kind === 'index' && nameOf(expression.object) === name),
  );
}

function isCalled({ body }: Routine, name: string): boolean {
  return allExpressions(body).some((each) => each.kind === 'call' && each.callee === name);
}

/** Parameters that are arguments of calls: their name, the routine called, and its parameter's name. */
function* handedOn(scope: Scope, scopes: Scopes): Generator<readonly [string, Scope, string]> {
  for (const each of allExpressions(scope.routine.body)) {
    if (each.kind !== 'call') continue;
    const callee = scopes.of(each.callee);
    if (!callee) continue;
    const names = callee.parameters;
    for (const [i, arg] of each.args.entries()) {
      const parameter = names[i];
      const name = nameOf(arg);
      if (name !== null && parameter !== undefined) yield [name, callee, parameter];
    }
    for (const implicit of callee.implicit) yield [implicit, callee, implicit];
  }
}

function nameOf(argument: Expr): string | null {
  if (argument.kind === 'name') return argument.name;
  return argument.kind === 'parenthesized' ? nameOf(argument.inner) : null;
}
