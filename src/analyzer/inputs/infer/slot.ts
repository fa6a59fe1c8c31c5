/** Kinds of values that uses of a value speak for. */
export type Evidence =
  | 'number'
  | 'bigint'
  | 'string'
  | 'boolean'
  | 'array'
  | 'object'
  /** An object whose keys are data. */
  | 'record'
  | 'map'
  | 'set'
  | 'function'
  | 'regexp'
  | 'date';

/** A comparison that makes the program throw where it is true. */
export interface Rejection {
  readonly operator: string;
  readonly bound: number;
}

/** A number compared with something. */
export interface Comparison {
  readonly with: Slot;
  readonly operator: string;
}

const PARTS = ['elementSlot', 'lengthSlot', 'resultSlot', 'keySlot'] as const;

/**
 * What is known of all values that flow through one place: a parameter, the elements of an array, a field. Places
 * whose values flow into each other are united (Steensgaard, "Points-to analysis in almost linear time", POPL 1996),
 * so an element that was swapped through a variable is still an element.
 */
export class Slot {
  private into: Slot | null = null;
  private elementSlot: Slot | null = null;
  private lengthSlot: Slot | null = null;
  private resultSlot: Slot | null = null;
  private keySlot: Slot | null = null;
  private readonly facts = new Facts();

  /** The slot that stands for this one and all it is united with. */
  get root(): Slot {
    let slot: Slot = this;
    while (slot.into) slot = slot.into;
    if (slot !== this) this.into = slot;
    return slot;
  }

  get own(): Facts {
    return this.root.facts;
  }

  note(kind: Evidence, weight: number): this {
    const { kinds } = this.own;
    kinds.set(kind, (kinds.get(kind) ?? 0) + weight);
    return this;
  }

  get element(): Slot {
    return (this.root.elementSlot ??= new Slot());
  }

  get length(): Slot {
    const root = this.root;
    if (!root.lengthSlot) {
      root.lengthSlot = new Slot().note('number', 1);
      root.lengthSlot.own.lengthOf.add(root);
    }
    return root.lengthSlot;
  }

  /** What a function returns. */
  get result(): Slot {
    return (this.root.resultSlot ??= new Slot());
  }

  get key(): Slot {
    return (this.root.keySlot ??= new Slot());
  }

  get hasElement(): boolean {
    return this.root.elementSlot !== null;
  }

  get hasLength(): boolean {
    return this.root.lengthSlot !== null;
  }

  get hasResult(): boolean {
    return this.root.resultSlot !== null;
  }

  field(name: string): Slot {
    const { fields } = this.own;
    const known = fields.get(name);
    if (known) return known;
    const slot = new Slot();
    fields.set(name, slot);
    return slot;
  }

  argument(i: number): Slot {
    const list = this.own.calledWith;
    while (list.length <= i) list.push(new Slot());
    return list[i] as Slot;
  }

  /** From now on both are one place. */
  unite(other: Slot): void {
    const [a, b] = [this.root, other.root];
    if (a === b) return;
    b.into = a;
    a.facts.merge(b.facts);
    // Uniting parts can unite this slot further (lists of themselves), so the root is looked up each time.
    for (const part of PARTS) {
      const [mine, theirs] = [this.root[part], b[part]];
      if (mine && theirs) mine.unite(theirs);
      else this.root[part] = mine ?? theirs;
    }
    for (const [name, slot] of b.facts.fields) {
      const known = this.own.fields.get(name);
      if (known) known.unite(slot);
      else this.own.fields.set(name, slot);
    }
    // What is not there yet is taken as it is: with a place made for it, functions that are given themselves never end.
    b.facts.calledWith.forEach((slot, i) => {
      const { calledWith } = this.own;
      const known = calledWith[i];
      if (known) known.unite(slot);
      else calledWith.push(slot);
    });
  }
}

export class Facts {
  readonly kinds = new Map<Evidence, number>();
  /** Array or string: indexed by a number, has its length read, iterated; which of the two stays open. */
  sequence = 0;
  /** Evidence that only whole numbers make sense. */
  integer = false;
  /** Steers a loop, a recursion or a size. */
  count = false;
  /** It is divided or shifted down, so that the work grows with its logarithm. */
  shrinks = false;
  specials = false;
  /** Its elements are written into. */
  written = false;
  /** Held against `null`, and not against `undefined`. */
  nullable = false;
  /** Tested for being there at all. */
  optional = false;
  /** Literals it is compared with, searched for, or made of. */
  readonly literals = new Set<string | number>();
  /** Values it starts with as a default. */
  readonly defaults = new Set<string | number>();
  readonly indexOf = new Set<Slot>();
  /** Positions in these are computed from it. */
  readonly nearIndexOf = new Set<Slot>();
  readonly lengthOf = new Set<Slot>();
  /** It is the code of one of their characters. */
  readonly codeIn = new Set<Slot>();
  readonly compared: Comparison[] = [];
  readonly rejected: Rejection[] = [];
  /** Numbers it was computed from by adding, subtracting or halving. */
  readonly from: Slot[] = [];
  /** Strings (or arrays) it is searched in as a whole. */
  readonly needleOf = new Set<Slot>();
  /** Arrays, maps, … it is looked up in as an element. */
  readonly soughtIn = new Set<Slot>();
  readonly fields = new Map<string, Slot>();
  readonly calledWith: Slot[] = [];
  /** How a function is used: the groups of functions.ts. */
  readonly roles = new Set<string>();
  /** A program's own literal, not a value from outside. */
  constant = false;

  merge(other: Facts): void {
    for (const [kind, weight] of other.kinds) this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + weight);
    this.sequence += other.sequence;
    this.integer ||= other.integer;
    this.count ||= other.count;
    this.shrinks ||= other.shrinks;
    this.specials ||= other.specials;
    this.written ||= other.written;
    this.nullable ||= other.nullable;
    this.optional ||= other.optional;
    for (const key of ['literals', 'defaults'] as const) for (const item of other[key]) this[key].add(item);
    for (const key of ['indexOf', 'nearIndexOf', 'lengthOf', 'codeIn', 'needleOf', 'soughtIn'] as const) {
      for (const item of other[key]) this[key].add(item);
    }
    for (const item of other.roles) this.roles.add(item);
    this.rejected.push(...other.rejected);
    this.compared.push(...other.compared);
    this.from.push(...other.from);
  }
}

export function isOneOf(slots: ReadonlySet<Slot>, slot: Slot): boolean {
  return [...slots].some((each) => each.root === slot.root);
}
