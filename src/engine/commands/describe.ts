import { readFileSync } from 'node:fs';
import type { Listing } from '../../shared/listing.ts';
import { listProgram } from '../../trainer/machine/listing/list.ts';
import { openTarget } from '../target.ts';
import { loadNetwork, type SavedNetwork } from '../model.ts';

/** What a saved network learned, as readable pseudocode beside the source (as far as that is still there). */
export async function describeCommand(model: string): Promise<Listing> {
  return describeNetwork(await loadNetwork(model));
}

function describeNetwork({ program, decoded, entry, portrait, file }: SavedNetwork): Listing {
  const { functions, values } = listProgram(program, decoded);
  const wanted = [entry, portrait.function.name.split('.').at(-1)];
  const main = functions.find(
    (part) => part.range.file === file && part.functions.some(({ name }) => wanted.includes(name)),
  );
  const texts = new Map<string, readonly string[]>();
  const listed = [...(main ? [main] : []), ...functions.filter((part) => part !== main)].map(
    ({ name, range, lines }) => {
      const text = texts.get(range.file) ?? linesOf(range.file);
      texts.set(range.file, text);
      const firstLine = range.start.line;
      return { name, file: range.file, firstLine, source: text.slice(firstLine - 1, range.end.line), lines };
    },
  );
  if (values.length === 0) return listed;
  return [{ name: '', file, firstLine: values[0]?.line ?? 1, source: [], lines: values }, ...listed];
}

/** A function's source alone, for networks of whose steps nothing can be told. */
export async function sourceOf(target: string): Promise<Listing> {
  const { fn } = await openTarget(target);
  const { file, start, end } = fn.range;
  const source = linesOf(file).slice(start.line - 1, end.line);
  return [{ name: fn.name, file, firstLine: start.line, source, lines: [] }];
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
