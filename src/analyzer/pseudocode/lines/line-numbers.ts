/** `3`, `3.`, `(3)`, `Step 3:`, and for a step inside of another `1.2`, `1.2.1.`. */
const NUMBERED = /^(\s*)(?:step\s+|[[(])?(\d{1,4})((?:\.\d{1,3})*)([\])]?[.:]?|\|)(?=\s|$)/i;
/** `a.`, `(b)`, `iv)`: steps inside of a numbered one. */
const LETTERED = /^\s*\(?(?:[a-z]|[ivx]{1,4})[.)]\s/;

/** Where each line goes on behind its number, null without one: in all of a text most of whose lines are numbered, else in runs of 1, 2, 3 … */
export function lineNumbers(text: string, bounds: readonly [number, number][]): (number | null)[] {
  let last = 0;
  const numbers = bounds.map(([start, end]): LineNumber | null => {
    const number = lineNumber(text.slice(start, end), start, last);
    last = number?.value ?? last;
    return number;
  });
  const lines = bounds.filter(([start, end]) => text.slice(start, end).trim() !== '').length;
  let numbered = 0;
  last = 0;
  for (const number of numbers) {
    if (number && (number.value > last || number.value === 1 || (number.isPart && number.value === last))) numbered++;
    if (number) last = number.value;
  }
  const isNumbered = numbered >= 2 && numbered * 2 > lines - 2;
  const runs = isNumbered ? null : countedRuns(numbers);
  return numbers.map((number, i) => (!runs || runs.has(i) ? (number?.behind ?? null) : null));
}

function lineNumber(line: string, start: number, last: number): LineNumber | null {
  const match = NUMBERED.exec(line);
  if (match) return { value: Number(match[2]), isPart: match[3] !== '', behind: start + match[0].length };
  const letter = last > 0 ? LETTERED.exec(line) : null;
  return letter && { value: last, isPart: true, behind: start + letter[0].length - 1 };
}

interface LineNumber {
  readonly value: number;
  /** The number of a step inside of another. */
  readonly isPart: boolean;
  /** Where the text goes on behind it. */
  readonly behind: number;
}

/** Runs this long show that the text numbers its lines; shorter ones are counted then, too. */
const TELLING_RUN = 3;

/** Lines that are numbered one after the other from 1 (or 0) on; others may stand between them. */
function countedRuns(numbers: readonly (LineNumber | null)[]): ReadonlySet<number> {
  const counted = new Set<number>();
  let [run, longest] = [0, 0];
  let before = NaN;
  for (const [i, number] of numbers.entries()) {
    if (!number) continue;
    const isInside = number.isPart && number.value === before;
    if (number.value !== before + 1 && !isInside) run = 0;
    before = number.value;
    if (run === 0 && number.value > 1) continue;
    if (!isInside) run++;
    longest = Math.max(longest, run);
    counted.add(i);
  }
  return longest < TELLING_RUN ? new Set() : counted;
}

/**
 * Where a fixed gap stands behind the numbers, all from the tenth line on stands a column further to the right, which is no
 * indentation: no line with two digits begins where one with a single digit does, and some a column behind.
 */
export function gapsBehind(
  text: string,
  bounds: readonly [number, number][],
  numbers: readonly (number | null)[],
): number[] {
  const places = bounds.map(([start, end], i) => {
    const behind = numbers[i] ?? null;
    const label = behind === null ? '' : text.slice(start, behind);
    const [digits] = /^\s*(\d+)\D*$/.exec(label)?.slice(1) ?? [];
    if (behind === null || digits === undefined) return null;
    const blank = /^\s*/.exec(text.slice(behind, end))?.[0] ?? '';
    return { digits: digits.length, column: widthOf(label + blank) };
  });
  const columns = (digits: number): number[] =>
    places.flatMap((place) => (place?.digits === digits ? [place.column] : []));
  const single = new Set(columns(1));
  const double = columns(2);
  const isFurther = !double.some((column) => single.has(column)) && double.some((column) => single.has(column - 1));
  return places.map((place) => (isFurther && place ? place.digits - 1 : 0));
}

/** Columns that a text takes, with tabs expanded. */
export function widthOf(text: string): number {
  let column = 0;
  for (const c of text) column += c === '\t' ? 4 - (column % 4) : 1;
  return column;
}
