import type { JSX } from 'preact';
import type { Wire } from '../../../src/shared/values.ts';
import { count, t } from '../../../src/shared/l10n.ts';
import { isList, isTagged } from '../../../src/shared/show.ts';
import { shown } from '../values.ts';
import { chainOf, changedNodes, columnsOf } from './nested.ts';
import { visible, type Pointers } from './places.ts';

/** Cells of an array, and rows or columns of a grid, that are drawn; of longer ones those around what matters. */
const MAX_CELLS = 24;
const MAX_ROWS = 14;

interface StructureProps {
  readonly value: Wire;
  /** By axis, the variables that point into it. */
  readonly pointers: readonly [Pointers, Pointers];
  readonly changed: ReadonlySet<string>;
}

/** A value as what it is: arrays, strings, sets and linked lists as cells, matrices and records as grids, maps and objects as tables. */
export function Structure({ value, pointers, changed }: StructureProps): JSX.Element {
  const [first] = pointers;
  if (typeof value === 'string') return <Cells items={[...value]} pointers={first} changed={changed} isText />;
  if (isList(value)) {
    if (value.length > 0 && value.every(isList)) return <Grid rows={value} pointers={pointers} changed={changed} />;
    const columns = columnsOf(value);
    if (columns) {
      const rows = value.map((item) => columns.map((name) => (item as Readonly<Record<string, Wire>>)[name] ?? null));
      return <Grid rows={rows} pointers={pointers} changed={changed} names={columns} />;
    }
    return <Cells items={value} pointers={first} changed={changed} />;
  }
  if (isTagged(value)) return <Tagged value={value} changed={changed} />;
  if (value === null || typeof value !== 'object') return <code>{shown(value)}</code>;
  const chain = chainOf(value);
  if (chain) return <Cells items={chain} pointers={[]} changed={changedNodes(changed)} isChain />;
  return <Pairs pairs={Object.entries(value).map(([key, item]) => ({ key, path: key, item }))} changed={changed} />;
}

function Tagged({
  value,
  changed,
}: {
  readonly value: { readonly $: string; readonly value?: Wire };
  readonly changed: ReadonlySet<string>;
}): JSX.Element {
  const { $: tag, value: inner } = value;
  if (inner === undefined) return <code>{shown(value)}</code>;
  if (tag === 'Map' && isList(inner)) {
    const pairs = inner.map((pair) => {
      const [key = null, item = null] = isList(pair) ? pair : [];
      return { key: shown(key, 24), path: JSON.stringify(key), item };
    });
    return <Pairs pairs={pairs} changed={changed} />;
  }
  if (isList(inner)) {
    const places = tag === 'Set' ? inner.map((item) => JSON.stringify(item)) : undefined;
    return <Cells items={inner} pointers={[]} changed={changed} {...(places ? { places } : {})} />;
  }
  if (typeof inner === 'object' && inner !== null && !isTagged(inner)) {
    return <Pairs pairs={Object.entries(inner).map(([key, item]) => ({ key, path: key, item }))} changed={changed} />;
  }
  return <code>{shown(value)}</code>;
}

interface CellsProps {
  readonly items: readonly Wire[];
  readonly pointers: Pointers;
  readonly changed: ReadonlySet<string>;
  /** How the items are told in `changed`, where not by index. */
  readonly places?: readonly string[];
  /** The items are the characters of a text. */
  readonly isText?: boolean;
  /** The items are those of a linked list. */
  readonly isChain?: boolean;
}

function Cells({ items, pointers, changed, places, isText = false, isChain = false }: CellsProps): JSX.Element {
  const isChanged = (i: number): boolean =>
    changed.has('') || changed.has(places?.[i] ?? `${i}`) || hasWithin(changed, `${i}`);
  const focus = [...pointers.map(([, at]) => at), ...items.flatMap((_, i) => (isChanged(i) ? [i] : []))];
  const shownIndices = visible(items.length, focus, MAX_CELLS);
  const beyond = pointers.filter(([, at]) => at === items.length);
  return (
    <div class="cells">
      {shownIndices.map((at, i) => (
        <>
          <Gap hidden={at - (shownIndices[i - 1] ?? -1) - 1} />
          {isChain && i > 0 && (
            <span class="link" aria-hidden="true">
              →
            </span>
          )}
          <span key={at} class={isChanged(at) ? 'cell changed' : 'cell'}>
            <span class="index">{places ? '' : at}</span>
            <code title={shown(items[at] ?? null)}>{isText ? (items[at] as string) : brief(items[at] ?? null)}</code>
            <PointerNames pointers={pointers} at={at} />
          </span>
        </>
      ))}
      {items.length === 0 && <span class="muted">{t('empty')}</span>}
      {beyond.length > 0 && items.length > 0 && (
        <span class="cell beyond">
          <span class="index">{items.length}</span>
          <code> </code>
          <PointerNames pointers={beyond} at={items.length} />
        </span>
      )}
      <Gap hidden={items.length - 1 - (shownIndices.at(-1) ?? -1)} />
    </div>
  );
}

