/** Two version numbers of three parts, close to one another, sometimes with a pre-release. */
export function inputs(size, random) {
  const part = () => int(random, 0, random() < 0.7 ? 2 : Math.max(2, size));
  const version = () =>
    [part(), part(), part()].join('.') +
    (random() < 0.2 ? '-' + pick(random, ['alpha', 'beta', 'rc']) + '.' + part() : '');
  const first = version();
  return [first, random() < 0.15 ? first : version()];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
