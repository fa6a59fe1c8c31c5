import { goesOnNumber, type Token } from './tokens.ts';

/** Where tokens stand. Each of them is told by four numbers, counted from 0. */
export interface Place {
  /** Tokens before it in the input, or in the answer. */
  readonly index: number;
  /** Its value's place among those of the array, object or string that it is in, … */
  readonly column: number;
  /** … and that one's place among its neighbours. */
  readonly row: number;
  /** Characters of its number before it. */
  readonly character: number;
}

const HEAD = /^(returns|throws|same\d+|after\d+)$/;
/** A value of its own, or the first character of a number. */
const VALUE = /^(#|'|\$|null$|true$|false$)/;

/**
 * Places of tokens of an input, or of an answer so far. A transformer that only knew the index would have to count commas to know
 * which element it looks at; with numbers of several digits that is a task of its own.
 */
export function placesOf(tokens: readonly Token[]): Place[] {
  /** Values met so far, by depth. */
  let counts = [0];
  let inString = false;
  let character = 0;
  return tokens.map((token, index) => {
    if (HEAD.test(token)) counts = [0];
    const opens = token === '[' || token === '{' || (token === '"' && !inString);
    const closes = token === ']' || token === '}' || (token === '"' && inString);
    if (token === '"') inString = !inString;
    if (opens || VALUE.test(token)) counts.push((counts.pop() ?? 0) + 1);
    if (opens) counts.push(0);
    character = goesOnNumber(token) ? character + 1 : 0;
    const place = { index, column: counts.at(-1) ?? 0, row: counts.at(-2) ?? 0, character };
    if (closes && counts.length > 1) counts.pop();
    return place;
  });
}
