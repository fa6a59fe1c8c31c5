/** Numbers and ranges such as "1,3-5,-2..2". */
export function inputs(size, random) {
  const part = () => {
    const from = int(random, -size, size);
    if (random() < 0.4) return String(from);
    return from + pick(random, ['-', '..', '...', '\u2025', '\u2026']) + (from + int(random, -6, 6));
  };
  return [
    list(int(random, 0, Math.min(size, 12)), () => (random() < 0.05 ? 'x' : part())).join(pick(random, [',', ', '])),
  ];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
