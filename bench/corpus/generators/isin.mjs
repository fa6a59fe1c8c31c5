/** An ISIN: two letters, nine letters or digits, one check digit that may be wrong. */
export function inputs(size, random) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let isin = pick(random, letters) + pick(random, letters);
  for (let i = 0; i < 9; i++) isin += random() < 0.3 ? pick(random, letters) : int(random, 0, 9);
  if (random() < 0.05) isin = isin.slice(0, int(random, 0, Math.min(10, size)));
  const digits = [...isin].flatMap((letter) => [...String(Number.parseInt(letter, 36))].map(Number)).reverse();
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? Math.floor((2 * digit) / 10) + ((2 * digit) % 10) : digit),
    0,
  );
  return [isin + (random() < 0.6 ? (10 - (sum % 10)) % 10 : int(random, 0, 9))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
