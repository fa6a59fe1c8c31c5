import type { FunctionId } from '../../../shared/program.ts';

/**
 * What a value is used as. Values that are assigned to, compared with or passed for each other share one; so an index
 * and the array that it reads meet, whatever they are called.
 */
export class Kind {
  parent: Kind | null = null;
  /** Kind of its elements. */
  elements: Kind | null = null;
  /** Kind of what its elements are found by. */
  indices: Kind | null = null;
  readonly fields = new Map<string, Kind>();
  /** Functions that it may be. */
  readonly functions = new Set<FunctionId>();
  /** Some value of it comes out of arithmetic, a built-in or an argument, not of a literal. */
  computed = false;
}

/** Kinds as a forest of sets (Tarjan 1975), joined through their elements, indices and fields as in unification. */
export class Kinds {
  /** Grows with every two kinds that turn out to be one. */
  joins = 0;

  of(kind: Kind): Kind {
    let root = kind;
    while (root.parent) root = root.parent;
    for (let at = kind; at.parent;) {
      const next: Kind = at.parent;
      at.parent = root;
      at = next;
    }
    return root;
  }

  same(a: Kind, b: Kind): boolean {
    return this.of(a) === this.of(b);
  }

  elements(kind: Kind): Kind {
    return (this.of(kind).elements ??= new Kind());
  }

  indices(kind: Kind): Kind {
    return (this.of(kind).indices ??= new Kind());
  }

  field(kind: Kind, name: string): Kind {
    const { fields } = this.of(kind);
    const known = fields.get(name);
    if (known) return known;
    const made = new Kind();
    fields.set(name, made);
    return made;
  }

  join(a: Kind, b: Kind): void {
    const [to, from] = [this.of(a), this.of(b)];
    if (to === from) return;
    this.joins++;
    from.parent = to;
    to.computed ||= from.computed;
    for (const fn of from.functions) to.functions.add(fn);
    const { elements, indices } = from;
    if (elements) this.join(this.elements(to), elements);
    if (indices) this.join(this.indices(to), indices);
    for (const [name, kind] of from.fields) this.join(this.field(to, name), kind);
  }
}
