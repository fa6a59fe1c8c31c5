/** Words with a meaning of their own, which therefore are no variables. */

const KEYWORDS: ReadonlySet<string> = new Set(
  `if then else elseif elsif elif endif end-if for foreach endfor to downto down until while endwhile do repeat loop
   and or not xor mod div in is are of return returns each every all by step from with case otherwise endcase
   procedure function algorithm subroutine endfunction endprocedure endsubroutine`
    .trim()
    .split(/\s+/),
);

export function isKeyword(lower: string): boolean {
  return KEYWORDS.has(lower);
}

/** What things are called before their name: `vertex v`, `edge (u, v)`, `array A`. */
export const NOUNS: ReadonlySet<string> = new Set(
  `vertex node element item value array list set sequence edge arc neighbor neighbour number integer variable pair
   character symbol string table matrix point entry child key vertices nodes elements items edges successor
   queue stack word job activity digit letter row column state`
    .trim()
    .split(/\s+/),
);

export const ARTICLES: ReadonlySet<string> = new Set(['the', 'an', 'its', 'their', 'some', 'any']);

/** Kinds of collection that can be asked for empty or new; all are arrays in the TypeScript. */
export const COLLECTIONS: ReadonlySet<string> = new Set(
  `array list set queue stack table matrix collection map dictionary deque heap sequence vector bag
   priorityqueue priority-queue min-priority-queue hashmap hashset linkedlist arraylist tuple string`
    .trim()
    .split(/\s+/),
);

export const LEAST: ReadonlySet<string> = new Set([
  'min',
  'minimum',
  'minimal',
  'smallest',
  'least',
  'lowest',
  'shortest',
  'closest',
  'cheapest',
]);
export const MOST: ReadonlySet<string> = new Set([
  'max',
  'maximum',
  'maximal',
  'largest',
  'greatest',
  'highest',
  'most',
  'biggest',
  'longest',
]);

/** States that a vertex can be marked with in prose. */
export const LABELS: ReadonlySet<string> = new Set(
  `visited discovered explored marked seen processed done finished known unvisited undiscovered unexplored unmarked
   labeled labelled selected included settled closed open colored coloured used`
    .trim()
    .split(/\s+/),
);
