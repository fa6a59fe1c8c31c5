/** An EAN of 8, 13 or 14 digits, its check digit right or wrong; sometimes of another length. */
export function inputs(size, random) {
  const length = random() < 0.05 ? int(random, 1, Math.max(1, size)) : pick(random, [8, 13, 14]);
  let digits = '';
  let sum = 0;
  for (let i = 0; i < length - 1; i++) {
    const digit = int(random, 0, 9);
    digits += digit;
    sum += digit * ((length === 13 ? i + 1 : i) % 2 === 0 ? 3 : 1);
  }
  return [digits + (random() < 0.5 ? (10 - (sum % 10)) % 10 : int(random, 0, 9))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
