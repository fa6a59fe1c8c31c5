/** A property path such as "a.b[0].c", with escapes, sometimes malformed. */
export function inputs(size, random) {
  let path = pick(random, ['a', 'foo', '0', 'x\\.y']);
  for (let i = int(random, 0, Math.min(size, 12)); i > 0; i--) {
    path += pick(random, ['.b', '.bar', '[0]', '[12]', '.7', '.c\\.d', '.x_y', '[3].z']);
  }
  return [random() < 0.1 ? path + pick(random, ['.', '[', '[a]', '\\', '.__proto__']) : path];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
