/**
 * Convex hull (Graham 1972; CLRS 33.3): visits the points by their angle around the lowest one.
 *
 * @param xs the abscissas of the points
 * @param ys the ordinates of the points
 * @returns for each point 1 if it is a corner of the hull, else 0; which of several points in line count is decided
 *   as in CLRS-30
 * @sameLength xs ys
 */
export function grahamScan(xs: number[], ys: number[]): number[] {
  const lowest = lowestPoint(xs, ys);
  const angles = xs.map((x, i) => Math.atan2(ys[i]! - ys[lowest]!, x - xs[lowest]!));
  const order = [...xs.keys()].filter((i) => i !== lowest).sort((a, b) => angles[a]! - angles[b]!);
  const hull = [lowest];
  for (let k = 0; k < order.length; k++) {
    const point = order[k]!;
    while (k >= 2 && hull.length > 1 && !turnsLeft(xs, ys, hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return xs.map((_, i) => (hull.includes(i) ? 1 : 0));
}

function lowestPoint(xs: number[], ys: number[]): number {
  let best = 0;
  for (let i = 1; i < xs.length; i++) {
    if (ys[i]! < ys[best]! || (ys[i] === ys[best] && xs[i]! < xs[best]!)) best = i;
  }
  return best;
}

/** Whether the way from point i over point j to point k bends to the left. */
function turnsLeft(xs: number[], ys: number[], i: number, j: number, k: number): boolean {
  return (xs[j]! - xs[i]!) * (ys[k]! - ys[i]!) - (ys[j]! - ys[i]!) * (xs[k]! - xs[i]!) > 0;
}
