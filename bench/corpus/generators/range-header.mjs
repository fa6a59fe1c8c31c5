/** A resource size and a Range header for it, sometimes combined, sometimes malformed. */
export function inputs(size, random) {
  const total = int(random, 1, 100 * Math.max(1, size));
  const position = () => int(random, 0, Math.ceil(1.2 * total));
  const range = () =>
    pick(random, [
      () => position() + '-' + position(),
      () => position() + '-',
      () => '-' + position(),
      () => 'x-' + position(),
    ])();
  const header =
    pick(random, ['bytes=', 'bytes=', 'items=', 'bytes']) +
    list(int(random, 1, Math.max(1, Math.min(size, 8))), range).join(pick(random, [',', ', ']));
  return random() < 0.4 ? [total, header, { combine: true }] : [total, header];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
