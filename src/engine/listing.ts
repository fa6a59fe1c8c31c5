import { countSteps } from '../analyzer/instrument/count.ts';
import type { FoundFunction } from '../analyzer/source/found.ts';
import type { Source } from '../analyzer/source/open.ts';
import type { Edit } from '../analyzer/source/original.ts';
import { sharedText, type Piece } from '../analyzer/source/shared.ts';
import type { Reason } from '../shared/report.ts';
import { prepare, reasonsOf, refusals } from './target.ts';

/** What a list of functions tells of one, apart from its inputs. */
export interface Listed {
  readonly steps: number;
  readonly reasons: readonly Reason[];
}

/** Tells of one function of the list. @throws {UserError} why it can't be made ready at all */
export type Listing = (fn: FoundFunction) => Promise<Listed>;

/**
 * What a list tells of each of a file's functions. They share one text, which is compiled, taken apart and instrumented
 * once; those that can't share are prepared one by one.
 */
export async function listing(source: Source, functions: readonly FoundFunction[]): Promise<Listing> {
  const alone = async (fn: FoundFunction): Promise<Listed> => {
    const target = await prepare(source, fn);
    return { steps: target.instrumented.program.steps.length, reasons: refusals(target) };
  };
  const shared = functions.length > 1 ? await sharedText(source, functions) : null;
  if (!shared) return alone;
  const { steps: all, untraced } = countSteps(shared.code, shared.strict);
  const rest = all.without([...shared.handOuts.values()].flat().sort((a, b) => a.start - b.start));
  const stub = countSteps('function f(){}', true).steps.total - countSteps('', true).steps.total;
  const placed = untraced.map((each) => ({
    piece: each,
    reason: each.reason,
    range: shared.map.rangeOf(each.start, each.end, each.kind),
  }));
  const known = new Map<Edit, number | null>();
  /** How many steps more there are with a blank; null where that can't be said. */
  const change = (blank: Edit): number | null => {
    let more = known.get(blank);
    if (more === undefined) {
      const instead = stepsOf(blank, stub);
      more = instead === null ? null : instead - rest.within(blank);
      known.set(blank, more);
    }
    return more;
  };
  return async (fn) => {
    const own = shared.handOuts.get(fn);
    if (!own) return alone(fn);
    const { blanks, reasons } = shared.about(fn);
    const changes = blanks.map(change);
    if (changes.includes(null)) return alone(fn);
    const steps = own.reduce((sum, piece) => sum + all.within(piece), rest.total);
    const changed = changes.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    const left = placed.flatMap(({ piece, range, reason }) =>
      range === null || blanks.some((blank) => isIn(piece, blank)) ? [] : { range, reason },
    );
    return { steps: steps + changed, reasons: reasonsOf(source, fn, reasons, left) };
  };
}

/** How many steps stand in place of a blank (see effects.ts); null where it is of a kind that is not counted so. */
function stepsOf({ text }: Edit, stub: number): number | null {
  const kept = text.trim();
  if (kept === '') return 0;
  if (kept === '0' || kept.endsWith(':0')) return 1;
  return kept.startsWith('function ') ? stub : null;
}

function isIn(inner: Piece, outer: Piece): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
