import { unzipSync, zipSync } from 'fflate';
import { decodeNpy, encodeNpy, NpyError, type NpyArray } from './npy.ts';

/** Archives hold no time of their own, so that the same arrays give the same bytes: the first that the format knows. */
const EPOCH = new Date(1980, 0, 1);
const EXTENSION = '.npy';

/** Arrays by name in one file, as `numpy.savez_compressed` writes them. */
export function encodeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [name + EXTENSION, encodeNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { mtime: EPOCH });
}

/** @throws {NpyError} where it is no archive of arrays of numbers */
export function decodeNpz(bytes: Uint8Array): Record<string, NpyArray> {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new NpyError('it is no archive of NumPy arrays', { cause: error });
  }
  const arrays = Object.entries(files).map(([file, content]) => {
    const name = file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : file;
    try {
      return [name, decodeNpy(content)] as const;
    } catch (error) {
      throw error instanceof NpyError ? new NpyError(`of its array ${name}: ${error.message}`) : error;
    }
  });
  return Object.fromEntries(arrays);
}
