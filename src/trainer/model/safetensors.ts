/**
 * The safetensors format, version 0: one file of named tensors that Python, Rust and JavaScript read without running
 * code and that can be mapped into memory (https://github.com/huggingface/safetensors, "Format").
 *
 *   8 bytes   length N of the header, little-endian
 *   N bytes   JSON: name → { dtype, shape, data_offsets: [begin, end] into the rest }, padded with spaces to 8
 *   the rest  the numbers, little-endian, row by row, without gaps
 *
 * It was chosen over the layout of TensorFlow.js (`model.json` and shards), which describes Keras layers, needs its
 * library to be read, and keeps no bounds to check a truncated shard against.
 */
export interface Tensor {
  /** Product = length of `data`. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** Bytes that are not a safetensors file, or one with other numbers than F32. The message says in which way. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

const ALIGNMENT = 8;
const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;
/** The reference implementation refuses longer headers. */
const MAX_HEADER = 100_000_000;

/** The same tensors give the same bytes: names are sorted. */
export function encodeSafetensors(tensors: Tensors): Uint8Array {
  const entries = Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  const header: [name: string, entry: unknown][] = [];
  let end = 0;
  for (const [name, { shape, data }] of entries) {
    if (size(shape) !== data.length)
      throw new RangeError(`tensor ${name}: [${shape}] does not fit ${data.length} numbers`);
    const begin = end;
    end += data.length * FLOAT_BYTES;
    header.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(text, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerLength;
  for (const [, { data }] of entries) {
    for (const number of data) {
      view.setFloat32(at, number, true);
      at += FLOAT_BYTES;
    }
  }
  return bytes;
}

/** @throws {SafetensorsError} */
export function decodeSafetensors(bytes: Uint8Array): Record<string, Tensor> {
  if (bytes.length < LENGTH_BYTES) throw new SafetensorsError(`it has only ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + headerLength;
  if (headerLength > MAX_HEADER || start > bytes.length) throw new SafetensorsError('its header is cut off');
  const out: Record<string, Tensor> = Object.create(null) as Record<string, Tensor>;
  let expected = 0;
  for (const [name, entry] of readHeader(bytes.subarray(LENGTH_BYTES, start))) {
    const [begin, end] = entry.offsets;
    if (begin !== expected) throw new SafetensorsError(`the numbers of ${name} do not begin where the ones before end`);
    if (end - begin !== size(entry.shape) * FLOAT_BYTES)
      throw new SafetensorsError(`${name} has not the size of its shape`);
    if (start + end > bytes.length) throw new SafetensorsError(`the numbers of ${name} are cut off`);
    const data = new Float32Array((end - begin) / FLOAT_BYTES);
    for (let i = 0; i < data.length; i++) data[i] = view.getFloat32(start + begin + i * FLOAT_BYTES, true);
    out[name] = { shape: entry.shape, data };
    expected = end;
  }
  if (start + expected !== bytes.length) throw new SafetensorsError('it goes on after its last number');
  return out;
}

interface HeaderEntry {
  readonly shape: readonly number[];
  readonly offsets: readonly [begin: number, end: number];
}

/** Entries in the order of their numbers. */
function readHeader(bytes: Uint8Array): [name: string, entry: HeaderEntry][] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new SafetensorsError('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null) throw new SafetensorsError('its header is not a table');
  const out: [string, HeaderEntry][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (dtype !== 'F32') throw new SafetensorsError(`${name} holds ${String(dtype)}, not F32`);
    if (!areSizes(shape) || !areSizes(offsets) || offsets.length !== 2) {
      throw new SafetensorsError(`the entry of ${name} is malformed`);
    }
    out.push([name, { shape, offsets: [offsets[0] ?? 0, offsets[1] ?? 0] }]);
  }
  return out.sort(([, a], [, b]) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1]);
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((x) => Number.isSafeInteger(x) && (x as number) >= 0);
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
