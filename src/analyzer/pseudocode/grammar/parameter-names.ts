import { readBareHead, readRoutineHead } from './headers.ts';
import type { Line } from '../lines/lines.ts';
import type { Token } from '../lines/tokens.ts';

/** Words with a meaning in statements that are names of parameters now and then: `HANOI(n, from, to, via)`. */
const WORDS = /^(from|to|by|with|of|in|at|as|do|then|step|next|end)$/;

/** Where a value stands: behind these … */
const BEFORE = /^([([,;:]|[-+*/×÷^<>≤≥=≠←&]|==|return|print|output|display|if|while|until|and|or|not|mod|div|call)$/;
/** … and before these. */
const AFTER = /^([)\],;:]|[-+*/×÷^<>≤≥=≠←&]|==|\[|then|do|and|or|mod|div)$/;

/** Such a word is no keyword any more where the routine has a parameter of that name and a value stands there. */
export function settleParameterNames(lines: readonly Line[]): readonly Line[] {
  let names: ReadonlySet<string> = new Set();
  return lines.map((line, i) => {
    const head = readRoutineHead(line) ?? readBareHead(line, lines[i + 1], i === 0);
    if (head) names = new Set(head.parameters.map(({ name }) => name).filter((name) => WORDS.test(name.toLowerCase())));
    if (names.size === 0 || head) return line;
    const tokens = line.tokens.map((token, k) =>
      isValue(line.tokens, k, names) ? { ...token, lower: `${token.lower}_` } : token,
    );
    return { ...line, tokens };
  });
}

function isValue(tokens: readonly Token[], i: number, names: ReadonlySet<string>): boolean {
  const token = tokens[i];
  if (token?.kind !== 'word' || !names.has(token.text)) return false;
  const [before, after] = [tokens[i - 1], tokens[i + 1]];
  const stands = before === undefined ? after !== undefined : before.kind !== 'string' && BEFORE.test(before.lower);
  return stands && (after === undefined || (after.kind !== 'string' && AFTER.test(after.lower)));
}
