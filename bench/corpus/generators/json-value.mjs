/** Any JSON value, nested up to four deep. */
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
  return [value(0)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
