/**
 * Run-length encoding: `aaab` becomes `3a1b`.
 *
 * @param text any text without digits
 * @alphabet text ab
 */
export function runLengthEncode(text: string): string {
  let encoded = '';
  let start = 0;
  while (start < text.length) {
    let end = start + 1;
    while (end < text.length && text[end] === text[start]) end++;
    encoded += `${end - start}${text[start]}`;
    start = end;
  }
  return encoded;
}
