import assert from 'node:assert/strict';
import { changedNodes, chainOf, columnsOf, treeOf } from '../../../media/panel/player/nested.ts';

const leaf = (value: number) => ({ value, left: null, right: null });

describe('nested values in the player', () => {
  it('goes through a linked list from its first node on', () => {
    assert.deepEqual(chainOf({ value: 1, next: { value: 2, next: null } }), [1, 2]);
    assert.deepEqual(chainOf({ key: 'a', value: 1, next: { $: 'undefined' } }), [{ key: 'a', value: 1 }]);
    assert.equal(chainOf(null), null);
    assert.equal(chainOf({ value: 1 }), null);
    assert.equal(chainOf({ value: 1, next: 7 }), null);
    assert.equal(chainOf({ next: null }), null);
  });

  it('tells which nodes changed', () => {
    const changed = changedNodes(new Set(['value', 'next.next.value', 'next.next.next']));
    assert.deepEqual([...changed], ['0', '2']);
    assert.deepEqual([...changedNodes(new Set(['']))], ['']);
  });

  it('puts children below their parents, and what is left to the left', () => {
    const tree = treeOf({ value: 5, left: { value: 3, left: null, right: leaf(4) }, right: leaf(8) });
    assert.deepEqual(tree?.names, ['5', '3', '4', '8']);
    assert.deepEqual(
      tree.edges.map(({ from, to }) => [from, to]),
      [[1, 2], [0, 1], [0, 3]], // prettier-ignore
    );
    const [root, left, inner, right] = tree.places ?? [];
    assert.ok(root && left && inner && right);
    assert.ok(root.y < left.y && left.y < inner.y && left.y === right.y);
    assert.ok(left.x < inner.x && inner.x < root.x && root.x < right.x);
  });

  it('draws trees with any number of children, and no other objects', () => {
    const tree = treeOf({
      name: 'all',
      children: [
        { name: 'one', children: [] },
        { name: 'another', children: [] },
      ],
    });
    assert.deepEqual(tree?.names, ['all', 'one', 'anothe']);
    assert.deepEqual(tree.places?.[0], { x: 0.5, y: 0 });
    assert.equal(treeOf({ value: 1 }), null);
    assert.equal(treeOf(null), null);
    assert.equal(treeOf({ left: 3, right: 4 }), null);
  });

  it('leaves a tree that is too large to the table', () => {
    const wide = { name: 'w', children: Array.from({ length: 17 }, () => ({ name: 'x', children: [] })) };
    assert.equal(treeOf(wide), null);
  });

  it('takes the fields of records that are alike as columns', () => {
    assert.deepEqual(columnsOf([{ name: 'Ann', age: 31 }, { name: 'Bob', age: 47 }]), ['name', 'age']); // prettier-ignore
    assert.equal(columnsOf([{ name: 'Ann' }, { age: 47 }]), null);
    assert.equal(columnsOf([1, 2]), null);
    assert.equal(columnsOf([]), null);
  });
});
