/** Lines of text with different indents, some blank. */
export function inputs(size, random) {
  const base = pick(random, ['', '  ', '\t', '    ']);
  const line = () =>
    random() < 0.15
      ? pick(random, ['', '  '])
      : base + pick(random, ['', '', '  ', '\t']) + pick(random, ['unicorn', 'a b', '}']);
  return [list(int(random, 0, size), line).join('\n')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
