/** Two floating-point expansions: lists whose numbers grow in magnitude and do not overlap. */
export function inputs(size, random) {
  const expansion = () => {
    let exponent = int(random, -60, -20);
    return list(int(random, 1, Math.max(1, Math.min(size, 12))), () => {
      exponent += int(random, 8, 20);
      return (random() < 0.5 ? -1 : 1) * int(random, 1, 15) * 2 ** exponent;
    });
  };
  return [expansion(), expansion()];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
