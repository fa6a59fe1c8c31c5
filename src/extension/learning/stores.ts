import { createHash } from 'node:crypto';
import path from 'node:path';
import type { LearnedFunction } from '../../shared/panel.ts';
import { idOf, Store } from './store.ts';

/** Where functions are kept, and what the paths in their records are relative to. */
export interface Place {
  readonly folder: string;
  readonly base: string;
}

/** Stands between the name of a place and an id; no id has it. */
const MARK = '~';

/**
 * The stores of a window: a function is kept in the place that its file is under. Two places may hold functions of one id, for an id
 * tells the file within its place: so those of all places but the first go by an id that names their place, too.
 */
export class Stores {
  private readonly known = new Map<string, Store>();

  /** @param places at least one; the first is also for files that are under none. Asked anew each time: folders come and go. */
  constructor(private readonly places: () => readonly [Place, ...Place[]]) {}

  idOf(file: string, name: string): string {
    const place = this.placeOf(file);
    return this.prefix(place) + idOf(file, name, place.base);
  }

  modelFolder(id: string): string {
    const { store, own } = this.of(id);
    return store.modelFolder(own);
  }

  load(): Promise<LearnedFunction[]> {
    return this.fromAll((store) => store.load());
  }

  loadUnfinished(): Promise<LearnedFunction[]> {
    return this.fromAll((store) => store.loadUnfinished());
  }

  /** @throws what the disk says */
  save(fn: LearnedFunction): Promise<void> {
    const { store, own } = this.of(fn.id);
    return store.save({ ...fn, id: own });
  }

  /** @throws what the disk says */
  begin(fn: LearnedFunction): Promise<void> {
    const { store, own } = this.of(fn.id);
    return store.begin({ ...fn, id: own });
  }

  end(id: string): Promise<void> {
    const { store, own } = this.of(id);
    return store.end(own);
  }

  remove(id: string): Promise<void> {
    const { store, own } = this.of(id);
    return store.remove(own);
  }

  /** Follows a function to another file, which may be in another place. @returns it, with all its places there */
  async move(fn: LearnedFunction, file: string): Promise<LearnedFunction> {
    const { store, own } = this.of(fn.id);
    const place = this.placeOf(file);
    const moved = await store.move({ ...fn, id: own }, file, this.storeOf(place));
    return { ...moved, id: this.prefix(place) + moved.id };
  }

  private async fromAll(load: (store: Store) => Promise<LearnedFunction[]>): Promise<LearnedFunction[]> {
    const found = await Promise.all(
      this.places().map(async (place) => {
        const prefix = this.prefix(place);
        return (await load(this.storeOf(place))).map((fn) => ({ ...fn, id: prefix + fn.id }));
      }),
    );
    return found.flat();
  }

  /** The innermost that a file is under. */
  private placeOf(file: string): Place {
    const [first, ...others] = this.places();
    const over = [first, ...others].filter(({ base }) => file.startsWith(base + path.sep));
    return over.reduce<Place | null>((a, b) => (a && a.base.length >= b.base.length ? a : b), null) ?? first;
  }

  private of(id: string): { readonly store: Store; readonly own: string } {
    const [first, ...others] = this.places();
    const place = others.find((each) => id.startsWith(this.prefix(each))) ?? first;
    return { store: this.storeOf(place), own: id.slice(id.indexOf(MARK) + 1) };
  }

  private storeOf({ folder, base }: Place): Store {
    const known = this.known.get(folder) ?? new Store(folder, base);
    this.known.set(folder, known);
    return known;
  }

  private prefix({ base }: Place): string {
    if (base === this.places()[0].base) return '';
    return createHash('sha256').update(base).digest('hex').slice(0, 6) + MARK;
  }
}
