import fc from 'fast-check';

const MOST = 24;

/** The plain characters of a regular expression literal, and examples of its classes. */
export function regexpTokens(source: string): string[] {
  const body = source.slice(1, source.lastIndexOf('/'));
  const tokens: string[] = [];
  if (/\\d|0-9/.test(body)) tokens.push('0', '7', '42');
  if (/\\s/.test(body)) tokens.push(' ');
  if (/A-Z/.test(body)) tokens.push('A', 'Q');
  if (/\\w|a-z/.test(body)) tokens.push('a', 'q');
  const withoutClasses = body.replace(
    /\\[dDwWsSbBnrt0-9]|\\[ux][\da-f]+|[A-Za-z0-9]-[A-Za-z0-9]|\{\d+(,\d*)?\}|\(\?(:|=|!|<=|<!|<\w+>)/gi,
    '',
  );
  // An escaped character is plain, whatever it means otherwise.
  const escaped = [...withoutClasses.matchAll(/\\(.)/g)].map((match) => match[1] ?? '');
  const plain = withoutClasses.replace(/\\./g, '').replace(/[\^$*+?()[\]{}|.]/g, '');
  return [...tokens, ...[...escaped, ...plain].slice(0, MOST)];
}

const SAMPLES = 60;
const MOST_WORDS = 12;
const LONGEST = 24;

/**
 * Short texts that a regular expression literal matches; none where it says what can't be made up (a look-around, a
 * back reference).
 */
export function regexpWords(source: string): string[] {
  try {
    const end = source.lastIndexOf('/');
    const flags = [...source.slice(end + 1)].filter((flag) => 'msu'.includes(flag)).join('');
    const body = source.slice(1, end);
    // Where both ends are open, anything would be added before and after.
    const whole = /^\^|(^|[^\\])\$$/.test(body) ? body : `^(?:${body})$`;
    const made = fc.sample(fc.stringMatching(new RegExp(whole, flags)), { numRuns: SAMPLES, seed: 1 });
    const words = made.filter((word) => word !== '' && word.length <= LONGEST && /^[\t\n\x20-\x7e]+$/.test(word));
    return [...new Set(words)].slice(0, MOST_WORDS);
  } catch {
    return [];
  }
}
