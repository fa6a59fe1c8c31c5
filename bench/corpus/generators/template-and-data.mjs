/** A template with {{paths}} and the data they point into, some of it missing. */
export function inputs(size, random) {
  const piece = () =>
    pick(random, ['a ', 'and ', '.', '{{a}}', '{{b.c}}', '{{b.d.e}}', '{{none}}', '{{b.none.x}}', '{ {']);
  const value = () => pick(random, ['apple', '', 0, 7, 'pear']);
  return [list(int(random, 0, size), piece).join(''), { a: value(), b: { c: value(), d: { e: value() } } }];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
