import ts from 'typescript';
import { UserError } from '../../shared/errors.ts';
import type { FoundFunction } from './found.ts';
import type { Source } from './open.ts';

/** Picks the function asked for out of those found. @throws {UserError} exit 2, with the names there are. */
export function chooseFunction(source: Source, functions: readonly FoundFunction[], name?: string): FoundFunction {
  const names = functions.map((fn) => fn.name);
  if (functions.length === 0) {
    const others = passedOn(source);
    const advice =
      others.length === 0 ? 'give a file that does' : `give the file it takes them from: ${others.join(', ')}`;
    throw new UserError(`${source.file} holds no function that can be called from outside; ${advice}.`);
  }
  if (name === undefined) {
    const [only, ...others] = functions;
    if (only && others.length === 0) return only;
    throw new UserError(
      `${source.file} holds ${names.length} functions; say which one, as FILE#NAME: ${names.join(', ')}.`,
    );
  }
  const found = functions.find((fn) => fn.name === name) ?? functions.find((fn) => fn.aliases.includes(name));
  if (found) return found;
  // A member can be asked for by its own name, where only one has it.
  const members = functions.filter((fn) => fn.name.endsWith(`.${name}`));
  if (members.length === 1 && members[0]) return members[0];
  const near = closest(
    name,
    functions.flatMap((fn) => [fn.name, ...fn.aliases]),
  );
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new UserError(`There is no function ${name} in ${source.file}.${hint} It holds: ${names.join(', ')}.`);
}

/** The modules whose exports the file passes on as its own. */
function passedOn({ tree }: Source): string[] {
  return tree.statements.flatMap((statement) => {
    const from = ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    return from && ts.isStringLiteral(from) ? [from.text] : [];
  });
}

/** The name that differs least from the one given, if it differs by little enough to be a slip. */
function closest(name: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const last = candidate.split('.').pop() ?? candidate;
    const distance = Math.min(editDistance(name, candidate), candidate.includes('.') && last === name ? 0 : Infinity);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Levenshtein distance, upper and lower case being half as far apart as other letters would be. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const x = a[i - 1] ?? '';
      const y = b[j - 1] ?? '';
      const change = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 0.5 : 1;
      next.push(Math.min((row[j - 1] ?? 0) + change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
