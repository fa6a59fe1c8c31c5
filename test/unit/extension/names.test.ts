import assert from 'node:assert/strict';
import { placesApart } from '../../../src/extension/learning/names.ts';

describe('functions of the same name', () => {
  const apart = (...targets: readonly string[]): string[] => {
    const fns = targets.map((target) => {
      const [file = '', name = ''] = target.split('#');
      return { id: target, file, name };
    });
    const places = placesApart(fns);
    return targets.map((target) => places.get(target) ?? '');
  };

  it('are told apart by their files', () => {
    assert.deepEqual(apart('/w/a.ts#sort', '/w/b.ts#sort', '/w/a.ts#other'), ['a.ts', 'b.ts', '']);
  });

  it('by as much of the path as that takes', () => {
    assert.deepEqual(apart('/w/one/lib/a.ts#f', '/w/two/lib/a.ts#f', '/w/two/lib/b.ts#f'), [
      'one/lib/a.ts',
      'two/lib/a.ts',
      'b.ts',
    ]);
  });

  it('by the whole path where it is the end of another', () => {
    assert.deepEqual(apart('/a.ts#f', '/w/a.ts#f'), ['/a.ts', 'w/a.ts']);
  });
});
