/** A size in bytes such as "1.5 KB"; sometimes a number, sometimes no size. */
export function inputs(size, random) {
  const number = int(random, 0, 1000 * Math.max(1, size)) / pick(random, [1, 1, 2, 8]);
  if (random() < 0.1) return [number];
  return [
    pick(random, ['', '', '-', '+']) +
      number +
      pick(random, ['', ' ']) +
      pick(random, ['', 'b', 'B', 'kb', 'KB', 'mb', 'MB', 'gb', 'tb', 'PB', 'x']),
  ];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
