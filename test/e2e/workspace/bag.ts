/** What inputs look like can't be told from a class: they come from a module. */
export function countLarge(bag: Bag): number {
  let count = 0;
  for (const item of bag.items) if (item > 50) count++;
  return count;
}

export class Bag {
  constructor(readonly items: number[]) {}

  has(item: number): boolean {
    return this.items.includes(item);
  }
}
