/** A signal whose length is a power of two. */
export function inputs(size, random) {
  const length = 2 ** int(random, 0, Math.floor(Math.log2(Math.max(1, size))));
  return [list(length, () => int(random, -8, 8) / 2)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
