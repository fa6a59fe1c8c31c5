/** Two hexadecimal strings of one length. */
export function inputs(size, random) {
  const length = int(random, 1, Math.max(1, size));
  return [text(random, length, '0123456789abcdef'), text(random, length, '0123456789abcdef')];
}

const text = (random, length, letters) =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
