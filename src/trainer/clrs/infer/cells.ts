import type { Kind, Kinds } from '../flow/kinds.ts';
import { axisOfIndex, type Axis } from './axes.ts';
import type { DecodedRun } from './sources.ts';

/** What the single values of a place are. */
export type CellType =
  | { readonly type: 'mask' }
  | { readonly type: 'scalar'; readonly bounded: boolean }
  | { readonly type: 'categorical'; readonly categories: readonly string[] }
  /** Positions along an axis. */
  | { readonly type: 'position'; readonly axis: Axis }
  | { readonly type: 'none'; readonly why: string };

/** A value as it was found in a run. */
export interface Cell {
  readonly run: DecodedRun;
  readonly value: unknown;
}

/** Values that an enumeration may have: of words, of characters. */
const [MOST_CATEGORIES, MOST_CHARACTERS] = [8, 96];
/** Numbers are taken for letters of an alphabet if each came up this often on average. */
const OFTEN = 12;

/** @param given the values are arguments, so that the program does not say where they come from */
export function cellType(
  kinds: Kinds,
  axes: readonly Axis[],
  kind: Kind,
  all: readonly Cell[],
  given: boolean,
): CellType {
  const cells = all.filter(({ value }) => value !== undefined && value !== null);
  if (cells.length === 0) return { type: 'none', why: 'it never has a value' };
  const values = cells.map(({ value }) => value);
  if (values.every((value) => typeof value === 'boolean')) return { type: 'mask' };
  const distinct = [...new Set(values)];
  const enumerated = given ? cells.length >= OFTEN * distinct.length : !kinds.of(kind).computed;
  if (values.every((value) => typeof value === 'number')) {
    const axis = axisOfIndex(kinds, axes, kind);
    if (axis && cells.every((cell) => isPosition(cell, axis))) return { type: 'position', axis };
    if (enumerated && distinct.every((value) => value === 0 || value === 1)) return { type: 'mask' };
    if (enumerated && distinct.length > 2 && distinct.length <= MOST_CATEGORIES && distinct.every(Number.isInteger)) {
      return { type: 'categorical', categories: inOrder(distinct.map(String)) };
    }
    return { type: 'scalar', bounded: values.every(Number.isFinite) };
  }
  if (!values.every((value) => typeof value === 'string')) {
    return { type: 'none', why: 'its values are of several types' };
  }
  const characters = values.every((value) => [...value].length === 1);
  if (distinct.length > (characters ? MOST_CHARACTERS : MOST_CATEGORIES)) {
    return { type: 'none', why: `its values are strings, and more than ${MOST_CATEGORIES} different ones` };
  }
  if (!characters && !enumerated) return { type: 'none', why: 'its values are strings that the program puts together' };
  return { type: 'categorical', categories: inOrder(distinct as string[]) };
}

/** Categories as numbers where all of them are, else as text. */
export function inOrder(categories: readonly string[]): string[] {
  const numbers = categories.every((category) => category.trim() !== '' && Number.isFinite(Number(category)));
  return [...categories].sort(numbers ? (a, b) => Number(a) - Number(b) : undefined);
}

/** −1 and the length stand for nowhere. */
function isPosition({ run, value }: Cell, axis: Axis): boolean {
  return Number.isInteger(value) && (value as number) >= -1 && (value as number) <= axis.length(run);
}
