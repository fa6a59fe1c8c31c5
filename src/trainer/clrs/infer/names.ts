/** Gives out names that are unique. A hint called like an input or output gets `_h`, as in the benchmark. */
export class Names {
  private readonly taken = new Set<string>();

  constructor(reserved: readonly string[]) {
    for (const name of reserved) this.taken.add(name);
  }

  take(name: string, hint: boolean): string {
    let unique = hint && this.taken.has(name) ? `${name}_h` : name;
    for (let i = 2; this.taken.has(unique); i++) unique = `${name}_${i}`;
    this.taken.add(unique);
    return unique;
  }
}
