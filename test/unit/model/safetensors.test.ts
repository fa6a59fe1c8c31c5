import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeSafetensors, encodeSafetensors, SafetensorsError } from '../../../src/trainer/model/safetensors.ts';

/** A file put together by hand, as other writers would. */
function file(header: string, numbers: readonly number[]): Uint8Array {
  const text = Buffer.from(header);
  const bytes = Buffer.alloc(8 + text.length + numbers.length * 4);
  bytes.writeBigUInt64LE(BigInt(text.length));
  text.copy(bytes, 8);
  numbers.forEach((number, i) => bytes.writeFloatLE(number, 8 + text.length + i * 4));
  return bytes;
}

describe('safetensors', () => {
  it('writes the format byte by byte', () => {
    const bytes = encodeSafetensors({
      b: { shape: [2], data: Float32Array.of(1, -2) },
      a: { shape: [], data: Float32Array.of(0.5) },
    });
    const header =
      '{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
    assert.deepEqual(Buffer.from(bytes), Buffer.from(file(padded, [0.5, 1, -2])));
  });

  it('reads back what it wrote', () => {
    const tensor = fc.array(fc.float(), { maxLength: 20 });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tensor), (lists) => {
        delete lists['__metadata__'];
        const tensors = Object.fromEntries(
          Object.entries(lists).map(([name, list]) => [
            name,
            { shape: [1, list.length], data: Float32Array.from(list) },
          ]),
        );
        const read = decodeSafetensors(encodeSafetensors(tensors));
        assert.deepEqual(Object.entries(read).sort(), Object.entries(tensors).sort());
      }),
    );
  });

  it('reads files of others: metadata, any order, no padding', () => {
    const bytes = file(
      '{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[1,1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      [3, 4],
    );
    const { a, b } = decodeSafetensors(bytes);
    assert.deepEqual([a?.data[0], b?.data[0], b?.shape], [3, 4, [1, 1]]);
  });

  it('refuses every proper prefix of a file', () => {
    const bytes = encodeSafetensors({ a: { shape: [3], data: Float32Array.of(1, 2, 3) } });
    for (let n = 0; n < bytes.length; n++) {
      assert.throws(() => decodeSafetensors(bytes.subarray(0, n)), SafetensorsError, `${n} bytes`);
    }
  });

  const malformed: Record<string, Uint8Array> = {
    'other numbers': file('{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}', [0]),
    'a shape of another size': file('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', [0]),
    'a gap': file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', [0, 0]),
    'an overlap': file(
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      [0],
    ),
    'bytes after the end': file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', [0, 0]),
    'negative offsets': file('{"a":{"dtype":"F32","shape":[0],"data_offsets":[-4,-4]}}', []),
    'an entry that is no table': file('{"a":null}', []),
    'a header that is no table': file('null', []),
  };
  for (const [name, bytes] of Object.entries(malformed)) {
    it(`refuses ${name}`, () => assert.throws(() => decodeSafetensors(bytes), SafetensorsError));
  }

  it('does not write a tensor whose shape is not its size', () => {
    assert.throws(() => encodeSafetensors({ a: { shape: [3], data: Float32Array.of(1) } }), RangeError);
  });
});
