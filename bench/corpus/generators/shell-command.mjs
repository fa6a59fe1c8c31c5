/** A command line with quotes, operators, escapes and variables, and the variables. */
export function inputs(size, random) {
  const words = [
    'a',
    'beep',
    '"boop boop"',
    "'x y'",
    '$A',
    '${B}',
    '\\$',
    'c\\ d',
    '>',
    '|',
    '&&',
    ';',
    '*.js',
    '"$A b"',
    '# note',
    '-x=1',
  ];
  return [list(int(random, 0, Math.min(size, 20)), () => pick(random, words)).join(' '), { A: 'one', B: 'two words' }];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
