import { numberedAs, readGraph } from './draw/graphs.ts';
import type { InputSpec, Place, ValueSpec } from './spec.ts';

/** Reads and writes the places that relations speak of, in one argument list. */
export class Places {
  constructor(
    private readonly spec: InputSpec,
    readonly args: unknown[],
  ) {}

  get(place: Place): unknown {
    const { index, fields } = this.resolve(place);
    const parameter = this.spec.parameters[index];
    let value: unknown = parameter?.rest ? this.args.slice(index) : this.args[index];
    for (const field of fields) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = (value as Record<string, unknown>)[field];
    }
    return value;
  }

  /** Does nothing where the place is missing. */
  set(place: Place, value: unknown): void {
    const { index, fields } = this.resolve(place);
    const last = fields.at(-1);
    if (last === undefined) {
      if (index < this.args.length && !this.spec.parameters[index]?.rest) this.args[index] = value;
      return;
    }
    const holder = this.get([place.split('.')[0], ...fields.slice(0, -1)].join('.'));
    if (typeof holder === 'object' && holder !== null && last in holder) {
      (holder as Record<string, unknown>)[last] = value;
    }
  }

  /** The spec at a place; of a union the option that has a size. */
  specAt(place: Place): ValueSpec | undefined {
    const { index, fields } = this.resolve(place);
    let spec = this.spec.parameters[index]?.value;
    for (const field of fields) {
      spec = option(spec, 'object');
      spec = spec?.kind === 'object' ? spec.fields.find(({ name }) => name === field)?.value : undefined;
    }
    return spec;
  }

  /** Length of an array or string, size of a collection, number of vertices of a graph; `null` if it has none. */
  length(place: Place): number | null {
    const value = this.get(place);
    const graph = option(this.specAt(place), 'graph');
    if (graph?.kind === 'graph') return readGraph(graph, value)?.n ?? null;
    return lengthOf(value);
  }

  /** What positions in a place are counted from. */
  first({ of, first }: { readonly of: Place; readonly first?: 1 | 'listed' }): number {
    if (first !== 'listed') return first ?? 0;
    const graph = option(this.specAt(of), 'graph');
    return graph?.kind === 'graph' ? (numberedAs(graph, this.get(of)).first ?? 0) : 0;
  }

  private resolve(place: Place): { index: number; fields: string[] } {
    const [name, ...fields] = place.split('.');
    return { index: this.spec.parameters.findIndex((parameter) => parameter.name === name), fields };
  }
}

function option(spec: ValueSpec | undefined, kind: ValueSpec['kind']): ValueSpec | undefined {
  return spec?.kind === 'union' ? spec.options.find((each) => each.kind === kind) : spec;
}

function lengthOf(value: unknown): number | null {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof Map || value instanceof Set) return value.size;
  const { length } = value as { length?: unknown };
  return typeof length === 'number' ? length : Object.keys(value).length;
}

/** What a `member` relation chooses from: elements, cells, characters, keys. */
export function membersOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [...value];
  if (typeof value !== 'object' || value === null) return [];
  if (value instanceof Map) return [...value.keys()];
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>);
  if (!Array.isArray(value)) return Object.keys(value);
  const items = value as readonly unknown[];
  return items.length > 0 && items.every((item) => Array.isArray(item)) ? items.flat() : items;
}
