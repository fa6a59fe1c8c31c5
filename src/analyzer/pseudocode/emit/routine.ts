import type { Stmt } from '../grammar/ast.ts';
import { code, join, marked, type Code } from './code.ts';
import { RoutineContext, type ProgramContext } from './context.ts';
import { writtenBack } from './by-reference.ts';
import { findDeclarations } from '../meaning/declarations.ts';
import { beginningsOf } from '../meaning/beginnings.ts';
import { inputTags } from './input-tags.ts';
import { keyOf } from './assignments.ts';
import { emitBlock } from './statements.ts';
import type { Scope } from '../meaning/scopes.ts';
import type { StatementContext } from './statement-context.ts';
import type { OutputForm } from '../meaning/outputs.ts';
import { WEIGHTS } from '../meaning/types.ts';
import { statementsIn } from '../meaning/walk.ts';

/** TypeScript for a routine, and for what has to stand before it in its body. */
export function emitRoutine(scope: Scope, program: ProgramContext, types: ReadonlyMap<string, string>): Code {
  const cx = new RoutineContext(program, scope);
  const { routine } = scope;
  const output = program.outputs.get(scope) ?? 'none';
  const streams = inputStreams(scope, cx);
  const given = new Set(scope.parameters);
  const inputs = directInputs(scope, streams);
  for (const name of inputs) given.add(name);
  const withInputs: Scope = { ...scope, parameters: [...scope.parameters, ...inputs] };
  const known = (name: string): boolean => !program.symbols.has(name);
  const changed = (statement: Stmt): string[] =>
    writtenBack(statement, cx).flatMap((arg) => (arg.kind === 'name' ? [arg.name] : []));
  const declarations = findDeclarations(withInputs, program.scopes.shared, known, changed);
  const references = routine.parameters.filter(
    ({ byReference, name }) => byReference && scope.set.has(name) && (cx.shapes.get(name)?.depth ?? 0) === 0,
  );
  const result = resultOf(
    scope,
    output,
    references.map(({ name }) => cx.variable(name)),
    cx,
  );
  const sx: StatementContext = { cx, declarations, output, result, streams };
  const body = emitBlock(routine.body, sx, '  ');
  const before = preamble(scope, sx, declarations.top, streams);
  const last = routine.body.at(-1);
  const ends = result !== null && last?.kind !== 'return' && last?.kind !== 'stop' ? `  return ${result};\n` : '';
  const parameters = [
    ...scope.parameters.map((name) => ({ name, type: types.get(name) ?? 'number' })),
    ...inputs.map((name) => ({ name, type: inputType(name, cx) })),
  ].map(({ name, type }) => {
    const written = routine.parameters.find((parameter) => parameter.name === name);
    return code(
      marked(written?.span ?? routine.nameSpan, cx.variable(name)),
      `: ${type === WEIGHTS ? 'number[][]' : type}`,
    );
  });
  const lists = [...streams].map(([key, { list }]) => code(`${list}: ${isText(key, cx) ? 'string' : 'number'}[]`));
  const extra = cx.inputs.map((name) => code(`${name}: number`));
  const name = marked(routine.nameSpan, program.identifiers.of(routine.name ?? ''));
  const all = join(inReadingOrder(scope, [...parameters, ...extra], lists, inputs), ', ');
  return marked(
    routine.span,
    inputTags(scope, cx, types, inputs, streams),
    'export function ',
    name,
    '(',
    all,
    ') {\n',
    before,
    body,
    ends,
    '}',
  );
}

/** Whether what is read under a name is compared with texts. */
function isText(key: string, { shapes }: RoutineContext): boolean {
  const shape = shapes.get(key);
  return shape?.string === true && !shape.number;
}

/** Parameters first, then streams; inputs come in the order in which they are read. */
function inReadingOrder(
  scope: Scope,
  parameters: readonly Code[],
  lists: readonly Code[],
  inputs: readonly string[],
): Code[] {
  if (lists.length === 0 || inputs.length === 0) return [...parameters, ...lists];
  const firstLoop = statementsIn(scope.routine.body).findIndex(
    (each) => each.kind === 'input' && !inputs.includes(keyOf(each.target)),
  );
  const before = statementsIn(scope.routine.body)
    .slice(0, firstLoop)
    .filter((each) => each.kind === 'input').length;
  const at = scope.parameters.length + before;
  return [...parameters.slice(0, at), ...lists, ...parameters.slice(at)];
}

