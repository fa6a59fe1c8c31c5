import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ElementIndex } from '../../../src/shared/replay.ts';
import { t } from '../../../src/shared/l10n.ts';
import { isList, isTagged } from '../../../src/shared/show.ts';
import type { Wire } from '../../../src/shared/values.ts';
import { shown } from '../values.ts';
import { asGraph, type Graph } from './graph.ts';
import { GraphView } from './graph-view.tsx';
import { attributesOf, fromEdges, fromObject } from './graph-object.ts';
import { treeOf } from './nested.ts';
import { pointersInto, type Pointers } from './places.ts';
import type { StepState } from './state.ts';
import { Structure } from './structures.tsx';

interface Props {
  readonly state: StepState;
  readonly indices: readonly ElementIndex[];
  /** The arguments of the run: what looks like a graph among them is drawn as one. */
  readonly input: readonly Wire[];
}

/** What variables that hold a vertex are called. */
const VERTEX = /^([a-z]|source|start|root|current|node|vertex|neighbou?r|next|previous)$/;

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
              graph={givenGraph(name, value, input) ?? treeOf(value)}
              pointers={[pointers[0] ?? [], pointers[1] ?? []]}
              scalars={scalars}
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
  readonly scalars: readonly (readonly [string, Wire])[];
  readonly changed: ReadonlySet<string>;
}

function Variable({ name, value, graph, pointers, scalars, changed }: VariableProps): JSX.Element {
  const [asTable, setAsTable] = useState(false);
  return (
    <div class="structure">
      <div class="name">
        <span class={changed.size > 0 ? 'changed' : ''}>{name}</span>
        {graph && (
          <button type="button" class="link" onClick={() => setAsTable(!asTable)}>
            {asTable ? t('as graph') : t('as table')}
          </button>
        )}
      </div>
      {graph && !asTable ? (
        <>
          <GraphView
            name={name}
            graph={graph}
            pointers={[...pointers[0], ...pointers[1], ...vertexNames(graph, scalars)]}
          />
          <Attributes value={value} graph={graph} scalars={scalars} changed={changed} />
        </>
      ) : (
        <Structure value={value} pointers={pointers} changed={changed} />
      )}
    </div>
  );
}

/** Variables that by their names hold a vertex of a graph whose vertices have names of their own. */
function vertexNames({ names, places }: Graph, scalars: readonly (readonly [string, Wire])[]): Pointers {
  if (!names || places) return [];
  const held = scalars.filter(([name]) => VERTEX.test(name));
  return held.flatMap(([name, value]) => {
    const at = typeof value === 'string' || typeof value === 'number' ? names.indexOf(`${value}`) : -1;
    return at < 0 ? [] : [[name, at] as const];
  });
}

/** What is told of the vertices of a graph that is an object: distances, colours, parents. */
function Attributes({
  value,
  graph,
  scalars,
  changed,
}: Pick<VariableProps, 'value' | 'scalars' | 'changed'> & { readonly graph: Graph }): JSX.Element | null {
  if (graph.places || value === null || typeof value !== 'object' || isList(value) || isTagged(value)) return null;
  const pointers = vertexNames(graph, scalars);
  return (
    <>
      {attributesOf(value).map(([name, item]) => (
        <div key={name}>
          <span class="name muted">.{name}</span>
          <Structure value={item} pointers={[pointers, []]} changed={within(changed, name)} />
        </div>
      ))}
    </>
  );
}

/** The changes of one part. */
function within(changed: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const inner = [...changed].filter((path) => path === name || path.startsWith(`${name}.`));
  return new Set(inner.map((path) => path.slice(name.length + 1)));
}

/** A variable as a graph, if it is one of the graphs that were given. */
function givenGraph(name: string, value: Wire, input: readonly Wire[]): Graph | null {
  const graph = graphIn(name, value);
  if (!graph) return null;
  const key = JSON.stringify(graph);
  return input.some((given) => JSON.stringify(graphIn(name, given)) === key) ? graph : null;
}

function graphIn(name: string, value: Wire): Graph | null {
  if (isList(value)) return asGraph(value) ?? fromEdges(name, value);
  return value === null || typeof value !== 'object' || isTagged(value) ? null : fromObject(value);
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
