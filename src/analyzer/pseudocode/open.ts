import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { LineMap, type Range } from '../../shared/range.ts';
import type { Reason } from '../../shared/report.ts';
import { openText, type Origin, type Source } from '../source/open.ts';
import { marksIndex } from './emit/marks.ts';
import { DIALECT_NAMES, isDialect, type DialectName } from './dialects.ts';
import { readDocument } from './documents/documents.ts';
import type { Span } from './documents/mapped-text.ts';
import { plain } from './meaning/normalise.ts';
import { reasonOf } from './report.ts';
import { translate, type Translation } from './translate.ts';

const EXTENSIONS = ['.pseudo', '.algo', '.txt', '.tex', '.md'] as const;

/** A file in which there is nothing that could be pseudocode. */
export class NothingToRead extends UserError {}

/** Whether a file's ending is that of pseudocode. */
export function isPseudocode(file: string): boolean {
  return EXTENSIONS.some((ending) => file.toLowerCase().endsWith(ending));
}

/**
 * Opens pseudocode as the TypeScript that it stands for; ranges lead back to the pseudocode.
 * @throws {NothingToRead} for an empty file, or a document without an algorithm
 * @throws {UserError} exit 2: no such file, no such dialect, or a text that can't be read as an algorithm
 */
export function openPseudocode(file: string, dialect?: string): Source {
  const absolute = path.resolve(file);
  const text = read(file, absolute);
  const forced = checkDialect(dialect);
  const blocks = readDocument(absolute, text);
  if (blocks.length === 0) throw new NothingToRead(nothingIn(file));
  const translation = translate(blocks, text, path.basename(file).replace(/\.[^.]*$/, ''), forced);
  const origin = originOf(absolute, text, translation);
  refuseProse(file, translation, origin);
  return openText({ file: absolute, compiledAs: `${absolute}.ts`, text: translation.code, origin }, file);
}

function read(file: string, absolute: string): string {
  try {
    if (!statSync(absolute).isFile())
      throw new UserError(`${file} is not a file; give the file that holds the pseudocode.`);
    return readFileSync(absolute, 'utf8').replace(/^\uFEFF/, ' ');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`There is no file ${file} that can be read; check the path.`, undefined, [], { cause: error });
  }
}

function checkDialect(dialect: string | undefined): DialectName | null {
  if (dialect === undefined) return null;
  if (isDialect(dialect)) return dialect;
  throw new UserError(`There is no dialect ${JSON.stringify(dialect)}; pass one of: ${DIALECT_NAMES.join(', ')}.`);
}

function nothingIn(file: string): string {
  if (file.endsWith('.md'))
    return `${file} has no pseudocode: put it in a fenced block tagged pseudocode, algorithm, algo or pseudo.`;
  if (file.endsWith('.tex'))
    return `${file} has no algorithm: put it in an algorithmic, algorithm or algorithm2e environment.`;
  return `${file} is empty: write an algorithm into it.`;
}

/** A text most of whose lines can't be read is no algorithm. */
function refuseProse(file: string, { lines, routines, problems }: Translation, origin: Origin): void {
  const isProse = routines.length === 0 || (problems.length > 0 && problems.length * 2 > lines.length);
  if (!isProse) return;
  const [first] = problems;
  const place = first ? `: ${first.message}` : '';
  const reasons = routines.flatMap(({ name }) => origin.reasonsFor(name));
  throw new UserError(
    `${file} can't be read as an algorithm${place}. Write its statements as docs/pseudocode.md shows.`,
    undefined,
    reasons,
  );
}

function originOf(file: string, text: string, translation: Translation): Origin {
  const lines = new LineMap(text);
  const rangeOf = ({ start, end }: Span): Range => ({ file, start: lines.position(start), end: lines.position(end) });
  const byIdentifier = new Map(translation.routines.map(({ identifier, name }) => [identifier, name]));
  const find = marksIndex(translation.marks);
  return {
    rangeOf: (start, end) => {
      const span = find(start, end);
      return span && rangeOf(span);
    },
    nameOf: (identifier) => byIdentifier.get(identifier) ?? null,
    reasonsFor: (name) => problemsOf(translation, name).map((problem) => reasonOf(problem, rangeOf)),
    notes: translation.decisions.map(({ span, text: reason }): Reason => ({
      range: rangeOf(span ?? { start: 0, end: 0 }),
      reason,
    })),
  };
}

/** Problems of a routine and of those it calls, and those that lie in no routine. */
function problemsOf({ routines, problems }: Translation, name: string): Translation['problems'] {
  const wanted = new Set<string>();
  const visit = (key: string): void => {
    if (wanted.has(key)) return;
    wanted.add(key);
    for (const routine of routines) if (plain(routine.name) === key) routine.calls.forEach(visit);
  };
  visit(plain(name));
  const inside = routines.flatMap((routine) => routine.problems);
  const own = routines.filter((routine) => wanted.has(plain(routine.name))).flatMap((routine) => routine.problems);
  return problems.filter((problem) => own.includes(problem) || !inside.includes(problem));
}
