/** A matrix of costs, not always square. */
export function inputs(size, random) {
  const side = () => int(random, 1, Math.max(1, Math.min(size, 10)));
  const columns = side();
  return [list(side(), () => list(columns, () => int(random, 0, 30)))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
