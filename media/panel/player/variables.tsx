import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ElementIndex } from '../../../src/shared/replay.ts';
import { isList, isTagged } from '../../../src/shared/show.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { shown } from '../values.ts';
import { asGraph, type Graph } from './graph.ts';
import { GraphView } from './graph-view.tsx';
import { pointersInto, type Pointers } from './places.ts';
import type { StepState } from './state.ts';
import { Structure } from './structures.tsx';

interface Props {
  readonly state: StepState;
  readonly indices: readonly ElementIndex[];
  /** The arguments of the run: what looks like a graph among them is drawn as one. */
  readonly input: readonly Wire[];
}

/** The variables of the running call: short ones in a row, the others each as what it is. */
export function Variables({ state, indices, input }: Props): JSX.Element {
  const { variables, changes } = state;
  const all = [...variables].filter(([, value]) => !isFunction(value));
  const scalars = all.filter(([, value]) => isScalar(value));
  return (
    <>
      <p class="scalars">
        {scalars.map(([name, value]) => (
          <span key={name} class={changes.has(name) ? 'changed' : ''}>
            {name} = <code>{shown(value, 40)}</code>
          </span>
        ))}
      </p>
      {all
        .filter(([, value]) => !isScalar(value))
        .map(([name, value]) => {
          const length = isList(value) || typeof value === 'string' ? value.length : 0;
          const width = isList(value) && isList(value[0] ?? null) ? (value[0] as readonly Wire[]).length : 0;
          const pointers = [0, 1].map((axis) =>
            pointersInto(name, axis, axis === 0 ? length : width, variables, indices),
          );
          return (
            <Variable
              key={name}
              name={name}
              value={value}
              graph={input.some((given) => JSON.stringify(given) === JSON.stringify(value)) ? asGraph(value) : null}
              pointers={[pointers[0] ?? [], pointers[1] ?? []]}
              changed={changes.get(name) ?? new Set()}
            />
          );
        })}
    </>
  );
}

interface VariableProps {
  readonly name: string;
  readonly value: Wire;
  readonly graph: Graph | null;
  readonly pointers: readonly [Pointers, Pointers];
  readonly changed: ReadonlySet<string>;
}

function Variable({ name, value, graph, pointers, changed }: VariableProps): JSX.Element {
  const [asTable, setAsTable] = useState(false);
  return (
    <div class="structure">
      <div class="name">
        <span class={changed.size > 0 ? 'changed' : ''}>{name}</span>
        {graph && (
          <button type="button" class="link" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'as graph' : 'as table'}
          </button>
        )}
      </div>
      {graph && !asTable ? (
        <GraphView name={name} graph={graph} pointers={[...pointers[0], ...pointers[1]]} />
      ) : (
        <Structure value={value} pointers={pointers} changed={changed} />
      )}
    </div>
  );
}

function isFunction(value: Wire): boolean {
  return isTagged(value) && value.$ === 'function';
}

/** A string of one character is a scalar, a longer one is drawn as cells. */
function isScalar(value: Wire): boolean {
  if (typeof value === 'string') return value.length < 2;
  if (value === null || typeof value !== 'object') return true;
  return isTagged(value) && (value.value === undefined || value.$ === 'bigint');
}
