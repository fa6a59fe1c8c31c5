/**
 * NumPy's format for one array (NEP 1, version 1.0; `numpy/lib/format.py`):
 *
 *   6 bytes   \x93NUMPY
 *   2 bytes   version 1.0
 *   2 bytes   length of the header, little-endian
 *   header    a Python dictionary: {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }, padded with spaces to 64, ended by a newline
 *   the rest  the numbers, row by row
 */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Product of the shape's axes; row by row. */
  readonly data: Float32Array;
}

/** Bytes that are no array of numbers. The message says in which way, as the rest of a sentence. */
export class NpyError extends Error {
  override readonly name = 'NpyError';
}

const MAGIC = [0x93, ...Buffer.from('NUMPY')];
const ALIGNMENT = 64;
/** What stands before the header in version 1.0. */
const PREFIX = 10;

/** Writes 64-bit floats, the type of what the benchmark's own samplers give. */
export function encodeNpy({ shape, data }: NpyArray): Uint8Array {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${axes}), }`;
  const start = Math.ceil((PREFIX + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + data.length * 8);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, 1, 0]);
  view.setUint16(8, start - PREFIX, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(start - PREFIX - 1)}\n`), PREFIX);
  data.forEach((value, i) => view.setFloat64(start + i * 8, value, true));
  return bytes;
}

type Reader = (view: DataView, at: number, little: boolean) => number;

/** By NumPy's kind and number of bytes: what reads one number. */
const READERS: Readonly<Record<string, Reader>> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f2: (view, at, little) => halfFloat(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/** A 16-bit float of IEEE 754: a sign, 5 bits of exponent, 10 of fraction. */
function halfFloat(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** Reads an array of numbers or booleans of any width. @throws {NpyError} */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new NpyError('it is no NumPy array');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [start, length] = (bytes[6] ?? 0) > 1 ? [12, view.getUint32(8, true)] : [PREFIX, view.getUint16(8, true)];
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const axes = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (type === undefined || axes === undefined) throw new NpyError('its header has no type or no shape');
  const read = READERS[type.slice(1)];
  if (!read) throw new NpyError(`its type is ${type}: only numbers and booleans can be read`);
  const shape = axes.split(',').flatMap((axis) => (axis.trim() === '' ? [] : [Number(axis.replace('L', ''))]));
  const count = shape.reduce((product, axis) => product * axis, 1);
  const width = Number(type.slice(2));
  const begin = start + length;
  if (bytes.length - begin !== count * width) {
    throw new NpyError(`it has ${bytes.length - begin} bytes where its shape (${axes}) needs ${count * width}`);
  }
  const little = !type.startsWith('>');
  const data = Float32Array.from({ length: count }, (_, i) => read(view, begin + i * width, little));
  return { shape, data: /'fortran_order':\s*True/.test(header) ? byRows(data, shape) : data };
}

/** Numbers that are stored with the first axis running fastest, as transposed arrays are, row by row. */
function byRows(data: Float32Array, shape: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  const at = shape.map(() => 0);
  return data.map(() => {
    const value = data[at.reduce((sum, index, axis) => sum + index * (strides[axis] ?? 0), 0)] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = ((at[axis] ?? 0) + 1) % (shape[axis] ?? 1);
      if (at[axis] !== 0) break;
    }
    return value;
  });
}
