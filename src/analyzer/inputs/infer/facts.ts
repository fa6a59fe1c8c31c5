import { Slot } from './slot.ts';
import { FLIPPED } from './syntax.ts';

/** The slot of a literal of the program. */
export function literal(value: string | number): Slot {
  const slot = new Slot().note(typeof value === 'string' ? 'string' : 'number', 1);
  slot.own.literals.add(value);
  slot.own.constant = true;
  return slot;
}

/** A new array of the same elements. */
export function copyOf(slot: Slot): Slot {
  const copy = new Slot().note('array', 1);
  copy.element.unite(slot.element);
  return copy;
}

/** The keys of an object literal. */
export function tableOf(slot: Slot): string[] | null {
  const { fields, sequence, kinds } = slot.own;
  if (fields.size < 2 || sequence > 2 || !kinds.has('object')) return null;
  return [...fields.keys()].filter((name) => !/^\d+$/.test(name));
}

/** Notes that a value is a number. */
export function number(slot: Slot, integer: boolean): void {
  slot.note('number', 1);
  if (integer) whole(slot);
}

/** Sums and halves of whole numbers come from whole numbers. */
export function whole(slot: Slot, depth = 0): void {
  if (slot.own.constant || depth > 4) return;
  slot.own.integer = true;
  for (const source of slot.own.from) if (!source.own.integer) whole(source, depth + 1);
}

/** Two values are compared: they are alike, and a literal among them is worth a try. */
export function compare(left: Slot, right: Slot, operator: string): void {
  left.own.compared.push({ with: right, operator });
  right.own.compared.push({ with: left, operator: FLIPPED[operator] ?? operator });
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!other.own.constant) continue;
    for (const value of other.own.literals) {
      if (!one.own.constant) one.own.literals.add(value);
      const isCode = typeof value === 'number' && value >= 9 && value < 0xffff && Number.isInteger(value);
      if (isCode) for (const text of one.own.codeIn) text.own.literals.add(String.fromCharCode(value));
      one.note(typeof value === 'string' ? 'string' : 'number', 1);
    }
  }
}

/** Two values that meet in one: united, unless one of them is a literal whose text says nothing of the other. */
export function join(left: Slot, right: Slot, literals = true): Slot {
  if (literals && (left.own.constant || right.own.constant)) {
    const open = left.own.constant ? right : left;
    const known = left.own.constant ? left : right;
    for (const [kind, weight] of known.own.kinds) open.note(kind, weight * 0.5);
    return open;
  }
  left.unite(right);
  return left;
}

/** `object[index]`; what the index was computed from lies near a position too. */
export function indexInto(index: Slot, object: Slot): void {
  index.own.indexOf.add(object);
  // Each once, at its nearest: in a long function, the ways from one to another are many more than they are.
  const near = new Set<Slot>();
  let level: readonly Slot[] = [index.root];
  for (let depth = 0; depth <= 5 && level.length > 0; depth++) {
    const next: Slot[] = [];
    for (const { own } of level) {
      if (own.constant) continue;
      if (depth > 0) {
        own.nearIndexOf.add(object);
        own.integer = true;
      }
      for (const { root } of own.from) {
        if (near.has(root)) continue;
        near.add(root);
        next.push(root);
      }
    }
    level = next;
  }
}
