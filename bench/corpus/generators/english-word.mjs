/** An English-looking word: a stem and up to two endings. */
export function inputs(size, random) {
  const stems = [
    'walk',
    'nation',
    'happi',
    'relat',
    'hop',
    'fall',
    'agree',
    'knif',
    'church',
    'pho',
    'wri',
    'ski',
    'cat',
    'bus',
    'fli',
  ];
  const syllables = ['ba', 'ter', 'con', 'ly', 'pre', 'mo', 'sti', 'ght', 'ee', 'ck'];
  const endings = [
    's',
    'es',
    'ies',
    'ed',
    'ing',
    'ly',
    'ational',
    'izer',
    'fulness',
    'ness',
    'ment',
    'ation',
    'able',
    'e',
    'y',
    'ss',
    'ence',
  ];
  const stem =
    random() < 0.6
      ? pick(random, stems)
      : list(int(random, 1, Math.max(1, Math.min(size, 8))), () => pick(random, syllables)).join('');
  return [stem + list(int(random, 0, 2), () => pick(random, endings)).join('')];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, items) => items[Math.floor(random() * items.length)];
const list = (length, item) => Array.from({ length }, (_, i) => item(i));
