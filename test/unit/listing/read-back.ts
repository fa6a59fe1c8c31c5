import type { ListingLine } from '../../../src/shared/listing.ts';

/**
 * A function's listing as JavaScript: indentation becomes braces, words become operators. It reads what has no functions
 * within, and one name for one variable.
 */
export function readBack(lines: readonly ListingLine[], variables: readonly string[]): string {
  const out: string[] = [];
  const open: string[] = [];
  let loops = 0;
  const labels: string[] = [];
  const close = (to: number): void => {
    while (open.length > to) {
      out.push(open.pop() ?? '');
      labels.length = Math.min(labels.length, open.length);
    }
  };
  for (const { indent, text } of lines) {
    const isWhileOfDo = open.length === indent + 1 && open.at(-1) === 'DO' && text.startsWith('while ');
    if (isWhileOfDo) {
      open.pop();
      labels.length = Math.min(labels.length, open.length);
      out.push(`} while (${symbols(text.slice('while '.length))});`);
      continue;
    }
    close(indent);
    const head = headOf(text);
    if (head === null) {
      out.push(text === 'nothing' ? ';' : `${jump(symbols(text), labels)};`);
      continue;
    }
    const isLoop = /^(for|while|do)\b/.test(text);
    labels[open.length] = isLoop ? `L${++loops}` : '';
    out.push((isLoop ? `L${loops}: ` : '') + head);
    open.push(text === 'do' ? 'DO' : '}');
    if (indent === 0 && variables.length > 0) out.push(`let ${variables.join(', ')};`);
  }
  close(0);
  return out.join('\n');
}

function headOf(text: string): string | null {
  const [, word = '', rest = ''] =
    /^(else if|if|while|for|else|do|try|catch|finally|function)\b ?(.*)$/.exec(text) ?? [];
  switch (word) {
    case 'if':
    case 'while':
    case 'for':
    case 'else if':
    case 'catch':
      return `${word} (${symbols(rest)}) {`;
    case 'else':
    case 'do':
    case 'try':
    case 'finally':
      return `${word} {`;
    case 'function':
      return `function ${rest} {`;
    default:
      return null;
  }
}

/** `break`, out of several loops where it says so. */
function jump(text: string, labels: readonly string[]): string {
  const [, word, outer = ''] = /^(break|continue)((?: outer)*)/.exec(text) ?? [];
  if (word === undefined) return text;
  const loops = labels.filter((label) => label !== '').reverse();
  return `${word} ${loops[outer.split('outer').length - 1] ?? ''}`;
}

/** Words to operators, outside of strings. */
function symbols(text: string): string {
  const parts = text.split(/("(?:[^"\\]|\\.)*")/);
  return parts
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .replace(/\band\b/g, '&&')
            .replace(/\bor\b/g, '||')
            .replace(/\bnot\b/g, '!'),
    )
    .join('');
}
