/** Text in base 64, in the ordinary or the URL alphabet; sometimes of a wrong length. */
export function inputs(size, random) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789' + pick(random, ['+/', '-_']);
  const groups = text(random, 4 * int(random, 0, Math.ceil(size / 4)), letters);
  const end = pick(random, ['', text(random, 2, letters) + '==', text(random, 3, letters) + '=']);
  return [groups + end + (random() < 0.05 ? 'A' : '')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const text = (random, length, letters) =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
