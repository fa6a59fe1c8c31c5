import { readFileSync } from 'node:fs';
import type { Listing } from '../../shared/listing.ts';
import { listProgram } from '../../trainer/machine/listing.ts';
import { loadNetwork, type SavedNetwork } from '../model.ts';

/** What a saved network learned, as readable pseudocode beside the source; null once the source is gone. */
export async function describeCommand(model: string): Promise<Listing | null> {
  return describeNetwork(await loadNetwork(model));
}

function describeNetwork({ program, decoded, entry, portrait, file }: SavedNetwork): Listing | null {
  const lastName = portrait.function.name.split('.').at(-1);
  const inFile = program.functions.filter((fn) => fn.kind !== 'module' && fn.range?.file === file);
  const named = inFile.find((fn) => fn.name === entry || fn.name === lastName) ?? inFile[0];
  if (!named?.range) return null;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const { start, end } = named.range;
  const source = text.split(/\r?\n/).slice(start.line - 1, end.line);
  return { file, firstLine: start.line, source, lines: listProgram(program, decoded, named.range) };
}
