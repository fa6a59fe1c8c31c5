/** A point and a polygon as a list of points. */
export function inputs(size, random) {
  const point = () => [int(random, 0, 20), int(random, 0, 20)];
  return [point(), list(int(random, 0, size), point)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
