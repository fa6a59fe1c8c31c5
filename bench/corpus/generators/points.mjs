/** Points in the plane, with repeats and points on one line among them. */
export function inputs(size, random) {
  const side = random() < 0.3 ? 3 : 50;
  return [list(int(random, 0, size), () => [int(random, 0, side), int(random, 0, side)])];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
