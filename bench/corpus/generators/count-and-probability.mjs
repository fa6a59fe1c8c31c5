/** A number of trials and the probability that one succeeds. */
export function inputs(size, random) {
  return [int(random, 1, Math.max(1, size)), int(random, 0, 16) / 16];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
