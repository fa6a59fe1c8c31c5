import type { JSX } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { t } from '../../../src/shared/l10n.ts';
import { layOut, type Edge, type Graph, type Point } from './graph.ts';
import type { Pointers } from './places.ts';

/** Size of the drawing and of a node, in its own units. */
const [SIZE, MARGIN, RADIUS] = [260, 30, 13];

interface Props {
  readonly graph: Graph;
  readonly pointers: Pointers;
  readonly name: string;
}

/** A graph with the nodes that variables point at, and the edges between them. */
export function GraphView({ graph, pointers, name }: Props): JSX.Element {
  const key = JSON.stringify(graph);
  const points = useMemo(() => layOut(graph).map(place), [key]);
  const arrow = useId();
  const namesAt = (node: number): string[] => pointers.filter(([, at]) => at === node).map(([each]) => each);
  const isOn = ({ from, to }: Edge): boolean => from !== to && namesAt(from).length > 0 && namesAt(to).length > 0;
  const marked = pointers.map(([each, at]) => t('{0} at {1}', each, graph.names?.[at] ?? at)).join(', ');
  const label = t('{0}: graph of {1} nodes and {2} edges', name, graph.size, graph.edges.length);
  return (
    <svg class="graph" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label + (marked && `; ${marked}`)}>
      <defs>
        <marker
          id={arrow}
          viewBox="0 0 8 8"
          refX="8"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0,0 L8,4 L0,8 Z" />
        </marker>
      </defs>
      {graph.edges.map((edge, i) => (
        <EdgeLine key={i} edge={edge} points={points} graph={graph} arrow={arrow} isOn={isOn(edge)} />
      ))}
      {points.map((point, node) => {
        const names = namesAt(node);
        return (
          <g key={node} class={names.length > 0 ? 'node on' : 'node'}>
            <circle cx={point.x} cy={point.y} r={RADIUS} />
            <text x={point.x} y={point.y + 4} text-anchor="middle">
              {graph.names?.[node] ?? node}
            </text>
            {names.length > 0 && (
              <text class="pointer" x={point.x} y={point.y - RADIUS - 4} text-anchor="middle">
                {names.join(' ')}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function place({ x, y }: Point): Point {
  const scale = SIZE - 2 * MARGIN;
  return { x: MARGIN + x * scale, y: MARGIN + y * scale };
}

interface EdgeProps {
  readonly edge: Edge;
  readonly points: readonly Point[];
  readonly graph: Graph;
  readonly arrow: string;
  readonly isOn: boolean;
}

function EdgeLine({ edge, points, graph, arrow, isOn }: EdgeProps): JSX.Element | null {
  const [from, to] = [points[edge.from], points[edge.to]];
  if (!from || !to) return null;
  const head = graph.directed ? { 'marker-end': `url(#${arrow})` } : {};
  if (edge.from === edge.to) {
    return <circle class={isOn ? 'edge on' : 'edge'} cx={from.x} cy={from.y - RADIUS - 6} r={8} />;
  }
  const length = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const start = { x: from.x + dx * RADIUS, y: from.y + dy * RADIUS };
  const end = { x: to.x - dx * (RADIUS + 1), y: to.y - dy * (RADIUS + 1) };
  // Two ways between the same nodes bend apart.
  const isDouble = graph.directed && graph.edges.some((other) => other.from === edge.to && other.to === edge.from);
  const bend = isDouble ? 16 : 0;
  const middle = { x: (start.x + end.x) / 2 - dy * bend, y: (start.y + end.y) / 2 + dx * bend };
  return (
    <g class={isOn ? 'edge on' : 'edge'}>
      <path d={`M${start.x},${start.y} Q${middle.x},${middle.y} ${end.x},${end.y}`} {...head} />
      {edge.weight !== '' && (
        <text x={middle.x - dy * (isDouble ? -2 : 8)} y={middle.y + dx * (isDouble ? -2 : 8) + 4} text-anchor="middle">
          {edge.weight}
        </text>
      )}
    </g>
  );
}
