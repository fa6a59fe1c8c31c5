/**
 * Activity selection (Gavril 1972; CLRS 16.1): the most activities that don't overlap, earliest finish first.
 *
 * @param s when each activity starts
 * @param f when each activity finishes
 * @returns for each activity 1 if it is selected, else 0
 * @sameLength s f
 */
export function activitySelector(s: number[], f: number[]): number[] {
  const selected = new Array<number>(s.length).fill(0);
  const byFinish = [...f.keys()].sort((a, b) => f[a]! - f[b]!);
  let last = -1;
  for (const m of byFinish) {
    if (last === -1 || s[m]! >= f[last]!) {
      selected[m] = 1;
      last = m;
    }
  }
  return selected;
}
