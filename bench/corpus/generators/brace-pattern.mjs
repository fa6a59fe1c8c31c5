/** A brace pattern such as "a{b,c{1..3}}d"; few braces, as the number of results grows fast. */
export function inputs(size, random) {
  let braces = Math.min(size, 4);
  const piece = (depth) => {
    if (braces <= 0 || depth > 2 || random() < 0.4) return pick(random, ['a', 'b', 'c-d', '1', '\\{', '']);
    braces--;
    if (random() < 0.3) {
      const from = int(random, -2, 9);
      return '{' + from + '..' + (from + int(random, -3, 3)) + pick(random, ['', '', '..2']) + '}';
    }
    return '{' + list(int(random, 1, 3), () => piece(depth + 1)).join(',') + '}';
  };
  return [list(int(random, 1, Math.max(1, Math.min(size, 5))), () => piece(0)).join('')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
