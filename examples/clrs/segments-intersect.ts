/**
 * Whether two segments in the plane touch or cross (CLRS 33.1). The first joins points 0 and 1, the second 2 and 3.
 *
 * @param xs the abscissas of the four points
 * @param ys the ordinates of the four points
 * @returns 1 if the segments have a point in common, else 0
 * @size xs 4..4
 * @size ys 4..4
 */
export function segmentsIntersect(xs: number[], ys: number[]): number {
  const d0 = direction(xs, ys, 2, 3, 0);
  const d1 = direction(xs, ys, 2, 3, 1);
  const d2 = direction(xs, ys, 0, 1, 2);
  const d3 = direction(xs, ys, 0, 1, 3);
  if (((d0 > 0 && d1 < 0) || (d0 < 0 && d1 > 0)) && ((d2 > 0 && d3 < 0) || (d2 < 0 && d3 > 0))) return 1;
  if (d0 === 0 && isBetween(xs, ys, 2, 3, 0)) return 1;
  if (d1 === 0 && isBetween(xs, ys, 2, 3, 1)) return 1;
  if (d2 === 0 && isBetween(xs, ys, 0, 1, 2)) return 1;
  if (d3 === 0 && isBetween(xs, ys, 0, 1, 3)) return 1;
  return 0;
}

/** On which side of the line from point i to point j point k lies: the sign counts, 0 is on the line. */
function direction(xs: number[], ys: number[], i: number, j: number, k: number): number {
  return (xs[k]! - xs[i]!) * (ys[j]! - ys[i]!) - (xs[j]! - xs[i]!) * (ys[k]! - ys[i]!);
}

/** Whether point k, which is in line with points i and j, lies between them. */
function isBetween(xs: number[], ys: number[], i: number, j: number, k: number): boolean {
  return (
    Math.min(xs[i]!, xs[j]!) <= xs[k]! &&
    xs[k]! <= Math.max(xs[i]!, xs[j]!) &&
    Math.min(ys[i]!, ys[j]!) <= ys[k]! &&
    ys[k]! <= Math.max(ys[i]!, ys[j]!)
  );
}
