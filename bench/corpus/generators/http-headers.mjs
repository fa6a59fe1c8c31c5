/** HTTP headers, some repeated. */
export function inputs(size, random) {
  const line = () =>
    pick(random, ['Date', 'ETag', 'Via', 'Set-Cookie', 'x-a', ' Age']) +
    ':' +
    pick(random, [' 1', 'Sun, 17 Aug 2014 16:24:52 GMT', ' ', ' a:b', ' W/"1"']);
  return [list(int(random, 0, size), line).join(pick(random, ['\n', '\r\n']))];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
