/**
 * Convex hull (Jarvis 1973; CLRS 33.3): wraps the points like a gift, starting at the lowest one.
 *
 * @param xs the abscissas of the points
 * @param ys the ordinates of the points
 * @returns for each point 1 if it is a corner of the hull, else 0; which of several points in line count is decided
 *   as in CLRS-30
 * @sameLength xs ys
 */
export function jarvisMarch(xs: number[], ys: number[]): number[] {
  const inHull = new Array<number>(xs.length).fill(0);
  let point = lowestPoint(xs, ys);
  while (inHull[point] === 0) {
    inHull[point] = 1;
    let next = 0;
    for (let i = 0; i < xs.length; i++) {
      if (next === point || (i !== next && i !== point && !turnsLeft(xs, ys, point, next, i))) next = i;
    }
    point = next;
  }
  return inHull;
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
