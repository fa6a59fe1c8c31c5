/** JSON-like text with line comments, block comments, and strings that look like comments. */
export function inputs(size, random) {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"a"',
    ': 1',
    ',',
    '"// no"',
    '"/* no */"',
    '"\\""',
    '// yes\n',
    '/* yes */',
    '/* two\nlines */',
    '\n',
    ' ',
    '// crlf\r\n',
  ];
  return [list(int(random, 0, 2 * size), () => pick(random, pieces)).join('')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