/** What fits into a cell. */
function brief(value: Wire): string {
  return shown(value, 14).replace(/^(-?)Infinity$/, '$1∞');
}

function PointerNames({ pointers, at }: { readonly pointers: Pointers; readonly at: number }): JSX.Element {
  const names = pointers.filter(([, where]) => where === at).map(([name]) => name);
  return <span class="pointer">{names.length > 0 ? `▲ ${names.join(' ')}` : ''}</span>;
}

function Gap({ hidden }: { readonly hidden: number }): JSX.Element | null {
  return hidden > 0 ? <span class="gap muted">… {t('{0} more', count(hidden))}</span> : null;
}

function hasWithin(changed: ReadonlySet<string>, path: string): boolean {
  for (const each of changed) if (each.startsWith(`${path}.`)) return true;
  return false;
}

interface GridProps {
  readonly rows: readonly (readonly Wire[])[];
  readonly pointers: readonly [Pointers, Pointers];
  readonly changed: ReadonlySet<string>;
  /** What the columns are called, where not by their places. */
  readonly names?: readonly string[];
}

function Grid({ rows, pointers: [down, across], changed, names }: GridProps): JSX.Element {
  const width = Math.max(...rows.map((row) => row.length));
  const touched = [...changed].map((path) => path.split('.').map(Number));
  const rowIndices = visible(rows.length, [...down.map(([, at]) => at), ...touched.map(([row = -1]) => row)], MAX_ROWS);
  const columns = visible(
    width,
    [...across.map(([, at]) => at), ...touched.map(([, column = -1]) => column)],
    MAX_ROWS,
  );
  const at = (pointers: Pointers, index: number): string =>
    pointers
      .filter(([, where]) => where === index)
      .map(([name]) => name)
      .join(' ');
  return (
    <div class="scroll">
      <table class="matrix grid">
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                <span class="pointer">{at(across, column)}</span> {names?.[column] ?? column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowIndices.map((row) => (
            <tr key={row}>
              <th scope="row">
                <span class="pointer">{at(down, row)}</span> {row}
              </th>
              {columns.map((column) => {
                const cell = rows[row]?.[column];
                const isHere = at(down, row) !== '' && at(across, column) !== '';
                const path = `${row}.${names?.[column] ?? column}`;
                const isChanged =
                  changed.has('') || changed.has(`${row}`) || changed.has(path) || hasWithin(changed, path);
                return (
                  <td key={column} class={`${isChanged ? 'changed' : ''} ${isHere ? 'here' : ''}`}>
                    {cell !== undefined && <code>{brief(cell)}</code>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Gap hidden={rows.length - rowIndices.length} />
    </div>
  );
}

interface Pair {
  readonly key: string;
  readonly path: string;
  readonly item: Wire;
}

function Pairs({
  pairs,
  changed,
}: {
  readonly pairs: readonly Pair[];
  readonly changed: ReadonlySet<string>;
}): JSX.Element {
  const isChanged = ({ path }: Pair): boolean => changed.has('') || changed.has(path) || hasWithin(changed, path);
  const focus = pairs.flatMap((pair, i) => (isChanged(pair) ? [i] : []));
  const shownIndices = visible(pairs.length, focus, MAX_CELLS);
  if (pairs.length === 0) return <span class="muted">{t('empty')}</span>;
  return (
    <div>
      <table class="matrix">
        <tbody>
          {shownIndices.map((i) => {
            const pair = pairs[i] as Pair;
            return (
              <tr key={pair.path} class={isChanged(pair) ? 'changed' : ''}>
                <th scope="row">{pair.key}</th>
                <td>
                  <code title={shown(pair.item)}>{shown(pair.item, 60)}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Gap hidden={pairs.length - shownIndices.length} />
    </div>
  );
}
