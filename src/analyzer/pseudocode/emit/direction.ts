import type { Expr, ForHead } from '../grammar/ast.ts';
import { lengthOffset } from '../meaning/bases.ts';
import type { RoutineContext } from './context.ts';

/**
 * Asks which way `for i = n to 1` counts: as it is written its body never runs, unless n is 1. A step that is given, or
 * a range that ends before its bound as in Python, says what is meant.
 */
export function askDirection({ from, to, step, down, exclusive }: ForHead, cx: RoutineContext): void {
  if (down || step !== null || exclusive || !runsBackwards(from, to)) return;
  const { textOf } = cx.program;
  const bounds = { start: from.start, end: to.end };
  const between = textOf({ start: from.end, end: to.start });
  const phrase = textOf(bounds).replace(/\s+/g, ' ');
  const isUpper = /\bTO\b/.test(between) && !between.includes('\\');
  const falling = isUpper
    ? `${textOf(bounds)} STEP -1`
    : `${textOf(from)}${between.replace(WORD, ' downto ').replace(/ {2,}/g, ' ')}${textOf(to)}`;
  cx.problem(bounds, `“${phrase}” counts up, so the loop ends before it begins: say which way it counts`, [
    { title: `Count down: ${falling.replace(/\s+/g, ' ')}`, text: falling },
    { title: 'Count up, by 1', text: `${textOf(bounds)}${isUpper ? ' STEP 1' : ' by 1'}` },
  ]);
}

/** What stands between the bounds, LaTeX commands included. */
const WORD = /\s*(?:\\?(?:KwTo|upto|up to|to|until|through)\b|\.{2,3}|…|‥)\s*/i;

/** Bounds that fall whatever the input: 10 to 1, n to 1, A.length − 1 to 0. */
function runsBackwards(from: Expr, to: Expr): boolean {
  if (to.kind !== 'number') return false;
  const last = Number(to.value);
  if (from.kind === 'number') return Number(from.value) > last;
  if (lengthOffset(from) !== null) return last <= 2;
  return last <= 1 && (from.kind === 'name' || (from.kind === 'binary' && '+-'.includes(from.operator)));
}