function inputType(name: string, cx: RoutineContext): string {
  const shape = cx.shapes.get(name);
  return shape?.textItems || (shape?.string && !shape.number)
    ? 'string'
    : shape && shape.depth > 0
      ? 'number[]'
      : 'number';
}

/** Reads outside of loops, each of another variable, are parameters by that name. */
function directInputs(scope: Scope, streams: ReadonlyMap<string, unknown>): string[] {
  const names: string[] = [];
  for (const statement of statementsIn(scope.routine.body)) {
    if (statement.kind !== 'input' || statement.target.kind !== 'name') continue;
    const { name } = statement.target;
    if (!streams.has(name) && !names.includes(name) && !scope.parameters.includes(name)) names.push(name);
  }
  return names;
}

/** Reads in loops, of array elements, or twice of one variable, take their values from a list one by one. */
function inputStreams(scope: Scope, cx: RoutineContext): Map<string, { list: string; counter: string }> {
  const streams = new Map<string, { list: string; counter: string }>();
  const seen = new Set<string>();
  const visit = (statements: readonly Stmt[], inLoop: boolean): void => {
    for (const statement of statements) {
      if (statement.kind === 'input') {
        const key = keyOf(statement.target);
        if ((inLoop || statement.target.kind !== 'name' || seen.has(key)) && !streams.has(key)) {
          const name = cx.program.identifiers.of(key);
          streams.set(key, {
            list: cx.program.identifiers.fresh(`${name}Inputs`),
            counter: cx.program.identifiers.fresh(`${name}Read`),
          });
        }
        seen.add(key);
      }
      const loops = ['for', 'each', 'while', 'repeat', 'loop'].includes(statement.kind);
      if (statement.kind === 'if') {
        for (const { body } of statement.branches) visit(body, inLoop);
        visit(statement.otherwise ?? [], inLoop);
      } else if (statement.kind === 'case') for (const { body } of statement.arms) visit(body, inLoop);
      else if ('body' in statement) visit(statement.body, inLoop || loops);
    }
  };
  visit(scope.routine.body, false);
  return streams;
}

function preamble(
  scope: Scope,
  sx: StatementContext,
  top: readonly string[],
  streams: StatementContext['streams'],
): Code {
  const { cx, output } = sx;
  const lines: string[] = [];
  if (scope.graph !== null)
    for (const name of scope.attributes)
      if (cx.program.graph?.attributes.has(name)) lines.push(`${cx.attributeArray(name)} ??= [];`);
  for (const name of scope.made) if (!scope.parameters.includes(name)) lines.push(`const ${cx.variable(name)} = [];`);
  for (const { list, attribute, at } of beginningsOf(scope.routine, (name) => cx.isParameter(name) && cx.program.indexed.has(name), (name) => cx.callee(name)?.scope.routine ?? null)) {
    const place = cx.arrayAttribute(attribute, code(cx.variable(list)));
    lines.push(`${place.text} ??= ${at === 'length' ? `${cx.variable(list)}.length` : cx.base};`);
  } // prettier-ignore
  if (cx.usesSets) lines.push(`const ${cx.setsVariable()} = new Map<number, number>();`);
  for (const counter of cx.iterators.values()) lines.push(`let ${counter} = 0;`);
  for (const { counter } of streams.values()) lines.push(`let ${counter} = 0;`);
  if (output === 'list') lines.push('const output = [];');
  if (output === 'single') lines.push('let output;');
  const variables = [...new Set(top)].map((name) => cx.variable(name));
  if (variables.length > 0) lines.push(`let ${variables.join(', ')};`);
  return code(lines.map((text) => `  ${text}\n`).join(''));
}

/** What the routine gives back when its last statement has run. */
function resultOf(scope: Scope, output: OutputForm, references: readonly string[], cx: RoutineContext): string | null {
  if (output === 'single' || output === 'list') return 'output';
  if (references.length > 0) return references.length === 1 ? (references[0] ?? null) : `[${references.join(', ')}]`;
  const { routine } = scope;
  const returns = statementsIn(routine.body).some(({ kind }) => kind === 'return');
  if (returns || routine.outputs.length === 0) return null;
  // `Ensure: y = x^n` names what the result is.
  const words = routine.outputs.flatMap((sentence) => sentence.words);
  const named = words.find((word) => scope.set.has(word) || scope.made.has(word));
  return named === undefined ? null : cx.variable(named);
}
