/** What is known of a value whose type the text never says: one of these for each set of values that must be alike. */
export class Kind {
  private parent: Kind | null = null;
  private ownFields: Map<string, Kind> | null = null;
  private ownElement: Kind | null = null;
  /** It is, or is compared with, NIL. */
  nullable = false;
  /** It is a number, a text or a truth value. */
  plain: 'number' | 'string' | 'boolean' | null = null;

  get root(): Kind {
    let found: Kind = this;
    while (found.parent) found = found.parent;
    return found;
  }

  get fields(): ReadonlyMap<string, Kind> {
    return this.root.ownFields ?? NO_FIELDS;
  }

  /** What an array of this kind holds; null if it is no array. */
  get items(): Kind | null {
    return this.root.ownElement?.root ?? null;
  }

  field(name: string): Kind {
    const own = this.root;
    own.ownFields ??= new Map();
    const known = own.ownFields.get(name) ?? new Kind();
    own.ownFields.set(name, known);
    return known.root;
  }

  element(): Kind {
    const own = this.root;
    own.ownElement ??= new Kind();
    return own.ownElement.root;
  }

  note(plain: NonNullable<Kind['plain']>): void {
    this.root.plain ??= plain;
  }

  /** From now on both are one. Numbers and records are never the same, whatever the text compares. */
  unite(other: Kind): void {
    const [into, from] = [this.root, other.root];
    if (into === from || isMixed(into, from)) return;
    from.parent = into;
    into.nullable ||= from.nullable;
    into.plain ??= from.plain;
    const { ownFields, ownElement } = from;
    if (ownElement) {
      const { root } = into;
      if (root.ownElement) root.ownElement.unite(ownElement);
      else root.ownElement = ownElement;
    }
    for (const [name, field] of ownFields ?? []) {
      const own = (into.root.ownFields ??= new Map<string, Kind>());
      const known = own.get(name);
      if (known) known.unite(field);
      else own.set(name, field);
    }
  }
}

const NO_FIELDS: ReadonlyMap<string, Kind> = new Map();

function isMixed(a: Kind, b: Kind): boolean {
  const has = (kind: Kind): boolean => kind.fields.size > 0 || kind.items !== null;
  return (a.plain !== null && has(b)) || (b.plain !== null && has(a));
}
