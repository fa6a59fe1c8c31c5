/** An ISBN of 10 or 13 digits, with or without hyphens, its check digit right or wrong. */
export function inputs(size, random) {
  const length = random() < 0.05 ? int(random, 2, Math.max(2, size)) : random() < 0.5 ? 10 : 13;
  let digits = '';
  let sum = 0;
  for (let i = 0; i < length - 1; i++) {
    const digit = int(random, 0, 9);
    digits += digit;
    sum += digit * (length === 10 ? i + 1 : i % 2 === 0 ? 1 : 3);
  }
  const right = length === 10 ? (sum % 11 === 10 ? 'X' : sum % 11) : (10 - (sum % 10)) % 10;
  const isbn = digits + (random() < 0.6 ? right : int(random, 0, 9));
  const text = random() < 0.3 ? isbn.slice(0, 3) + '-' + isbn.slice(3) : isbn;
  return random() < 0.3 ? [text, random() < 0.5 ? 10 : 13] : [text];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
