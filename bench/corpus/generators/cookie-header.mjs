/** A Cookie header with quoted, escaped, repeated and valueless pairs. */
export function inputs(size, random) {
  const pair = () =>
    pick(random, ['foo', 'bar', 'a', '_b', ' c ']) +
    pick(random, ['=', '=', '=', ' = ', '']) +
    pick(random, ['1', 'x%20y', '"q"', '', '%zz', 'a=b']);
  return [list(int(random, 0, size), pair).join(pick(random, ['; ', ';']))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
