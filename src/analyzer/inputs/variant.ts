import { pick, randomInt, type Random } from '../../shared/random.ts';
import { cloneInput } from './clone.ts';
import { matches } from './conform.ts';
import { chance } from './draw/context.ts';
import type { ValueSpec } from './spec.ts';

/** A copy of a value that suits `spec`: often equal, else with one part changed or left out. */
export function variant(value: unknown, spec: ValueSpec, random: Random): unknown {
  if (chance(random, 0.4)) return cloneInput([value])[0];
  const changed = change(cloneInput([value])[0], random);
  return matches(spec, changed) ? changed : cloneInput([value])[0];
}

/** Changes one part of a value, in place where it has parts. */
function change(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return value + (chance(random, 0.5) ? 1 : -1);
  if (typeof value === 'string') return chance(random, 0.5) ? `${value}a` : value.slice(1);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    if (items.length === 0) return items;
    const at = randomInt(random, 0, items.length - 1);
    if (chance(random, 0.2)) items.splice(at, 1);
    else items[at] = change(items[at], random);
    return items;
  }
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record);
  if (keys.length === 0) return record;
  const key = pick(random, keys);
  if (chance(random, 0.2)) delete record[key];
  else record[key] = change(record[key], random);
  return record;
}
