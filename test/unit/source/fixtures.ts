import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainExpression } from '../../../src/analyzer/instrument/expression.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { LineMap, type Range } from '../../../src/shared/range.ts';
import { findFunction, listFunctions } from '../../../src/analyzer/source/functions.ts';
import { openSource } from '../../../src/analyzer/source/open.ts';
import { programText, type ProgramText } from '../../../src/analyzer/source/text.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/source/', import.meta.url));

export function fixture(name: string): string {
  return path.join(FOLDER, name);
}

export function fixtureNames(): string[] {
  return readdirSync(FOLDER).filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.endsWith('.d.ts'));
}

export async function textOf(file: string, name?: string): Promise<ProgramText> {
  const source = openSource(file);
  return programText(source, findFunction(source, name));
}

type Fn = (...args: unknown[]) => unknown;

/** Runs a program text and gives the function it exports. */
export function load({ code, entry, strict }: ProgramText): Fn {
  const run = (0, eval)(plainExpression(code, strict)) as () => Record<string, Fn>;
  return run()[entry] as Fn;
}

export function sliceOf(range: Range): string {
  const text = readFileSync(range.file, 'utf8');
  const lines = new LineMap(text);
  return text.slice(lines.offset(range.start), lines.offset(range.end));
}

/** What is found in a file, in words: functions with their signatures, and under each what it does beyond computing. */
export async function describeFile(file: string): Promise<string> {
  const source = openSource(file);
  const place = (range: Range): string => {
    const name = range.file === file ? '' : `${path.basename(range.file)} `;
    return `${name}${range.start.line}:${range.start.column} «${sliceOf(range).replace(/\s+/g, ' ')}»`;
  };
  const lines: string[] = [];
  for (const fn of listFunctions(source)) {
    lines.push([fn.signature, ...fn.aliases.map((alias) => `also ${alias}`)].join(', '));
    try {
      const { effects } = await programText(source, fn);
      lines.push(...effects.reasons.map(({ range, reason }) => `  refused ${place(range)}: ${reason}`));
      lines.push(...effects.random.map((range) => `  random ${place(range)}`));
      lines.push(...effects.state.map((range) => `  state ${place(range)}`));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      lines.push(`  error ${error.exitCode}: ${error.message.replaceAll(FOLDER, '')}`);
    }
  }
  return lines.join('\n') + '\n';
}
