import type { StoryEntry } from '../../src/shared/panel.ts';

type Traced = Extract<StoryEntry, { kind: 'traced' }>;

/** An entry of the story as it is shown; `quiet` stands for several searches in a row that found nothing new. */
export type ShownEntry =
  | { readonly kind: 'entry'; readonly entry: StoryEntry; readonly isFirst: boolean }
  | { readonly kind: 'quiet'; readonly searches: number; readonly last: Traced };

/** Searches that found nothing are told as one: what matters stays in sight. */
export function shownEntries(story: readonly StoryEntry[]): readonly ShownEntry[] {
  const shown: ShownEntry[] = [];
  let traced = false;
  for (const entry of story) {
    const before = shown.at(-1);
    if (entry.kind === 'traced' && traced && entry.informative === 0) {
      const searches = before?.kind === 'quiet' ? before.searches + 1 : 1;
      if (before?.kind === 'quiet') shown.pop();
      shown.push({ kind: 'quiet', searches, last: entry });
      continue;
    }
    shown.push({ kind: 'entry', entry, isFirst: entry.kind === 'traced' && !traced });
    traced ||= entry.kind === 'traced';
  }
  return shown;
}
