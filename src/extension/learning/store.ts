import { access, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { LearnedFunction } from '../../shared/panel.ts';
import { isRunning } from '../../shared/running.ts';

/** Format of the records; others are left alone and not shown. */
const VERSION = 3;
/** What is being learned; should the window go, it is found here. */
const UNFINISHED = '.unfinished';

interface StoredRecord {
  readonly version: number;
  /** The process that is at work on it; absent where none is. */
  readonly by?: number | undefined;
  readonly fn: LearnedFunction;
}

/**
 * Learned functions on disk: for each a folder with its model, and a record beside it with all that is shown of it. The
 * record's own paths are relative to `base`, so that a shared folder works on another machine.
 */
export class Store {
  constructor(
    private readonly folder: string,
    private readonly base: string,
  ) {}

  modelFolder(id: string): string {
    return path.join(this.folder, id);
  }

  private recordFile(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }

  /** Everything readable; damaged records are passed over. */
  load(): Promise<LearnedFunction[]> {
    return this.readAll('.json');
  }

  /** What was begun and did not end: the window was closed before. */
  loadUnfinished(): Promise<LearnedFunction[]> {
    return this.readAll(UNFINISHED);
  }

  private async readAll(ending: string): Promise<LearnedFunction[]> {
    const names = await readdir(this.folder).catch(() => []);
    const files = names.filter((name) => name.endsWith(ending));
    const loaded = await Promise.all(files.map((name) => this.read(path.join(this.folder, name))));
    return loaded.filter((fn) => fn !== null);
  }

  private async read(file: string): Promise<LearnedFunction | null> {
    try {
      const { version, fn, by } = JSON.parse(await readFile(file, 'utf8')) as StoredRecord;
      // Another window on a shared folder may be at it still: two would write over one another.
      if (by !== undefined && by !== process.pid && isRunning(by)) return null;
      return version === VERSION ? withPaths(fn, (name) => path.resolve(this.base, name)) : null;
    } catch {
      return null;
    }
  }

  /** @throws what the disk says. A record is whole or not there. */
  save(fn: LearnedFunction): Promise<void> {
    return this.write(this.recordFile(fn.id), fn);
  }

  /** Notes that work on a function begins. What was learned of it before stays. @throws what the disk says */
  begin(fn: LearnedFunction): Promise<void> {
    return this.write(this.unfinishedFile(fn.id), fn, process.pid);
  }

  async end(id: string): Promise<void> {
    await rm(this.unfinishedFile(id), { force: true });
  }

  private unfinishedFile(id: string): string {
    return path.join(this.folder, `${id}${UNFINISHED}`);
  }

  private async write(file: string, fn: LearnedFunction, by?: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const relative = withPaths(fn, (name) => path.relative(this.base, name).split(path.sep).join('/'));
    const fresh = `${file}.new`;
    try {
      await writeFile(fresh, JSON.stringify({ version: VERSION, by, fn: relative } satisfies StoredRecord));
      await rename(fresh, file);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  }

  /** Follows a function to another file, perhaps in another store. @returns it, with all its places there */
  async move(fn: LearnedFunction, file: string, to: Store = this): Promise<LearnedFunction> {
    const id = idOf(file, fn.name, to.base);
    const moved = { ...withPaths(fn, (name) => (name === fn.file ? file : name)), id };
    await rm(to.modelFolder(id), { recursive: true, force: true });
    // Another store may be on another disk. What could not be learned has no model.
    if (await isThere(this.modelFolder(fn.id)))
      await cp(this.modelFolder(fn.id), to.modelFolder(id), { recursive: true });
    await to.save(moved);
    await this.remove(fn.id);
    return moved;
  }

  async remove(id: string): Promise<void> {
    await Promise.all([
      rm(this.recordFile(id), { force: true }),
      rm(this.modelFolder(id), { recursive: true, force: true }),
      rm(path.join(this.folder, `.${id}.training`), { force: true }),
      this.end(id),
    ]);
  }
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Files are told by these keys, wherever in a record they stand. */
const PATHS = new Set(['file', 'generator']);

/** The same with all files of it under other names. Pure. */
export function withPaths(fn: LearnedFunction, change: (file: string) => string): LearnedFunction {
  return JSON.parse(
    JSON.stringify(fn, (key, value: unknown) => (PATHS.has(key) && typeof value === 'string' ? change(value) : value)),
  ) as LearnedFunction;
}

/** Readable and stable: the function's name, and a hash of where it is. */
export function idOf(file: string, name: string, base: string): string {
  const place = path.relative(base, file).split(path.sep).join('/');
  const hash = createHash('sha256').update(`${place}#${name}`).digest('hex').slice(0, 8);
  return `${name.replace(/[^\w-]+/g, '-')}-${hash}`;
}
