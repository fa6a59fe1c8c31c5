import { t } from './l10n.ts';
import type { Outcome } from './report.ts';
import type { Wire } from './values.ts';

/** A value as a reader of code writes it: `[1, "a"]`, `undefined`, `Map { 1 → 2 }`. Cut to `most` characters. */
export function showValue(value: Wire, most: number): string {
  const text = write(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A list of arguments, without the list's own brackets. */
export function showInput(input: readonly Wire[], most: number): string {
  return showValue(input, most + 2).replace(/^\[|\]$/g, '');
}

export function showOutcome({ threw, output }: Outcome, most: number): string {
  return threw === null ? showValue(output, most) : t('throws {0}', threw);
}

/** What tells two outcomes apart: where both answer alike, it is what became of the arguments. */
export function showOutcomes(expected: Outcome, got: Outcome, most: number): { expected: string; got: string } {
  const texts = { expected: showOutcome(expected, most), got: showOutcome(got, most) };
  if (texts.expected !== texts.got) return texts;
  const after = ({ mutated }: Outcome): string => t('{0}, arguments become {1}', texts.got, showInput(mutated, most));
  return { expected: after(expected), got: after(got) };
}

/** `a, b and c` */
export function listed(texts: readonly string[], word: 'and' | 'or'): string {
  const last = texts.at(-1) ?? '';
  const others = texts.slice(0, -1).join(', ');
  if (others === '') return last;
  return word === 'and' ? t('{0} and {1}', others, last) : t('{0} or {1}', others, last);
}

export function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

/** Whether a wire form stands for what JSON lacks. */
export function isTagged(value: Wire): value is { readonly $: string; readonly class?: string; readonly value?: Wire } {
  return value !== null && typeof value === 'object' && !isList(value) && typeof value['$'] === 'string';
}

function write(value: Wire): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(', ')}]`;
  if (isTagged(value)) return writeTagged(value.$, value.class, value.value);
  const fields = Object.entries(value).map(([key, item]) => `${key}: ${write(item)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function writeTagged(tag: string, className: string | undefined, inner: Wire | undefined): string {
  if (inner === undefined) return tag;
  switch (tag) {
    case 'bigint':
      return typeof inner === 'string' ? `${inner}n` : tag;
    case 'function':
      return typeof inner === 'string' ? `function ${inner}`.trim() : tag;
    case 'instance':
      return `${className ?? ''} ${write(inner)}`.trim();
    case 'Map': {
      const pairs = isList(inner)
        ? inner.map((pair) => (isList(pair) ? pair.map(write).join(' → ') : write(pair)))
        : [];
      return `Map { ${pairs.join(', ')} }`;
    }
    default:
      return `${tag} ${write(inner)}`;
  }
}
