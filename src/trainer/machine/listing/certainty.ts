import type { ListingStatus } from '../../../shared/listing.ts';
import type { Program, StepId } from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import { BINARY } from '../bank/operators.ts';
import type { Decoded, StepStatus } from '../decode.ts';
import { alike } from '../describe.ts';
import { NO, YES } from '../observe/categories.ts';

/** From the best to the worst. */
const ORDER: readonly ListingStatus[] = ['only', 'ambiguous', 'conflict', 'missing', 'unvisited'];

const STATUS: Readonly<Record<StepStatus, ListingStatus>> = {
  only: 'only',
  ambiguous: 'ambiguous',
  untrained: 'missing',
  conflict: 'conflict',
};

/** What equality is when types are not compared: no other reading where types are all one. */
const LOOSE: Readonly<Record<string, string>> = { '==': '===', '!=': '!==' };

/** What was gathered for a line. */
export interface Gathered {
  readonly status: ListingStatus;
  readonly note: string;
}

/** Gathers, while a line is written, how sure the steps that it is made of are. */
export class Certainty {
  private readonly decisions: ReadonlyMap<StepId, Decoded['decisions'][number]>;
  private worst: ListingStatus = 'only';
  private notes: { readonly at: StepId; readonly note: string }[] = [];
  /** In which ways the steps that were written can be read, where there are several: first the one that was chosen. */
  readonly readings = new Map<StepId, readonly string[]>();

  constructor(
    private readonly program: Program,
    private readonly decoded: Decoded,
  ) {
    this.decisions = new Map(decoded.decisions.map((decision) => [decision.step, decision]));
  }

  /** A line has been written: what was gathered for it, and from now on for the next one. */
  take(): Gathered {
    const notes = this.notes.sort((a, b) => a.at - b.at).map(({ note }) => note);
    const taken = { status: this.worst, note: [...new Set(notes)].join('; ') };
    this.worst = 'only';
    this.notes = [];
    return taken;
  }

  /** @param at the step it is about; notes are told in the order of the steps */
  worsen(status: ListingStatus, note: string, at: StepId = Infinity): void {
    if (ORDER.indexOf(status) > ORDER.indexOf(this.worst)) this.worst = status;
    if (note !== '') this.notes.push({ at, note });
  }

  /** What was taken belongs to the next line after all. */
  give({ status, note }: Gathered): void {
    this.worsen(status, note);
  }

  /** A step's value is part of the line. @param read the step's text with one of its candidates, beside the first or as the first */
  value(id: StepId, read: (candidate: Candidate, isBeside: boolean) => string): void {
    const decision = this.decisions.get(id);
    if (!decision) return;
    const { status, survivors, candidate } = decision;
    if (status === 'ambiguous') {
      if (alike(survivors)) return;
      const others = new Set(this.others(candidate, survivors).map((other) => read(other, true)));
      if (others.size === 0) return;
      this.worsen('ambiguous', `or ${[...others].join(', ')}`, id);
      this.readings.set(id, [read(candidate, false), ...others]);
    } else this.worsen(STATUS[status], '');
  }

  private others(chosen: Candidate, survivors: readonly Candidate[]): Candidate[] {
    const symbols = new Set(survivors.map(symbolOf));
    return survivors.filter((other) => {
      const strict = LOOSE[symbolOf(other)];
      if (strict !== undefined && symbols.has(strict)) return false;
      const symbol = symbolOf(other);
      return symbol === '' ? other !== chosen && !same(other, chosen) : !equal(symbol, symbolOf(chosen));
    });
  }

  /** A condition that came out one way only. */
  branch(id: StepId): void {
    const ways = this.decoded.table.next.get(id);
    const step = this.program.steps[id];
    const isFixed = step?.kind === 'leaf' && step.literal;
    if (!ways || ways.size !== 1 || !step?.decides || isFixed) return;
    if (ways.has(YES)) this.worsen('ambiguous', 'never false in training', id);
    else if (ways.has(NO)) this.worsen('ambiguous', 'never true in training', id);
  }
}

function symbolOf(candidate: Candidate): string {
  return candidate.kind === 'binary' ? (BINARY[candidate.index]?.symbol ?? '') : '';
}

function equal(a: string, b: string): boolean {
  return (LOOSE[a] ?? a) === (LOOSE[b] ?? b);
}

function same(a: Candidate, b: Candidate): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
