import type { HelperName } from './helpers.ts';

/** Words that TypeScript keeps for itself, and globals that the output uses. */
const RESERVED = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function
   if import in instanceof new null return super switch this throw true try typeof var void while with yield let static
   await async of Math Array Number String Map Set Infinity NaN undefined Object arguments eval output`
    .trim()
    .split(/\s+/),
);

/** One identifier for each name of the text, different names getting different ones. */
export class Identifiers {
  private readonly known = new Map<string, string>();
  private readonly taken = new Set<string>();

  private readonly helpers = new Map<HelperName, string>();
  private readonly written: ReadonlySet<string>;

  /** @param names all names of the text, which helpers leave to it */
  constructor(
    private readonly isRoutine: (name: string) => boolean,
    names: readonly string[],
  ) {
    this.written = new Set(names.map((name) => (isRoutine(name) ? camelCase(name) : variableName(name))));
  }

  /** What a helper is called: its own name, unless the text has that name. */
  helper(name: HelperName): string {
    const known = this.helpers.get(name) ?? this.fresh(this.written.has(name) ? `${name}Of` : name);
    this.helpers.set(name, known);
    return known;
  }

  of(name: string): string {
    const key = this.isRoutine(name) ? name.toLowerCase() : name;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const wanted = this.isRoutine(name) ? camelCase(name) : variableName(name);
    let free = RESERVED.has(wanted) ? `${wanted}_` : wanted;
    for (let i = 2; this.taken.has(free); i++) free = `${wanted}${i}`;
    this.taken.add(free);
    this.known.set(key, free);
    return free;
  }

  /** A name that nothing else has. */
  fresh(wanted: string): string {
    let free = RESERVED.has(wanted) ? `${wanted}_` : wanted;
    for (let i = 2; this.taken.has(free); i++) free = `${wanted}${i}`;
    this.taken.add(free);
    return free;
  }
}

/** `INSERTION-SORT` and `insertion sort` are `insertionSort`. */
export function camelCase(name: string): string {
  const words = name.split(/[^\p{L}\p{N}$]+/u).filter(Boolean);
  const camel = words.map((word, i) => {
    const lower = word === word.toUpperCase() ? word.toLowerCase() : word;
    return i === 0 ? lower.charAt(0).toLowerCase() + lower.slice(1) : lower.charAt(0).toUpperCase() + lower.slice(1);
  });
  const joined = camel.join('');
  return joined === '' ? 'algorithm' : /^\d/.test(joined) ? `_${joined}` : joined;
}

/** Names stay as they are written where TypeScript allows: `A`, `dist`, `π`; `heap-size` is `heapSize`, `A'` is `APrime`. */
export function variableName(name: string): string {
  const primed = name.replace(/'+/g, (marks) => 'Prime'.repeat(marks.length));
  const joined = primed
    .replace(/-+(.)/gu, (_, letter: string) => letter.toUpperCase())
    .replace(/[^\p{L}\p{N}_$]/gu, '_');
  return /^\p{N}/u.test(joined) ? `_${joined}` : joined;
}
