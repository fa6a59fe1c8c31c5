/** A Uint8Array. */
export function inputs(size, random) {
  return [Uint8Array.from({ length: int(random, 0, size) }, () => int(random, 0, 255))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
