/**
 * Whether a text reads the same backwards.
 *
 * @param text any text
 * @alphabet text ab
 */
export function isPalindrome(text: string): boolean {
  let left = 0;
  let right = text.length - 1;
  while (left < right) {
    if (text[left] !== text[right]) return false;
    left++;
    right--;
  }
  return true;
}
