import ts from 'typescript';
import { UserError } from '../../shared/errors.ts';
import type { Reason } from '../../shared/report.ts';
import { Survey } from './effects.ts';
import type { Entry } from './entries.ts';
import type { FoundFunction } from './found.ts';
import type { Source } from './open.ts';
import type { Edit } from './original.ts';
import { RangeMap } from './range-map.ts';
import { compile, ENTRY, requireSeparable } from './text.ts';

/** A piece of a program text, [start, end). */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** One program text that hands out many functions of a file: what is told of each is what its own text would say. */
export interface SharedText {
  readonly code: string;
  readonly map: RangeMap;
  readonly strict: boolean;
  /** The statements that hand out each function. */
  readonly handOuts: ReadonlyMap<FoundFunction, readonly Piece[]>;
  readonly about: (fn: FoundFunction) => { readonly blanks: readonly Edit[]; readonly reasons: readonly Reason[] };
}

/**
 * Makes the text of those of a file's functions that can share one.
 * @returns null where none can: what is shaken out of ES modules depends on who is asked for
 */
export async function sharedText(source: Source, functions: readonly FoundFunction[]): Promise<SharedText | null> {
  const entries = new Map<FoundFunction, Entry>();
  for (const fn of functions) {
    const number = entries.size;
    const { reach } = fn;
    if (reach.kind === 'unreachable' || reach.kind === 'default') continue;
    entries.set(fn, { reach, name: `${ENTRY}_${number}`, slot: `${SLOTS}${number}` });
  }
  const [first, second] = entries.keys();
  if (!first || !second) return null;
  try {
    const { compiled, tree, strict, isBundle } = await compile(source, [...entries.values()]);
    if (isBundle && !source.isCommonJs) return null;
    if (isBundle) requireSeparable(tree, first);
    const found = findHandOuts(tree);
    const survey = new Survey(tree, strict, found);
    const map = new RangeMap(tree, compiled);
    const numbers = new Map([...entries.keys()].map((fn, number) => [fn, number]));
    const pieces = [...entries].map((): Piece[] => []);
    for (const [statement, number] of found)
      pieces[number]?.push({ start: statement.getStart(tree), end: statement.end });
    return {
      code: compiled.code,
      map,
      strict,
      handOuts: new Map([...entries.keys()].map((fn, number) => [fn, pieces[number] ?? []])),
      about: (fn) => {
        const entry = entries.get(fn);
        if (!entry) throw new Error(`${fn.name} has no part in the shared text`);
        const analysis = survey.analyse(entry.name, numbers.get(fn));
        return { blanks: analysis.blanks, reasons: analysis.reasons(map, fn.nameRange) };
      },
    };
  } catch (error) {
    // Each function tells by itself what is wrong with the file.
    if (error instanceof UserError) return null;
    throw error;
  }
}

const SLOTS = '$understudy_slot_';
const NUMBERED = /^\$understudy_(?:target|slot)_(\d+)$/;

/** The innermost statements that name what was added for a function; export declarations do nothing. */
function findHandOuts(tree: ts.SourceFile): Map<ts.Node, number> {
  const found = new Map<ts.Node, number>();
  const visit = (node: ts.Node, statement: ts.Node): void => {
    if (ts.isExportDeclaration(node)) return;
    const around = ts.isStatement(node) ? node : statement;
    const number = ts.isIdentifier(node) ? NUMBERED.exec(node.text)?.[1] : undefined;
    if (number !== undefined) found.set(around, Number(number));
    ts.forEachChild(node, (child) => visit(child, around));
  };
  visit(tree, tree);
  return found;
}
