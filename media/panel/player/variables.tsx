import type { JSX } from 'preact';
import type { Wire } from '../../../src/shared/values.ts';
import { isList, isTagged } from '../../../src/shared/show.ts';
import { shown } from '../values.ts';

/** Cells of one array that are drawn; a longer one is shown around its pointers. */
const MAX_CELLS = 24;

interface Props {
  readonly variables: ReadonlyMap<string, Wire>;
  readonly written: string;
  /** Names of the variables that point into arrays. */
  readonly indices: readonly string[];
}

/** Variables as what they are: arrays and strings as cells with the indices that point into them, matrices as grids. */
export function Variables({ variables, written, indices }: Props): JSX.Element {
  const all = [...variables].filter(([, value]) => !isFunction(value));
  const scalars = all.filter(([, value]) => isScalar(value));
  const others = all.filter(([, value]) => !isScalar(value));
  const pointers = scalars.filter(
    (entry): entry is [string, number] => Number.isInteger(entry[1]) && indices.includes(entry[0]),
  );
  return (
    <>
      <p class="scalars">
        {scalars.map(([name, value]) => (
          <span key={name} class={name === written ? 'written' : ''}>
            {name} = <code>{shown(value, 40)}</code>
          </span>
        ))}
      </p>
      {others.map(([name, value]) => (
        <div key={name} class="structure">
          <span class={name === written ? 'name written' : 'name'}>{name}</span>
          <Structure value={value} pointers={pointers} />
        </div>
      ))}
    </>
  );
}

function isFunction(value: Wire): boolean {
  return isTagged(value) && value.$ === 'function';
}

/** Short texts are scalars too, but a string of several characters is drawn as cells. */
function isScalar(value: Wire): boolean {
  if (typeof value === 'string') return value.length < 2;
  return (
    value === null ||
    typeof value !== 'object' ||
    (isTagged(value) && value.value === undefined) ||
    (isTagged(value) && value.$ === 'bigint')
  );
}

function Structure({
  value,
  pointers,
}: {
  readonly value: Wire;
  readonly pointers: readonly [string, number][];
}): JSX.Element {
  if (typeof value === 'string') return <Cells items={[...value]} pointers={pointers} />;
  if (isList(value)) {
    if (value.length > 0 && value.every(isList)) return <Grid rows={value} />;
    return <Cells items={value} pointers={pointers} />;
  }
  if (isTagged(value) && value.$ === 'Map' && value.value !== undefined && isList(value.value)) {
    return (
      <Pairs
        pairs={value.value.map((pair): [string, Wire] =>
          isList(pair) ? [shown(pair[0] ?? null), pair[1] ?? null] : ['', pair],
        )}
      />
    );
  }
  if (isTagged(value) && value.value !== undefined && isList(value.value))
    return <Cells items={value.value} pointers={[]} />;
  if (isTagged(value) || value === null || typeof value !== 'object') return <code>{shown(value)}</code>;
  return <Pairs pairs={Object.entries(value)} />;
}

function Cells({
  items,
  pointers,
}: {
  readonly items: readonly Wire[];
  readonly pointers: readonly [string, number][];
}): JSX.Element {
  const inside = pointers.filter(([, at]) => at >= 0 && at < items.length);
  const middle = inside.at(-1)?.[1] ?? 0;
  const from = items.length <= MAX_CELLS ? 0 : Math.max(0, Math.min(items.length - MAX_CELLS, middle - MAX_CELLS / 2));
  const shownItems = items.slice(from, from + MAX_CELLS);
  return (
    <div class="cells">
      {from > 0 && <span class="muted">… {from} before</span>}
      {shownItems.map((item, i) => {
        const names = inside.filter(([, at]) => at === from + i).map(([name]) => name);
        return (
          <span key={i} class="cell">
            <span class="index">{from + i}</span>
            <code>{shown(item, 12)}</code>
            <span class="pointer">{names.join(' ')}</span>
          </span>
        );
      })}
      {items.length === 0 && <span class="muted">empty</span>}
      {from + MAX_CELLS < items.length && <span class="muted">{items.length - from - MAX_CELLS} more …</span>}
    </div>
  );
}

function Grid({ rows }: { readonly rows: readonly (readonly Wire[])[] }): JSX.Element {
  return (
    <table class="matrix">
      <tbody>
        {rows.slice(0, MAX_CELLS).map((row, i) => (
          <tr key={i}>
            <th scope="row">{i}</th>
            {row.slice(0, MAX_CELLS).map((cell, j) => (
              <td key={j}>
                <code>{shown(cell, 12)}</code>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, Wire])[] }): JSX.Element {
  return (
    <table class="matrix">
      <tbody>
        {pairs.slice(0, MAX_CELLS).map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>
              <code>{shown(value, 60)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
