/** A short duration such as "2h" or "-1.5 days", or a number of milliseconds; sometimes no duration at all. */
export function inputs(size, random) {
  const units = ['', 'ms', 's', 'sec', 'm', 'min', 'h', 'hrs', 'd', 'days', 'w', 'y', 'years', 'parsec'];
  if (random() < 0.3)
    return [int(random, -1, 1) * int(random, 0, 10 ** int(random, 0, Math.min(12, Math.max(1, size))))];
  const number = int(random, 0, 100 * Math.max(1, size)) / pick(random, [1, 1, 2, 10]);
  return [pick(random, ['', '', '-']) + number + pick(random, ['', ' ']) + pick(random, units)];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
