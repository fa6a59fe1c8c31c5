/**
 * Whether every bracket is closed by one of its kind, in the right order.
 *
 * @param text brackets, with anything else between them
 * @alphabet text ()[]{}
 */
export function balancedBrackets(text: string): boolean {
  const expected: string[] = [];
  for (const character of text) {
    if (character === '(') expected.push(')');
    else if (character === '[') expected.push(']');
    else if (character === '{') expected.push('}');
    else if (character === ')' || character === ']' || character === '}') {
      if (expected.pop() !== character) return false;
    }
  }
  return expected.length === 0;
}
