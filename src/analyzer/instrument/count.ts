import type ts from 'typescript';
import type { Step } from '../../shared/program.ts';
import type { Position, Range } from '../../shared/range.ts';
import { firstIndex } from '../../shared/search.ts';
import type { Piece } from '../source/shared.ts';
import { instrument } from './instrument.ts';

/** A construct that can't be traced, by its place in the program text. */
export interface Untraced extends Piece {
  readonly kind: ts.SyntaxKind;
  readonly reason: string;
}

/** What a program text has, by places in it: of texts that differ in a few pieces, one alone has to be instrumented. */
export interface Count {
  readonly steps: Places;
  readonly untraced: readonly Untraced[];
}

export function countSteps(code: string, strict: boolean): Count {
  const made = instrument(code, (start, end, kind) => new Place(start, end, kind), strict);
  const { steps, functions } = made.program;
  const starts = functions.map(({ range }) => (range instanceof Place ? range.from : -1));
  const untraced = made.unsupported.flatMap(({ range, reason }) =>
    range instanceof Place ? { start: range.from, end: range.to, kind: range.kind, reason } : [],
  );
  return { steps: new Places(placesOf(steps, starts).sort()), untraced };
}

/** Offsets in a program text, ascending. */
export class Places {
  constructor(private readonly offsets: Float64Array) {}

  get total(): number {
    return this.offsets.length;
  }

  /** How many steps a piece has that is a whole statement, expression or member. */
  within({ start, end }: Piece): number {
    return this.before(end) - this.before(start);
  }

  /** @param pieces in order, none in another */
  without(pieces: readonly Piece[]): Places {
    let next = 0;
    return new Places(
      this.offsets.filter((offset) => {
        while ((pieces[next]?.end ?? Infinity) <= offset) next++;
        return offset < (pieces[next]?.start ?? Infinity);
      }),
    );
  }

  private before(offset: number): number {
    return firstIndex(this.offsets.length, (i) => (this.offsets[i] ?? 0) >= offset);
  }
}

/** What the instrumenter knows as a range of the user's: here it is one of the program text itself. */
class Place implements Range {
  readonly file = '';

  constructor(
    readonly from: number,
    readonly to: number,
    readonly kind: ts.SyntaxKind,
  ) {}

  get start(): Position {
    return { line: 1, column: this.from + 1 };
  }

  get end(): Position {
    return { line: 1, column: this.to + 1 };
  }
}

/** Steps that stand for no node belong to what is around them: those that open something to what follows. */
function placesOf(steps: readonly Step[], functionStarts: readonly number[]): Float64Array {
  const places = new Float64Array(steps.length);
  const opens = (step: Step): boolean =>
    step.kind === 'scope' || step.kind === 'tryEnter' || (step.kind === 'write' && step.source === 'class');
  let last = 0;
  for (const [i, step] of steps.entries()) {
    const whole = step.kind === 'enter' || step.kind === 'return' ? functionStarts[step.fn] : undefined;
    if (step.range instanceof Place) last = step.range.from;
    else if (whole !== undefined) last = whole;
    places[i] = last;
  }
  let next = 0;
  for (const step of [...steps].reverse()) {
    if (step.range === null && opens(step)) places[step.id] = next;
    else next = places[step.id] ?? next;
  }
  return places;
}
