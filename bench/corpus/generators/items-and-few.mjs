/** A list and how many of it to choose: few, as the number of choices grows fast. */
export function inputs(size, random) {
  const items = list(int(random, 1, Math.max(1, Math.min(size, 10))), (i) => i + 1);
  return [items, int(random, 1, Math.min(items.length, 3))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
