import { createHash } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import { UserError } from '../../shared/errors.ts';
import { codeOf, type Disk, locate, MANIFEST, realDisk, replaceFolder } from './folder.ts';
import { type Description, fileNameSchema, formatManifest, type Manifest, parseManifest } from './manifest.ts';
import { decodeSafetensors, encodeSafetensors, SafetensorsError, type Tensor, type Tensors } from './safetensors.ts';

const WEIGHTS = 'weights.safetensors';

export interface ModelParts extends Description {
  readonly tensors: Tensors;
  /** Further files by plain name, a copied generator for instance. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

export interface Model extends Description {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly files: Readonly<Record<string, Buffer>>;
  /** Where the files lie. */
  readonly directory: string;
}

/**
 * Writes a model as a folder: `model.json` (what it is, and a checksum of every other file), `weights.safetensors`, and
 * further files. A model that is there is replaced as a whole: after a crash or on a full disk the old one stays.
 * The same parts give the same bytes.
 *
 * @throws {UserError} if `dir` holds something else, or can't be written to.
 */
export async function saveModel(dir: string, parts: ModelParts, disk: Disk = realDisk): Promise<void> {
  const { tensors, files: further = {}, ...description } = parts;
  const files = new Map<string, string | Uint8Array>([[WEIGHTS, encodeSafetensors(tensors)]]);
  for (const [name, content] of Object.entries(further)) {
    if (name === MANIFEST || files.has(name) || !v.is(fileNameSchema, name)) {
      throw new TypeError(`a model can't have a further file called ${name}`);
    }
    files.set(name, content);
  }
  const sums: Manifest['files'] = {};
  for (const [name, content] of files) sums[name] = { bytes: Buffer.byteLength(content), sha256: sha256(content) };
  await replaceFolder(dir, new Map([[MANIFEST, formatManifest(description, sums)], ...files]), disk);
}

/** @throws {UserError} if there is no model, or it is damaged, incomplete or of a newer format. */
export async function loadModel(dir: string, disk: Disk = realDisk): Promise<Model> {
  let directory: string;
  let text: string;
  try {
    directory = await locate(dir, disk);
    text = (await disk.read(path.join(directory, MANIFEST))).toString();
  } catch (error) {
    throw unreadable(error, dir);
  }
  const manifest = parseManifest(text, dir);
  const files: Record<string, Buffer> = {};
  for (const [name, sum] of Object.entries(manifest.files)) {
    const content = await readFile(path.join(directory, name), name, dir, disk);
    if (content.length !== sum.bytes) {
      throw damaged(dir, `${name} has ${content.length} of ${sum.bytes} bytes`);
    }
    if (sha256(content) !== sum.sha256) throw damaged(dir, `${name} was changed since it was written`);
    files[name] = content;
  }
  const { [WEIGHTS]: weights, ...further } = files;
  if (!weights) throw damaged(dir, `${WEIGHTS} is missing`);
  return {
    createdBy: manifest.createdBy,
    function: manifest.function,
    source: manifest.source,
    network: manifest.network,
    parts: manifest.parts,
    tensors: readTensors(weights, dir),
    files: further,
    directory,
  };
}

async function readFile(file: string, name: string, dir: string, disk: Disk): Promise<Buffer> {
  try {
    return await disk.read(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw damaged(dir, `${name} is missing`);
    throw unreadable(error, dir);
  }
}

function readTensors(bytes: Uint8Array, dir: string): Record<string, Tensor> {
  try {
    return decodeSafetensors(bytes);
  } catch (error) {
    if (error instanceof SafetensorsError) throw damaged(dir, `${WEIGHTS}: ${error.message}`);
    throw error;
  }
}

function damaged(dir: string, how: string): UserError {
  return new UserError(`The model in ${dir} is damaged (${how}): learn the function again.`);
}

function unreadable(error: unknown, dir: string): UserError {
  const code = codeOf(error);
  const sentence =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `There is no model in ${dir}: learn one with understudy learn, or give the folder of another.`
      : `The model in ${dir} can't be read (${code || String(error)}): check its permissions, or learn the function again.`;
  return new UserError(sentence, undefined, [], { cause: error });
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
