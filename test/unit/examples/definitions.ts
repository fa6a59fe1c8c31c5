import { matrix, reachability } from './inputs.ts';

/** What algorithms of CLRS-30 are defined to compute, computed in the most obvious way. */

type Matrix = readonly (readonly number[])[];

/** 1 for each node without which its neighbours are cut off from each other. */
export function articulationPointsOf(graph: Matrix): number[] {
  const before = reachability(graph);
  return graph.map((_, cut) => {
    const without = reachability(graph.map((row, u) => row.map((edge, v) => (u === cut || v === cut ? 0 : edge))));
    const separates = before.some((row, u) =>
      row.some((reached, v) => u !== cut && v !== cut && reached && !without[u]![v]),
    );
    return separates ? 1 : 0;
  });
}

/** 1 for each edge without which its ends are cut off from each other, 0 for others and on the diagonal, -1 elsewhere. */
export function bridgesOf(graph: Matrix): number[][] {
  return matrix(graph.length, (u, v) => {
    if (u === v) return 0;
    if (graph[u]![v] === 0) return -1;
    const without = graph.map((row) => row.slice());
    without[u]![v] = 0;
    without[v]![u] = 0;
    return reachability(without)[u]![v] ? 0 : 1;
  });
}

/** For each node the first of those discovered that it reaches and that reach it. */
export function componentsOf(graph: Matrix): (number | undefined)[] {
  const reaches = reachability(graph);
  const discovered: number[] = [];
  const discover = (u: number): void => {
    if (discovered.includes(u)) return;
    discovered.push(u);
    graph[u]!.forEach((edge, v) => edge !== 0 && discover(v));
  };
  graph.forEach((_, u) => discover(u));
  return graph.map((_, u) => discovered.find((v) => reaches[u]![v] && reaches[v]![u]));
}

/** The first of the runs of the largest sum: its first and last index, and the sum. */
export function maximumSubarrayOf(values: readonly number[]): [low: number, high: number, sum: number] {
  let best: [number, number, number] = [0, 0, -Infinity];
  for (let high = 0; high < values.length; high++) {
    for (let low = 0; low <= high; low++) {
      const sum = values.slice(low, high + 1).reduce((a, b) => a + b);
      if (sum > best[2]) best = [low, high, sum];
    }
  }
  return best;
}

/** 1 for each point that lies on a line with another one so that all the rest is on one side. */
export function hullOf(xs: readonly number[], ys: readonly number[]): number[] {
  const side = (i: number, j: number, k: number): number =>
    Math.sign((xs[j]! - xs[i]!) * (ys[k]! - ys[i]!) - (ys[j]! - ys[i]!) * (xs[k]! - xs[i]!));
  const points = [...xs.keys()];
  return points.map((i) =>
    points.some((j) => j !== i && points.every((k) => k === i || k === j || side(i, j, k) > 0)) ? 1 : 0,
  );
}

/**
 * `root[low][high]`: the first of the roots that make a search tree over the keys low … high - 1 cheapest.
 * @param p how often each key is looked for
 * @param q how often a search ends in each gap, one more than there are keys
 */
export function bestRootsOf(p: readonly number[], q: readonly number[]): number[][] {
  // A key costs its weight once for every node on the way to it, itself included; a gap costs once more.
  const costWith = (root: number, low: number, high: number, depth: number): number =>
    p[root]! * depth + cheapest(low, root, depth + 1) + cheapest(root + 1, high, depth + 1);
  const roots = (low: number, high: number): number[] => Array.from({ length: high - low }, (_, k) => low + k);
  const cheapest = (low: number, high: number, depth: number): number =>
    low === high ? q[low]! * depth : Math.min(...roots(low, high).map((r) => costWith(r, low, high, depth)));
  return matrix(q.length, (low, high) =>
    low < high ? roots(low, high).find((r) => costWith(r, low, high, 1) === cheapest(low, high, 1))! : 0,
  );
}

/** Whether a task is taken exactly if fewer heavier tasks were taken than its deadline allows. */
export function isSchedule(
  selected: readonly number[],
  deadlines: readonly number[],
  weights: readonly number[],
): boolean {
  return selected.every((taken, i) => {
    const heavier = selected.filter((other, j) => other === 1 && weights[j]! > weights[i]!).length;
    return taken === (heavier < deadlines[i]! ? 1 : 0);
  });
}
