/** A list of bytes. */
export function inputs(size, random) {
  return [list(int(random, 0, size), () => int(random, 0, 255))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
