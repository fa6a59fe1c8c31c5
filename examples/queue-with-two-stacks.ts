/** A first-in, first-out queue made of two stacks: each element is moved once, so a step costs O(1) on average. */
export class Queue<T> {
  private readonly incoming: T[] = [];
  private readonly outgoing: T[] = [];

  get size(): number {
    return this.incoming.length + this.outgoing.length;
  }

  enqueue(item: T): void {
    this.incoming.push(item);
  }

  /** Removes the oldest element; `undefined` if the queue is empty. */
  dequeue(): T | undefined {
    if (this.outgoing.length === 0) {
      while (this.incoming.length > 0) this.outgoing.push(this.incoming.pop()!);
    }
    return this.outgoing.pop();
  }
}

/**
 * Hot potato: the players stand in a circle and pass a potato on; who holds it after `passes` passes is out.
 *
 * @param players their names
 * @param passes how often the potato is passed on in a round
 * @returns the players in the order in which they leave; the last one has won
 * @integer passes
 * @range passes 0..10
 */
export function hotPotato(players: string[], passes: number): string[] {
  const circle = new Queue<string>();
  for (const player of players) circle.enqueue(player);
  const leaving: string[] = [];
  while (circle.size > 0) {
    for (let i = 0; i < passes; i++) circle.enqueue(circle.dequeue()!);
    leaving.push(circle.dequeue()!);
  }
  return leaving;
}
