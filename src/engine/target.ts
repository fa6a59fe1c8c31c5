import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inferInputs } from '../analyzer/inputs/infer.ts';
import type { InputSpec } from '../analyzer/inputs/spec.ts';
import { instrumentedExpression, plainExpression } from '../analyzer/instrument/expression.ts';
import { instrument, type Instrumented } from '../analyzer/instrument/instrument.ts';
import type { Effects } from '../analyzer/source/effects.ts';
import type { FoundFunction } from '../analyzer/source/found.ts';
import { findFunction, listFunctions } from '../analyzer/source/functions.ts';
import type { Source } from '../analyzer/source/open.ts';
import { programText } from '../analyzer/source/text.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import type { StepsOf } from '../shared/program.ts';
import { isInside, type Range } from '../shared/range.ts';
import type { Reason } from '../shared/report.ts';
import { hideTemporaries } from '../trainer/machine/statements/hide.ts';
import { openFile, type FrontEndOptions } from './front-end.ts';
import type { InputSource, LoadRequest } from './realm/protocol.ts';

/** A function, ready to be run, traced and learned. */
export interface Target {
  readonly file: string;
  readonly source: Source;
  readonly fn: FoundFunction;
  readonly effects: Effects;
  /** What the user wrote of all that the function reaches, itself included; pieces may lie in one another. */
  readonly pieces: () => readonly Range[];
  readonly steps: StepsOf;
  readonly instrumented: Instrumented;
  readonly plain: string;
  readonly entry: string;
}

/** `FILE#NAME` or `FILE`. */
export interface TargetName {
  readonly file: string;
  readonly name: string | undefined;
}

export function parseTarget(text: string): TargetName {
  const at = text.lastIndexOf('#');
  if (at < 0) return { file: text, name: undefined };
  return { file: text.slice(0, at), name: text.slice(at + 1) || undefined };
}

export async function openTarget(
  text: string,
  options: FrontEndOptions & { readonly steps?: StepsOf } = {},
): Promise<Target> {
  const { file, name } = parseTarget(text);
  const source = openFile(file, options);
  return prepare(source, findFunction(source, name), options.steps);
}

export async function prepare(source: Source, fn: FoundFunction, steps: StepsOf = 'expression'): Promise<Target> {
  const text = await programText(source, fn);
  const made = instrument(text.code, (start, end, kind) => text.map.rangeOf(start, end, kind), text.strict);
  const instrumented = steps === 'statement' ? { ...made, program: hideTemporaries(made.program) } : made;
  const { effects, entry, pieces } = text;
  const plain = plainExpression(text.code, text.strict);
  return { file: source.file, source, fn, effects, pieces, steps, instrumented, plain, entry };
}

export { findFunction, listFunctions, openFile };

/** Describes a function's inputs from its types, tags, guards, literals and use. */
export function inputSpec(target: Pick<Target, 'source' | 'fn'>): InputSpec {
  const { source, fn } = target;
  return inferInputs({
    checker: source.checker,
    implementation: fn.node,
    signatures: fn.signatures,
    declaration: fn.declaration,
    ...(fn.maker && { maker: fn.maker }),
  });
}

/** Why a function can't be imitated, apart from what only running it shows. */
export function refusals({ source, fn, effects, instrumented }: Target): Reason[] {
  return reasonsOf(source, fn, effects.reasons, instrumented.unsupported);
}

/** The same from its parts: what is refused, and what can't be traced. */
export function reasonsOf(
  source: Source,
  fn: FoundFunction,
  refused: readonly Reason[],
  untraced: readonly Reason[],
): Reason[] {
  const seen = new Set<string>();
  const unread = source.origin?.reasonsFor(fn.name) ?? [];
  const found = [...unread, ...refused];
  // What can't be traced is mostly what is refused as well, told of more closely.
  const others = untraced.filter(({ range }) => !found.some((each) => isInside(each.range, range)));
  const reasons = [...found, ...others];
  return reasons.filter(({ range, reason }) => {
    const key = `${range.start.line}:${range.start.column} ${reason}`;
    const place = `${range.file}:${range.start.line}:${range.start.column}`;
    if (seen.has(key) || seen.has(place)) return false;
    seen.add(key).add(place);
    return true;
  });
}

/** @throws {UserError} exit 3 with each reason. */
export function requireLearnable(target: Target): void {
  const reasons = refusals(target);
  if (reasons.length === 0) return;
  const first = reasons[0] as Reason;
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : '';
  throw new UserError(`${target.fn.name} can't be imitated: ${first.reason}${more}.`, ExitCode.notLearnable, reasons);
}

/** What of a function's effects may show in its result. */
type Shown = Pick<Effects, 'random' | 'state'>;

/** Why a function that draws random numbers or changes what outlives the call can't be imitated: it showed. Exit 3. */
export function notRepeatable({ fn, effects }: { readonly fn: Target['fn']; readonly effects: Shown }): UserError {
  const reasons = [
    ...effects.random.map((range) => ({ range, reason: 'the result depends on `Math.random()`' })),
    ...effects.state.map((range) => ({
      range,
      reason: 'this changes something outside the function, so the same call can answer differently',
    })),
  ];
  const text = `${fn.name} can't be imitated: ${reasons[0]?.reason ?? ''}.`;
  return new UserError(text, ExitCode.notLearnable, reasons);
}

/** `what`: a clause about what a call changed of the language itself. Exit 3. */
export function pollutes({ fn }: Pick<Target, 'fn'>, what: string): UserError {
  const reasons = [{ range: fn.nameRange, reason: what }];
  return new UserError(`${fn.name} can't be imitated: ${what}.`, ExitCode.notLearnable, reasons);
}

/** Why no inputs can be made for a function, if none can. */
export function inputRefusal(target: Pick<Target, 'fn'>, spec: InputSpec): Reason | null {
  const parameter = spec.parameters.find((each) => each.unsupported !== null);
  if (!parameter) return null;
  const reason = `no inputs can be made for \`${parameter.name}\`: ${parameter.unsupported ?? ''}`;
  return { range: target.fn.nameRange, reason };
}

/** @throws {UserError} exit 3 where no inputs can be made. */
export function requireInputs(target: Target, spec: InputSpec): void {
  const refusal = inputRefusal(target, spec);
  if (!refusal) return;
  throw new UserError(`${target.fn.name} can't be learned yet: ${refusal.reason}.`, ExitCode.notLearnable, [refusal]);
}

/** A generator file's text as an expression that makes the module. @throws {UserError} exit 2 */
export function readGenerator(file: string): string {
  let code: string;
  try {
    code = readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`There is no generator at ${file}: pass --generator the path of an ES module.`);
  }
  return generatorExpression(code, path.basename(file));
}

export function generatorExpression(code: string, name: string): string {
  if (!/\binputs\b/.test(code)) {
    throw new UserError(
      `${name} exports no function \`inputs(size, random)\`: write one that returns an argument array.`,
    );
  }
  return plainExpression(code, true);
}

export function loadRequest(target: Target, inputs: InputSource | null, callMs: number): LoadRequest {
  return {
    plain: target.plain,
    instrumented: instrumentedExpression(target.instrumented),
    program: target.instrumented.program,
    name: target.fn.name,
    entry: target.entry,
    inputs,
    fresh: target.effects.state.length > 0,
    callMs,
  };
}
