import type { Outcome } from '../../src/shared/report.ts';
import { showInput, showValue } from '../../src/shared/show.ts';
import type { Wire } from '../../src/shared/values.ts';

const MOST = 160;

export function shown(value: Wire, most = MOST): string {
  return showValue(value, most);
}

export function shownInput(input: readonly Wire[], most = MOST): string {
  return showInput(input, most);
}

export function shownOutcome(outcome: Outcome): string {
  return outcome.threw === null ? shown(outcome.output) : `throws ${outcome.threw}`;
}
