/** Two JSON values, the second an equal copy of the first or a copy with one leaf changed. */
export function inputs(size, random) {
  let budget = int(random, 1, Math.max(1, size));
  const value = (depth) => {
    budget--;
    const kind = budget <= 0 || depth > 3 ? int(random, 0, 3) : int(random, 0, 5);
    if (kind === 0) return int(random, -20, 20) / 2;
    if (kind === 1) return pick(random, ['', 'a', 'b c', 'ü"\\', '12']);
    if (kind === 2) return pick(random, [true, false]);
    if (kind === 3) return null;
    if (kind === 4) return list(int(random, 0, 4), () => value(depth + 1));
    return Object.fromEntries(
      list(int(random, 0, 4), () => [pick(random, ['z', 'a', 'm', 'k1', '10']), value(depth + 1)]),
    );
  };
  const first = value(0);
  if (random() < 0.1) return [first, value(0)];
  let leaf = random() < 0.5 ? -1 : int(random, 0, 5);
  const copy = (item) => {
    if (Array.isArray(item)) return item.map(copy);
    if (item !== null && typeof item === 'object')
      return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, copy(inner)]));
    return leaf-- === 0 ? pick(random, [0, 'other', null]) : item;
  };
  return [first, copy(first)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
