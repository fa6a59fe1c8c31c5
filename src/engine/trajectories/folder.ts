import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../shared/errors.ts';
import {
  InterchangeError,
  readDataset,
  SPECIFICATION_FILE,
  writeDataset,
} from '../../trainer/clrs/interchange/dataset.ts';
import type { Dataset } from '../../trainer/clrs/spec.ts';
import { realDisk, replaceFolder, type FolderKind } from '../../trainer/model/folder.ts';

const TRAJECTORIES: FolderKind = {
  manifest: SPECIFICATION_FILE,
  isOurs: (text) => text.includes('"spec"'),
  name: 'export',
};

/** Whether a path is a folder of trajectories. */
export function holdsTrajectories(directory: string): boolean {
  return existsSync(path.join(directory, SPECIFICATION_FILE));
}

/** Writes a dataset as a folder, whole or not at all. @throws {UserError} exit 2 if it can't be written */
export async function saveTrajectories(directory: string, dataset: Dataset): Promise<readonly string[]> {
  const files = writeDataset(dataset);
  await replaceFolder(directory, files, realDisk, TRAJECTORIES);
  return [...files.keys()];
}

/** @throws {UserError} exit 2 if the folder holds no trajectories, or some that don't fit their specification */
export function openTrajectories(directory: string): Dataset {
  try {
    return readDataset(readdirSync(directory), (name) => readFileSync(path.join(directory, name)));
  } catch (error) {
    if (error instanceof InterchangeError) throw new UserError(`In ${directory}, ${error.message}.`);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new UserError(`${directory} can't be read (${code}): give a folder that export --format clrs has written.`);
  }
}
