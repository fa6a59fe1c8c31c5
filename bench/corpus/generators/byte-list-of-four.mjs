/** A list of bytes, nearly always a multiple of four long. */
export function inputs(size, random) {
  const length = random() < 0.05 ? int(random, 0, size) : 4 * int(random, 0, Math.ceil(size / 4));
  return [list(length, () => int(random, 0, 255))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
