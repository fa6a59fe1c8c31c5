/** A query string with repeated keys, escapes and missing values. */
export function inputs(size, random) {
  const keys = ['a', 'b', 'c', 'name', 'q%20r', ''];
  const values = ['1', 'two', 'x+y', '%E2%82%AC', '', 'a%3Db'];
  const pair = () => pick(random, keys) + (random() < 0.85 ? '=' + pick(random, values) : '');
  return [list(int(random, 0, size), pair).join('&')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
