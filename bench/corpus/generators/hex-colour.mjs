/** A colour of 3, 4, 6 or 8 hexadecimal digits, the form of the answer, and now and then no colour. */
export function inputs(size, random) {
  const length = random() < 0.1 ? int(random, 0, Math.min(size, 9)) : pick(random, [3, 4, 6, 8]);
  const hex = pick(random, ['#', '']) + text(random, length, '0123456789abcdefABCDEF');
  return random() < 0.5 ? [hex] : [hex, { format: pick(random, ['object', 'array', 'css']) }];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const text = (random, length, letters) =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
