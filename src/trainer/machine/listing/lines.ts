import type { ListingLine } from '../../../shared/listing.ts';
import type { FunctionId, StepId } from '../../../shared/program.ts';
import type { Certainty } from './certainty.ts';

/** Longest text of one line. */
const MAX_LENGTH = 160;

/** The lines as they are written, each with what is uncertain about it. */
export class Lines {
  private lines: ListingLine[] = [];
  private depth = 0;
  /** Functions written within the expression of the line to come. */
  private bodies = new Map<FunctionId, readonly ListingLine[]>();

  constructor(private readonly certainty: Certainty) {}

  get count(): number {
    return this.lines.length;
  }

  get indent(): number {
    return this.depth;
  }

  /** Line in the source of what was written last. */
  get last(): number {
    return this.lines.at(-1)?.line ?? 0;
  }

  line(line: number, text: string): void {
    const shown = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
    this.lines.push({ line, indent: this.depth, text: shown, ...this.certainty.take() });
    const bodies = this.bodies;
    this.bodies = new Map();
    for (const body of [...bodies.values()].flat()) this.lines.push({ ...body, indent: body.indent + this.depth + 1 });
  }

  /** What stands within the line before. */
  inner(write: () => StepId | undefined): StepId | undefined {
    this.depth++;
    const before = this.lines.length;
    const end = write();
    if (this.lines.length === before) this.line(this.lines.at(-1)?.line ?? 0, 'nothing');
    this.depth--;
    return end;
  }

  /** Writes lines that belong somewhere else than after the last one. */
  apart(write: () => void): ListingLine[] {
    const [lines, indent, bodies] = [this.lines, this.depth, this.bodies];
    this.lines = [];
    this.depth = 0;
    this.bodies = new Map();
    write();
    const written = this.lines;
    [this.lines, this.depth, this.bodies] = [lines, indent, bodies];
    return written;
  }

  /** Takes back what was written since a count, to be written another way. */
  takeFrom(count: number): ListingLine[] {
    return this.lines.splice(count, this.lines.length);
  }

  give(lines: readonly ListingLine[]): void {
    this.lines.push(...lines);
  }

  /** A function's own lines, which follow the line that it is written in. */
  addBody(fn: FunctionId, lines: readonly ListingLine[]): void {
    this.bodies.set(fn, lines);
  }
}
