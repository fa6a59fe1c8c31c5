/** An object, a path that may lead somewhere in it, as text or as a list, and perhaps a default. */
export function inputs(size, random) {
  const keys = ['a', 'b', 'c'];
  const value = (depth) =>
    depth < Math.min(4, size) && random() < 0.7
      ? Object.fromEntries(list(int(random, 1, 3), () => [pick(random, keys), value(depth + 1)]))
      : pick(random, [1, 'x', null, 0]);
  const path = list(int(random, 1, 4), () => pick(random, keys));
  const target = random() < 0.05 ? null : value(0);
  const parts = random() < 0.5 ? path : path.join('.');
  return random() < 0.5 ? [target, parts] : [target, parts, 42];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
