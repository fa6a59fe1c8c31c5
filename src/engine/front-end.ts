import { isPseudocode, openPseudocode } from '../analyzer/pseudocode/open.ts';
import { openSource, type Source } from '../analyzer/source/open.ts';
import { UserError } from '../shared/errors.ts';

export interface FrontEndOptions {
  /** The dialect of pseudocode, instead of the one its text speaks for. */
  readonly dialect?: string;
}

/**
 * Opens a file with the front end that its ending asks for. What comes after sees TypeScript in either case; ranges
 * lead back to what the user wrote.
 * @throws {UserError} exit 2: no such file, an ending that nobody reads, a text that does not parse
 */
export function openFile(file: string, { dialect }: FrontEndOptions = {}): Source {
  if (isPseudocode(file)) return openPseudocode(file, dialect);
  if (dialect !== undefined) throw new UserError(`${file} is no pseudocode: leave --dialect out.`);
  return openSource(file);
}
