import assert from 'node:assert/strict';
import type { Program, StepOf } from '../../../src/shared/program.ts';
import type { Candidate } from '../../../src/trainer/machine/bank/candidates.ts';
import { Traits, type Trait } from '../../../src/trainer/machine/bank/traits.ts';
import { instrumentText } from '../../support/evaluate.ts';

const { program } = instrumentText(`
export function count(list: number[]): number {
  let first = 0;
  let second = 0;
  for (const item of list) {
    first = first + item;
    second = first;
  }
  return second;
}
`);

describe('traits: what speaks for one of several variables', () => {
  it('the one written last', () => {
    const read = leafOf(program, 'second');
    assert.deepEqual(traitsOf(read, ['first', 'second']), { first: ['written last'], second: ['written there'] });
  });

  it('the one that the value goes to', () => {
    const read = leafOf(program, 'first');
    assert.deepEqual(traitsOf(read, ['first', 'item']), { first: ['written there'], item: ['written last'] });
  });

  it('parameters are written before all others', () => {
    const read = leafOf(program, 'second');
    assert.deepEqual(traitsOf(read, ['list', 'first']), { list: [], first: ['written last'] });
  });

  it('nothing where one alone fits, or fits better than the others', () => {
    const read = leafOf(program, 'second');
    assert.deepEqual(traitsOf(read, ['first', 'item'], [{ consistent: [0], count: 1 }]), { first: [], item: [] });
    const rows = [
      { consistent: [0, 1], count: 5 },
      { consistent: [0], count: 1 },
    ];
    assert.deepEqual(traitsOf(read, ['first', 'item'], rows), { first: [], item: [] });
  });

  it('nothing of operations and literals', () => {
    const read = leafOf(program, 'second');
    const literal: Candidate = { kind: 'constant', literal: 0 };
    const rows = [{ consistent: [0, 1], count: 3 }];
    assert.deepEqual(new Traits(program).of({ step: read, candidates: [literal, variable('first')], rows }), [[], []]);
  });
});

function variable(name: string): Candidate {
  for (const scope of program.scopes) {
    const slot = scope.variables.indexOf(name);
    if (slot >= 0) return { kind: 'variable', scope: scope.id, slot };
  }
  throw new Error(`no variable ${name}`);
}

function traitsOf(
  step: number,
  names: readonly string[],
  rows = [{ consistent: names.map((_, i) => i), count: 3 }],
): Record<string, readonly Trait[]> {
  const traits = new Traits(program).of({ step, candidates: names.map(variable), rows });
  return Object.fromEntries(names.map((name, i) => [name, traits[i] ?? []]));
}

/** The first name read in what the variable is set to last. */
function leafOf({ steps }: Program, name: string): number {
  const writes = steps.filter((step): step is StepOf<'write'> => step.kind === 'write' && step.name === name);
  const write = writes.at(-1);
  let at = write?.child ?? -1;
  for (;;) {
    const step = steps[at];
    if (step?.kind === 'leaf') return at;
    if (!step || !('children' in step)) throw new Error(`nothing is read for ${name}`);
    at = step.children[0] ?? -1;
  }
}
