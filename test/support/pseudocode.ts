import ts from 'typescript';
import { readDocument } from '../../src/analyzer/pseudocode/documents/documents.ts';
import { translate, type Translation } from '../../src/analyzer/pseudocode/translate.ts';

type Fn = (...args: unknown[]) => unknown;

/** The functions of a translation, by the text's names for them, and its first one. */
export interface Runnable {
  readonly translation: Translation;
  readonly functions: ReadonlyMap<string, Fn>;
  /** The first routine's function. */
  readonly main: Fn;
  /** Parameter names of the first routine. */
  readonly parameters: readonly string[];
}

export function translateText(text: string, name = 'sample', file = `${name}.pseudo`): Translation {
  return translate(readDocument(file, text), text, name, null);
}

export function runnable(text: string, name = 'sample', file?: string): Runnable {
  const translation = translateText(text, name, file);
  const { outputText } = ts.transpileModule(translation.code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, Fn> = {};
  const run = new Function('exports', outputText) as (exports: Record<string, Fn>) => void;
  run(exported);
  const functions = new Map(translation.routines.map((routine) => [routine.name, exported[routine.identifier] as Fn]));
  const [first] = translation.routines;
  if (!first) throw new Error(`${name} has no routine`);
  const main = exported[first.identifier] as Fn;
  const parameters =
    /\(([^)]*)\)/
      .exec(main.toString())?.[1]
      ?.split(',')
      .map((each) => each.trim())
      .filter(Boolean) ?? [];
  return { translation, functions, main, parameters };
}
