/**
 * Scheduling of unit-time tasks (Lawler 1985; CLRS 16.5), heaviest first, as CLRS-30 simplifies it: a task is taken
 * if fewer tasks than its deadline have been taken before it.
 *
 * @param d the deadline of each task
 * @param w the penalty of each task if it is late
 * @returns for each task 1 if it is selected, else 0
 * @integer d
 * @range d 1..20
 * @sameLength d w
 */
export function taskScheduling(d: number[], w: number[]): number[] {
  const selected = new Array<number>(d.length).fill(0);
  const heaviestFirst = [...w.keys()].sort((a, b) => w[b]! - w[a]!);
  let t = 0;
  for (const i of heaviestFirst) {
    if (t < d[i]!) {
      selected[i] = 1;
      t++;
    }
  }
  return selected;
}
