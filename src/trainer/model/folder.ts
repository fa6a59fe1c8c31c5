import fs from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { isRunning } from '../../shared/running.ts';
import { looksLikeManifest } from './manifest.ts';

export const MANIFEST = 'model.json';

/** What a folder of ours holds, and by which file it is known: only such a one is replaced. */
export interface FolderKind {
  readonly manifest: string;
  readonly isOurs: (manifest: string) => boolean;
  /** What it is called in messages. */
  readonly name: string;
}

const MODEL: FolderKind = { manifest: MANIFEST, isOurs: looksLikeManifest, name: 'model' };

/** What replacing a folder does to the disk; tests put one in that fails halfway. */
export interface Disk {
  /** The absolute path, links followed as far as it exists. */
  readonly resolve: (dir: string) => Promise<string>;
  readonly list: (dir: string) => Promise<string[]>;
  readonly read: (file: string) => Promise<Buffer>;
  readonly makeDirectory: (dir: string) => Promise<void>;
  /** Writes a new file and waits until it is on the disk. */
  readonly write: (file: string, content: string | Uint8Array) => Promise<void>;
  /** Waits until a folder's entries are on the disk. */
  readonly sync: (dir: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (dir: string) => Promise<void>;
}

export const realDisk: Disk = {
  resolve: async (dir) => {
    try {
      return await fs.realpath(dir);
    } catch {
      return path.resolve(dir);
    }
  },
  list: (dir) => fs.readdir(dir),
  read: (file) => fs.readFile(file),
  makeDirectory,
  write: async (file, content) => {
    const handle = await fs.open(file, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  sync: async (dir) => {
    // Windows can't open folders, and needs no such step.
    if (process.platform === 'win32') return;
    const handle = await fs.open(dir, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => fs.rename(from, to),
  remove: (dir) => fs.rm(dir, { recursive: true, force: true }),
};

/** Makes a folder and those above it. Node's own way never ends where a file system has no such folder to give (/proc). */
async function makeDirectory(dir: string): Promise<void> {
  try {
    await fs.mkdir(dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await fs.stat(dir)).isDirectory()) return;
    const parent = path.dirname(dir);
    if (code !== 'ENOENT' || (await exists(parent))) throw error;
    await makeDirectory(parent);
    await fs.mkdir(dir);
  }
}

async function exists(dir: string): Promise<boolean> {
  try {
    await fs.stat(dir);
    return true;
  } catch {
    return false;
  }
}

/**
 * Replaces a folder of ours, by default a model's, as a whole. The files are written into a folder beside it; then the old folder is moved aside,
 * the new one takes its place and the old one is removed. Whatever interrupts that, {@link locate} finds either the old
 * or the new model, complete; the next call tidies up.
 *
 * @throws {UserError} if the place holds something else, or can't be written to.
 */
export async function replaceFolder(
  dir: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  disk: Disk = realDisk,
  kind: FolderKind = MODEL,
): Promise<void> {
  const target = await disk.resolve(dir);
  const aside = asideOf(target);
  const fresh = `${besides(target)}.new-${process.pid}`;
  try {
    await disk.makeDirectory(path.dirname(target));
    await recover(target, disk);
    const occupied = await refuseForeign(target, dir, disk, kind);
    await removeStale(target, disk);
    await disk.remove(fresh);
    await disk.makeDirectory(fresh);
    for (const [name, content] of files) await disk.write(path.join(fresh, name), content);
    await disk.sync(fresh);
    if (occupied) await disk.rename(target, aside);
    await disk.rename(fresh, target);
    await disk.sync(path.dirname(target));
    await disk.remove(aside);
  } catch (error) {
    await undo(target, fresh, disk);
    throw error instanceof UserError ? error : explain(error, dir, kind);
  }
}

/** Before long work for a model: whether its place is free, or a model's. @throws {UserError} if it holds something else */
export async function requireReplaceable(dir: string): Promise<void> {
  try {
    await refuseForeign(await realDisk.resolve(dir), dir, realDisk, MODEL);
  } catch (error) {
    throw error instanceof UserError ? error : explain(error, dir, MODEL);
  }
}

/** Where the model of `dir` lies: there, or moved aside by a replacement that was cut off. */
export async function locate(dir: string, disk: Disk = realDisk): Promise<string> {
  const target = await disk.resolve(dir);
  if ((await listOrNull(target, disk))?.includes(MANIFEST)) return target;
  const aside = asideOf(target);
  return (await listOrNull(aside, disk))?.includes(MANIFEST) ? aside : target;
}

/** `.name` in the same parent, so that a rename never crosses file systems. */
function besides(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}`);
}

function asideOf(target: string): string {
  return `${besides(target)}.old`;
}

async function recover(target: string, disk: Disk): Promise<void> {
  const aside = asideOf(target);
  if (!(await listOrNull(aside, disk))) return;
  if (await listOrNull(target, disk)) await disk.remove(aside);
  else await disk.rename(aside, target);
}

/** @returns whether there is a folder to be moved aside. */
async function refuseForeign(target: string, dir: string, disk: Disk, kind: FolderKind): Promise<boolean> {
  const entries = await listOrNull(target, disk);
  if (!entries) return false;
  if (entries.length === 0) return true;
  if (entries.includes(kind.manifest)) {
    const text = (await disk.read(path.join(target, kind.manifest))).toString();
    if (kind.isOurs(text) || text.trim() === '') return true;
  }
  throw new UserError(
    `${dir} is not empty and holds no ${kind.name} of Understudy: give an empty or new folder with --out.`,
  );
}

/** Folders of processes that ended before they were done. */
async function removeStale(target: string, disk: Disk): Promise<void> {
  const prefix = `${path.basename(besides(target))}.new-`;
  for (const entry of await disk.list(path.dirname(target))) {
    if (!entry.startsWith(prefix)) continue;
    const pid = Number(entry.slice(prefix.length));
    if (Number.isInteger(pid) && pid > 0 && !isRunning(pid)) await disk.remove(path.join(path.dirname(target), entry));
  }
}

/** As far as the disk still allows; what is left over the next call tidies up. */
async function undo(target: string, fresh: string, disk: Disk): Promise<void> {
  try {
    await disk.remove(fresh);
    await recover(target, disk);
  } catch {
    // The first error is the one to tell.
  }
}

async function listOrNull(dir: string, disk: Disk): Promise<string[] | null> {
  try {
    return await disk.list(dir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied: give a folder you can write to with --out.',
  EPERM: 'permission is denied: give a folder you can write to with --out.',
  EROFS: 'the disk is read-only: give another folder with --out.',
  ENOSPC: 'the disk is full: free some space, or give a folder on another disk with --out.',
  EDQUOT: 'your quota is used up: free some space, or give a folder on another disk with --out.',
  ENOTDIR: 'it, or a folder above it, is a file: give another folder with --out.',
  EEXIST: 'it, or a folder above it, is a file: give another folder with --out.',
  EBUSY: 'it is in use: close what uses it, or give another folder with --out.',
  ENAMETOOLONG: 'its name is too long: give a shorter one with --out.',
};

/** Anything but an error of the file system is a defect and stays as it is. */
function explain(error: unknown, dir: string, { name }: FolderKind): unknown {
  const code = codeOf(error);
  if (!code.startsWith('E') || code.startsWith('ERR_')) return error;
  const cause = CAUSES[code] ?? `the file system says ${code}: give another folder with --out.`;
  return new UserError(`The ${name} can't be written to ${dir}, ${cause}`, undefined, [], { cause: error });
}
