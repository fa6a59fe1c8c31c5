/**
 * All orders of some items, in the order of the items.
 *
 * @param items what to arrange; equal items count as different
 * @size items 0..5
 */
export function permutations(items: number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, i) => {
    const others = [...items.slice(0, i), ...items.slice(i + 1)];
    return permutations(others).map((rest) => [first, ...rest]);
  });
}
