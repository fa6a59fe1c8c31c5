/** A Roman numeral, sometimes in lower case, sometimes malformed. */
export function inputs(size, random) {
  const parts = [
    ['M', 1000],
    ['CM', 900],
    ['D', 500],
    ['CD', 400],
    ['C', 100],
    ['XC', 90],
    ['L', 50],
    ['XL', 40],
    ['X', 10],
    ['IX', 9],
    ['V', 5],
    ['IV', 4],
    ['I', 1],
  ];
  let rest = int(random, 0, Math.min(3999, 250 * Math.max(1, size)));
  let numeral = rest === 0 ? 'nulla' : '';
  for (const [letters, value] of parts) {
    for (; rest >= value; rest -= value) numeral += letters;
  }
  if (random() < 0.08) numeral += pick(random, ['IIII', 'VX', 'A']);
  return [random() < 0.2 ? numeral.toLowerCase() : numeral];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
