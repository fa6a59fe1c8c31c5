/**
 * Turns a text round.
 *
 * @param text any text
 * @returns its UTF-16 units, last one first
 */
export function reverseString(text: string): string {
  let reversed = '';
  for (let i = text.length - 1; i >= 0; i--) reversed += text[i]!;
  return reversed;
}
