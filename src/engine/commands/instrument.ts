import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { instrument, type Instrumented } from '../../analyzer/instrument/instrument.ts';
import { openSource } from '../../analyzer/source/open.ts';
import { UserError } from '../../shared/errors.ts';
import { standaloneRuntime } from '../files.ts';

/**
 * Writes the instrumented module: same exports, same behaviour. For each step it calls
 * `globalThis[Symbol.for('understudy.trace')]`, if that is a function, with the step, its value and its range.
 */
export async function instrumentCommand(file: string, out: string): Promise<void> {
  const source = openSource(file);
  const code = javaScriptOf(source.file, source.text);
  const made = instrument(code.text, code.rangeOf);
  const text = await moduleText(made, code.text, source.file, path.resolve(out), source.isCommonJs);
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new UserError(`${out} can't be written: choose another place with --out.`, 2, [], { cause: error });
  }
}
