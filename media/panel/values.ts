import type { Outcome } from '../../src/shared/report.ts';
import type { Wire } from '../../src/shared/values.ts';

/** A value as a reader of code writes it, cut to `most` characters. */
export function shown(value: Wire, most = 160): string {
  const text = write(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

export function shownInput(input: readonly Wire[], most = 160): string {
  return shown(input, most + 2).replace(/^\[|\]$/g, '');
}

export function shownOutcome(outcome: Outcome): string {
  return outcome.threw === null ? shown(outcome.output) : `throws ${outcome.threw}`;
}

export function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

export function isTagged(value: Wire): value is { readonly $: string; readonly value?: Wire } {
  return value !== null && typeof value === 'object' && !isList(value) && '$' in value;
}

function write(value: Wire): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(', ')}]`;
  if (!isTagged(value)) {
    const fields = Object.entries(value).map(([key, item]) => `${key}: ${write(item)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  const { $: tag, value: inner } = value;
  if (tag === 'bigint') return `${String(inner)}n`;
  return inner === undefined ? tag : `${tag} ${write(inner)}`;
}
