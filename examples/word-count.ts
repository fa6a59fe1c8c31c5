/**
 * How often each word occurs. A word is a run of the letters a to z; capitals count as small letters.
 *
 * @param text any text
 * @returns a count for each word, in order of first appearance
 * @alphabet text abA.
 */
export function wordCount(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  let word = '';
  // The full stop at the end closes the last word.
  for (const character of `${text.toLowerCase()}.`) {
    if (character >= 'a' && character <= 'z') {
      word += character;
    } else if (word !== '') {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      word = '';
    }
  }
  return counts;
}
