/** Functions that the TypeScript may need beside the algorithm; only those that are used are written. */
const HELPERS = {
  union: `/** The items of both, none twice. */
function union<T>(a: T[], b: T[]): T[] {
  return [...a, ...b.filter((item) => !a.includes(item))];
}`,
  smallest: `/** The first of the items whose key is smallest. */
function smallest<T>(items: T[], key: (item: T) => number): T {
  let best = items[0];
  for (const item of items) {
    if (key(item) < key(best)) best = item;
  }
  return best;
}`,
  largest: `/** The first of the items whose key is largest. */
function largest<T>(items: T[], key: (item: T) => number): T {
  let best = items[0];
  for (const item of items) {
    if (key(item) > key(best)) best = item;
  }
  return best;
}`,
  takeSmallest: `/** Takes the first of the items whose key is smallest out of the list. */
function takeSmallest<T>(items: T[], key: (item: T) => number): T {
  let best = 0;
  for (let i = 1; i < items.length; i++) {
    if (key(items[i]) < key(items[best])) best = i;
  }
  return items.splice(best, 1)[0];
}`,
  takeLargest: `/** Takes the first of the items whose key is largest out of the list. */
function takeLargest<T>(items: T[], key: (item: T) => number): T {
  let best = 0;
  for (let i = 1; i < items.length; i++) {
    if (key(items[i]) > key(items[best])) best = i;
  }
  return items.splice(best, 1)[0];
}`,
  remove: `/** Takes an item out of a list, if it is there. */
function remove<T>(items: T[], item: T): void {
  const at = items.indexOf(item);
  if (at >= 0) items.splice(at, 1);
}`,
  sameItems: `/** Whether two lists, or two texts, are of one length and have the same items in the same places. */
function sameItems(a: any, b: any): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}`,
  lookUp: `/** The entry for (u, v) of a square matrix, or of a list of [u, v, entry]; vertices are counted from \`first\`. */
function lookUp(table: number[][], u: number, v: number, first = 0): number {
  const isList = table.some((row, i) => row.length !== table.length || (row.length === 3 && row[i] > 0 && row[i] < Infinity));
  if (!isList) return table[u - first][v - first];
  const row = table.find(([a, b]) => a === u && b === v) ?? table.find(([a, b]) => a === v && b === u);
  return row === undefined ? Infinity : row[2];
}`,
  makeSet: `/** A set of its own for \`x\`; a set is known by the member that represents it. */
function makeSet(sets: Map<number, number>, x: number): void {
  sets.set(x, x);
}`,
  findSet: `/** Who represents the set that \`x\` is in. */
function findSet(sets: Map<number, number>, x: number): number {
  let member = x;
  while (sets.get(member) !== member) member = sets.get(member)!;
  return member;
}`,
  joinSets: `/** Makes one set of the two that \`x\` and \`y\` are in. */
function joinSets(sets: Map<number, number>, x: number, y: number): void {
  sets.set(findSet(sets, x), findSet(sets, y));
}`,
} as const;

export type HelperName = keyof typeof HELPERS;

/** Helpers that others call. */
export const NEEDED: Partial<Record<HelperName, readonly HelperName[]>> = { joinSets: ['findSet'] };

/** A helper as TypeScript, it and those it calls under the names they have in the text at hand. */
export function helperCode(name: HelperName, nameOf: (helper: HelperName) => string): string {
  let text: string = HELPERS[name];
  for (const each of [name, ...(NEEDED[name] ?? [])])
    text = text.replace(new RegExp(`\\b${each}(?=[<(])`, 'g'), nameOf(each));
  return text;
}
