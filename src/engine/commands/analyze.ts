import type { InputSpec } from '../../analyzer/inputs/spec.ts';
import { NothingToRead } from '../../analyzer/pseudocode/open.ts';
import { UserError } from '../../shared/errors.ts';
import type { FunctionReport, Reason } from '../../shared/report.ts';
import type { FrontEndOptions } from '../front-end.ts';
import { listing, type Listing } from '../listing.ts';
import { findFunction, inputRefusal, inputSpec, listFunctions, openFile, parseTarget } from '../target.ts';

type Source = ReturnType<typeof openFile>;
type Found = ReturnType<typeof listFunctions>[number];

/** Every function of a file, or the one named: what it takes, how many steps it has, and whether it can be learned. */
export async function analyzeCommand(text: string, options: FrontEndOptions = {}): Promise<readonly FunctionReport[]> {
  const { file, name } = parseTarget(text);
  const source = openIfAny(file, name, options);
  if (source === null) return [];
  const found = name === undefined ? listFunctions(source) : [findFunction(source, name)];
  const reports: FunctionReport[] = [];
  const list = await listing(source, found);
  for (const fn of found) reports.push(await analyzeFunction(source, fn, list));
  return reports;
}

/** A document without pseudocode has no functions, which is an error only where one is asked for. */
function openIfAny(file: string, name: string | undefined, options: FrontEndOptions): Source | null {
  try {
    return openFile(file, options);
  } catch (error) {
    if (error instanceof NothingToRead && name === undefined) return null;
    throw error;
  }
}

/** The TypeScript that a file stands for: of pseudocode what it means, of anything else the file itself. */
export function typescriptOf(text: string, options: FrontEndOptions = {}): string {
  return openFile(parseTarget(text).file, options).text;
}

async function analyzeFunction(source: Source, fn: Found, list: Listing): Promise<FunctionReport> {
  const { name, range, signature } = fn;
  const reasons: Reason[] = [];
  let steps = 0;
  let spec: InputSpec = { parameters: [], relations: [] };
  try {
    spec = inputSpec({ source, fn });
    const refused = inputRefusal({ fn }, spec);
    const listed = await list(fn);
    reasons.push(...listed.reasons);
    steps = listed.steps;
    if (refused) reasons.push(refused);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    reasons.push(...(error.reasons.length > 0 ? error.reasons : [{ range: fn.nameRange, reason: error.message }]));
  }
  const inputs = spec.parameters.map(({ name: parameter, type, role }) => ({ name: parameter, type, role }));
  const notes = source.origin ? { notes: source.origin.notes } : {};
  return { name, range, signature, inputs, steps, learnable: reasons.length === 0, reasons, ...notes };
}
