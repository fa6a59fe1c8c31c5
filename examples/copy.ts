/**
 * Copies an array, element by element: the task on which trained networks famously fail once the array gets longer.
 *
 * @param items what to copy
 * @returns a new array with the same elements
 */
export function copy(items: number[]): number[] {
  const result: number[] = [];
  for (let i = 0; i < items.length; i++) result.push(items[i]!);
  return result;
}
