/** An opening mark, a closing mark, and text in which they nest. */
export function inputs(size, random) {
  const [open, close] = pick(random, [
    ['{', '}'],
    ['(', ')'],
    ['<b>', '</b>'],
    ['|', '|'],
  ]);
  return [open, close, list(int(random, 0, size), () => pick(random, [open, close, 'a', 'bc'])).join('')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
