/** An object of strings, numbers, booleans and lists of them. */
export function inputs(size, random) {
  const scalar = () => pick(random, ['', 'x y', 'a=b', 'ü', true, false, 0, -1.5, 42, null]);
  const object = {};
  for (let i = int(random, 0, size); i > 0; i--) {
    object[pick(random, ['a', 'b', 'c', 'k ' + i, 'n' + i])] =
      random() < 0.3 ? list(int(random, 0, 3), scalar) : scalar();
  }
  return [object];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
