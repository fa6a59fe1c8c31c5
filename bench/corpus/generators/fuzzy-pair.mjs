/** A needle whose letters occur in the haystack in order, as the scorer expects, and a path as haystack. */
export function inputs(size, random) {
  const haystack = [];
  let needle = '';
  for (let i = int(random, 1, Math.max(1, size)); i > 0; i--) {
    const letter = pick(random, ['a', 'b', 'c', 'd', 'A', 'B', '/', '_', '-', '.', ' ']);
    haystack.push(letter);
    if (random() < 0.4) needle += random() < 0.5 ? letter : letter.toLowerCase();
  }
  return [needle, haystack.join('')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
