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
