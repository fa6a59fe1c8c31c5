import { readFileSync } from 'node:fs';
import { UserError } from '../shared/errors.ts';
import { decodeInput } from '../engine/inputs.ts';
import { WireError, type Wire } from '../shared/values.ts';
import type { Arguments } from './options.ts';

/** Argument lists from --input or --inputs. @throws {UserError} exit 2 for what is not a list of arguments. */
export function readInputs(args: Arguments): { readonly inputs: readonly (readonly Wire[])[]; readonly many: boolean } {
  const [one, file] = [args.text('input'), args.text('inputs')];
  if (one !== undefined && file !== undefined) throw new UserError('Pass --input or --inputs, not both.');
  if (one !== undefined) return { inputs: [parseInput(one, '--input')], many: false };
  if (file === undefined)
    throw new UserError("Pass --input with the array of arguments, for instance --input '[[3,1,2]]'.");
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`There is no file ${file}: pass --inputs a file with one array of arguments a line.`);
  }
  const lines = text.split(/\r?\n/);
  const inputs = lines.flatMap((line, i) => (line.trim() === '' ? [] : [parseInput(line, `line ${i + 1} of ${file}`)]));
  return { inputs, many: true };
}

function parseInput(text: string, where: string): readonly Wire[] {
  let wire: Wire;
  try {
    wire = JSON.parse(text) as Wire;
  } catch {
    throw new UserError(`${where} is not JSON: write the array of arguments, for instance [[3,1,2]].`);
  }
  if (!Array.isArray(wire))
    throw new UserError(`${where} is not an array: write the array of arguments, for instance [[3,1,2]].`);
  const input = wire as readonly Wire[];
  try {
    decodeInput(input);
  } catch (error) {
    if (error instanceof WireError) throw new UserError(`${where} can't be read: ${error.message}.`);
    throw error;
  }
  return input;
}
