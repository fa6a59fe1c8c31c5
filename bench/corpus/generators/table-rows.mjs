/** Rows of cells, words and decimals, and an alignment for the columns. */
export function inputs(size, random) {
  const columns = int(random, 1, 4);
  const cell = () => (random() < 0.5 ? String(int(random, 0, 9999) / 100) : pick(random, ['a', 'beep', 'foo bar', '']));
  const rows = list(int(random, 0, size), () => list(columns, cell));
  return random() < 0.3 ? [rows] : [rows, { align: list(columns, () => pick(random, ['l', 'r', 'c', '.'])) }];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
