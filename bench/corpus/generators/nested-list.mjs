/** A list of lists of lists of numbers. */
export function inputs(size, random) {
  let budget = int(random, 0, size);
  const nested = (depth) =>
    list(int(random, 0, 4), () => {
      budget--;
      return budget > 0 && depth < 4 && random() < 0.5 ? nested(depth + 1) : int(random, 0, 99);
    });
  const out = nested(0);
  for (; budget > 0; budget--) out.push(random() < 0.5 ? nested(1) : int(random, 0, 99));
  return [out];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
