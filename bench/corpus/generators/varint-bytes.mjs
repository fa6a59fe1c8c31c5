/** A number as a varint with other bytes around it, and where it starts; sometimes cut off. */
export function inputs(size, random) {
  const bytes = list(int(random, 0, Math.min(size, 8)), () => int(random, 0, 255));
  const offset = bytes.length;
  let number = Math.floor(random() * 2 ** int(random, 1, Math.min(52, 4 * Math.max(1, size))));
  for (; number >= 128; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  if (random() < 0.95) bytes.push(number, int(random, 0, 255));
  else bytes.push(200);
  return [bytes, offset];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
