/** Inputs looked back on when the first one does not end. */
const REMEMBERED = 300;
/** Two things at once are only blamed when they did it twice. */
const TWICE = 2;

/**
 * Tells inputs that the function hardly ends on (an empty pattern, a step of zero) by what they have in common and none
 * that ended had, so that time is not spent on drawing more of them.
 */
export class Endless {
  private readonly hung = new Map<string, number>();
  private readonly ended = new Set<string>();
  private readonly remembered: (readonly unknown[])[] = [];

  /** Whether any input did not end. */
  get any(): boolean {
    return this.hung.size > 0;
  }

  noteEnded(input: readonly unknown[]): void {
    if (this.any) for (const trait of traitsOf(input)) this.ended.add(trait);
    else if (this.remembered.length < REMEMBERED) this.remembered.push(input);
  }

  noteHung(input: readonly unknown[]): void {
    for (const trait of traitsOf(input)) this.hung.set(trait, (this.hung.get(trait) ?? 0) + 1);
    for (const other of this.remembered.splice(0)) for (const trait of traitsOf(other)) this.ended.add(trait);
  }

  /** Whether the function will probably not end on an input. */
  likely(input: readonly unknown[]): boolean {
    if (!this.any) return false;
    return traitsOf(input).some((trait) => {
      const count = this.hung.get(trait) ?? 0;
      return count >= (trait.includes('&') ? TWICE : 1) && !this.ended.has(trait);
    });
  }
}

/** Single traits of the arguments and of pairs of numbers among them, and each two of them together. */
function traitsOf(input: readonly unknown[]): string[] {
  const single = input.slice(0, 6).flatMap((value, i) => [`${i} ${sort(value)}`, ...relations(input, i)]);
  const both = single.flatMap((trait, i) => single.slice(i + 1).map((other) => `${trait} & ${other}`));
  return [...single, ...both];
}

function relations(input: readonly unknown[], i: number): string[] {
  const value = input[i];
  if (typeof value !== 'number') return [];
  return input.slice(i + 1, 6).flatMap((other, j) => {
    if (typeof other !== 'number') return [];
    return [`${i} ${value < other ? '<' : value > other ? '>' : '='} ${i + 1 + j}`];
  });
}

function sort(value: unknown): string {
  if (typeof value === 'number') return sortOfNumber(value);
  if (typeof value === 'string') return value === '' ? 'empty' : 'text';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : 'list';
  return value === null ? 'null' : typeof value;
}

function sortOfNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return 'zero';
  const sign = value < 0 ? 'negative' : 'positive';
  if (Number.isInteger(value)) return Math.abs(value) > 1000 ? `large ${sign}` : sign;
  return `fractional ${sign}`;
}
