/** Two lists of words, the second an edited copy of the first. */
export function inputs(size, random) {
  const words = ['a', 'b', 'c', 'd', 'e'];
  const first = list(int(random, 0, size), () => pick(random, words));
  const second = first.flatMap((word) => {
    const dice = random();
    if (dice < 0.15) return [];
    if (dice < 0.3) return [word, pick(random, words)];
    return [dice < 0.45 ? pick(random, words) : word];
  });
  return [first, second];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
