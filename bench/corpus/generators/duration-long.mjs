/** A duration of several parts such as "1 hour 20 mins". */
export function inputs(size, random) {
  const units = [
    'ns',
    'ms',
    's',
    'sec',
    'seconds',
    'm',
    'min',
    'h',
    'hours',
    'd',
    'days',
    'weeks',
    'y',
    'nonsense',
    '',
  ];
  const part = () => int(random, 0, 200) / pick(random, [1, 1, 4]) + pick(random, ['', ' ']) + pick(random, units);
  return [
    pick(random, ['', '', '-']) +
      list(int(random, 1, Math.max(1, Math.min(size, 6))), part).join(pick(random, [' ', ', '])),
  ];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
