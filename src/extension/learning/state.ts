import type { LearnedFunction } from '../../shared/panel.ts';

/** What the menus in package.json go by; `parted` was learned too, and parts from its function somewhere. */
export type TreeKind = 'learned' | 'parted' | 'paused' | 'busy' | 'unfinished';

export function treeKind(fn: LearnedFunction, isBusy: boolean): TreeKind {
  if (fn.phase === 'done') return isParted(fn) ? 'parted' : 'learned';
  if (fn.paused) return 'paused';
  return isBusy ? 'busy' : 'unfinished';
}

/** Whether there is an input on which a network and its function, as it was last compared, part. */
export function isParted({ recheck, report }: LearnedFunction): boolean {
  return Boolean((recheck ?? report)?.divergence);
}

/** Whether deleting it loses a result; what was refused, stopped or interrupted before there was one goes without a question. */
export function holdsResult({ report, comparison }: LearnedFunction): boolean {
  return report !== null || Boolean(comparison?.result);
}
