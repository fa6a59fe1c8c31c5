import assert from 'node:assert/strict';
import { createGenerator } from '../../../src/analyzer/inputs/generate.ts';
import { infer } from '../inputs/support.ts';
import { runnable } from '../../support/pseudocode.ts';

/** Argument lists as `learn` draws them for the first routine. */
function drawn(text: string, count = 200): unknown[][] {
  const { translation } = runnable(text);
  const generator = createGenerator(infer(translation.code), 3);
  return Array.from({ length: count }, () => generator.next(8));
}

/** Whether a list has anything beside its entries: what is noted at −1. */
const hasStrays = (list: unknown): boolean => Object.keys(list as object).some((key) => !/^\d+$/.test(key));

const BFS = (loop: string, first: number): string => `BFS(G, s)
  let d be a new array
  d[s] = ${first}
  Q = ∅
  ENQUEUE(Q, s)
  while Q ≠ ∅
    u = DEQUEUE(Q)
    for each v in ${loop}
      if d[v] == NIL
        d[v] = d[u] + 1
        ENQUEUE(Q, v)
  return d
`;

describe('inputs of pseudocode', () => {
  it('number the vertices of a graph that lists none from where the text counts', () => {
    for (const [comment, first] of [['', 1], ['// indices begin at 0\n', 0]] as const) {
      const text = comment + BFS('G.Adj[u]', 0);
      const { main } = runnable(text);
      assert.match(runnable(text).translation.decisions[0]?.text ?? '', new RegExp(`vertices begin at ${first}`));
      for (const args of drawn(text)) {
        const [graph, s] = args as [{ Adj: number[][] }, number];
        const isVertex = (v: number): boolean => v >= first && v < graph.Adj.length + first;
        assert(graph.Adj.flat().every(isVertex) && isVertex(s), JSON.stringify(args));
        assert(!hasStrays(main(...args)), JSON.stringify(args));
      }
    }
  }); // prettier-ignore

  it('number the vertices from 0 or from 1 where the graph lists them', () => {
    const firsts = new Set<number | undefined>();
    for (const args of drawn(BFS('G.Adj[u]', 0).replace('  let d', '  for each u in G.V\n    e[u] = 0\n  let d'))) {
      const [graph, s] = args as [{ V: number[]; Adj: number[][] }, number];
      firsts.add(graph.V[0]);
      assert(graph.Adj.flat().every((v) => graph.V.includes(v)) && graph.V.includes(s), JSON.stringify(args));
    }
    assert.deepEqual([...firsts].sort(), [0, 1]);
  });

  it('number them in lists of neighbours, too', () => {
    for (const args of drawn(`BFS(Adj, s, n)\n${BFS('Adj[u]', 0).split('\n').slice(1).join('\n')}`)) {
      const [lists] = args as [number[][]];
      assert(lists.flat().every((v) => v >= 1 && v <= lists.length), JSON.stringify(args)); // prettier-ignore
    }
  });

  it('count positions from where the text does', () => {
    const text = 'SEARCH(A, p, r, x)\n  while p ≤ r\n    if A[p] == x\n      return p\n    p = p + 1\n  return NIL\n';
    const least = Math.min(...drawn(text).map((args) => Math.min(args[1] as number, args[2] as number)));
    assert.equal(least, 1);
  });

  it('end a list with what ends the reading of it', () => {
    const programs = [
      ['INPUT mark\nWHILE mark <> -1\n  total <- total + mark\n  INPUT mark\nENDWHILE\nOUTPUT total\n', -1],
      ['REPEAT\n  INPUT name\n  OUTPUT name\nUNTIL name = "END"\n', 'END'],
      ['REPEAT\n  INPUT x\nUNTIL x >= 1 AND x <= 10\nOUTPUT x\n', 1],
      ['loop while NUM > 0\n  NUM = input("Number")\n  output NUM\nend loop\n', 0],
    ] as const;
    for (const [text, last] of programs) {
      for (const args of drawn(text)) {
        const list = args.find((arg) => Array.isArray(arg)) as unknown[];
        assert.equal(list.at(-1), last, text);
      }
    }
  });

  it('tie a list of edges to the list of vertices', () => {
    const text = `function distances(vertices, edges, source)
  for each vertex v in vertices do
    d[v] ← ∞
  d[source] ← 0
  for each vertex x in vertices do
    for each edge (u, v, w) in edges do
      d[v] ← min(d[v], d[u] + w)
  return d
`;
    let reached = 0;
    for (const args of drawn(text)) {
      const [vertices, edges, source] = args as [number[], [number, number, number][], number];
      assert(edges.every(([u, v]) => vertices.includes(u) && vertices.includes(v)), JSON.stringify(args)); // prettier-ignore
      assert(vertices.length === 0 || vertices.includes(source));
      reached += edges.length;
    }
    assert(reached > 200);
  });

  const COUNTED = [
    ['PROCEDURE First(List : ARRAY[1:Last] OF INTEGER, Last : INTEGER)\nFOR i ← 1 TO Last - 1\n  IF List[i] > List[i + 1] THEN\n    OUTPUT i\n  ENDIF\nNEXT i\nENDPROCEDURE\n', 0],
    ['SORT(A, n)\n  for i = 1 to n - 1\n    for j = 1 to n - i\n      if A[j] > A[j + 1]\n        exchange A[j] with A[j + 1]\n', 0],
    ['FIND(A, n, x)\n  low ← 1\n  high ← n\n  while low ≤ high do\n    mid ← (low + high) div 2\n    if A[mid] == x\n      return mid\n    if A[mid] < x\n      low ← mid + 1\n    else high ← mid - 1\n  return NIL\n', 0],
    ['SUM(p, n)\n  s = 0\n  for i = 0 to n\n    s = s + p[i]\n  return s\n', 1],
    ['TOP(A, k)\n  // indices begin at 0\n  i = 0\n  while i < k and A[i] > 0\n    i = i + 1\n  return i\n', 0],
  ] as const; // prettier-ignore

  it('know the length of a list that a number goes up to', () => {
    for (const [text, less] of COUNTED) {
      for (const args of drawn(text)) {
        const list = args.find((each) => Array.isArray(each)) as number[];
        const count = args.findLast((each, i) => typeof each === 'number' && i <= 1);
        assert.equal(count, Math.max(0, list.length - less), `${text}${JSON.stringify(args)}`);
      }
    }
  });

  it('know rows and columns of a table, and that a table of one number is square', () => {
    const loops = (m: string): string =>
      `TOTAL(T, n${m === 'n' ? '' : ', m'})\n  s = 0\n  for i = 1 to n\n    for j = 1 to ${m}\n      s = s + T[i, j]\n  return s\n`;
    for (const m of ['n', 'm']) {
      for (const [table, n, columns = n] of drawn(loops(m)) as [number[][], number, number?][]) {
        assert.equal(table.length, n);
        assert(table.every((row) => row.length === columns), JSON.stringify(table)); // prettier-ignore
      }
    }
  });

  it('leave a number that bounds a part of a list, or that the text measures itself', () => {
    const part = 'SUM(A, p, n)\n  s = 0\n  for i = p to n\n    s = s + A[i]\n  return s\n';
    const found = 'NTH(A, n)\n  for i = 1 to A.length\n    n = n - A[i]\n  return n\n';
    for (const text of [part, found]) assert.doesNotMatch(runnable(text).translation.code, /@length/);
  });

  it('keep the ends of a part in order, mostly', () => {
    const merge = 'MERGE(A, p, q, r)\n  n1 = q - p + 1\n  n2 = r - q\n  let L[1..n1] and R[1..n2] be new arrays\n  for i = 1 to n1\n    L[i] = A[p + i - 1]\n  for j = 1 to n2\n    R[j] = A[q + j]\n  return L\n';
    const inOrder = drawn(merge).filter(([, p, q, r]) => (p as number) <= (q as number) && (q as number) <= (r as number));
    assert(inOrder.length > 150, `only ${inOrder.length} of 200`);
  }); // prettier-ignore

  it('look for patterns that are there', () => {
    const text = 'COUNT(T, P)\n  k = 0\n  m = P.length\n  for s = 0 to T.length - m\n    if P[1..m] == T[s + 1..s + m]\n      k = k + 1\n  return k\n';
    const { main, translation } = runnable(text);
    assert.match(translation.code, /@partOf P T/);
    const found = drawn(text).filter((args) => (args[1] as number[]).length > 1 && (main(...args) as number) > 0);
    assert(found.length > 20, `only ${found.length} of 200`);
  }); // prettier-ignore

  it('are texts where letters are compared, and lists where items are fetched', () => {
    const TYPES = [
      ["FUNCTION brackets(s)\n  n ← 0\n  for each c in s\n    if c = '(' then n ← n + 1\n  return n\n", /s: string/],
      ['SUBROUTINE initials(first)\n  RETURN SUBSTRING(0, 0, first)\nENDSUBROUTINE\n', /first: string/],
      ["SUBROUTINE named(items)\n  n ← 0\n  FOR x IN items\n    IF x = 'stop' THEN\n      n ← n + 1\n    ENDIF\n  ENDFOR\n  RETURN n\nENDSUBROUTINE\n", /items: number\[\]/],
      ['method total(DATA)\n  SUM = 0\n  loop while DATA.hasNext()\n    SUM = SUM + DATA.getNext()\n  end loop\n  return SUM\nend method\n', /DATA: number\[\]/],
    ] as const;
    for (const [text, type] of TYPES) assert.match(runnable(text).translation.code, type);
  }); // prettier-ignore

  interface Node {
    readonly key: number;
    readonly left: Node | null;
    readonly right: Node | null;
    readonly next: Node | null;
    readonly prev: Node | null;
    readonly p: Node | null;
  }

  it('are search trees where keys are compared, and often have what is looked for', () => {
    const text = 'TREE-SEARCH(x, k)\n  if x == NIL or k == x.key\n    return x\n  if k < x.key\n    return TREE-SEARCH(x.left, k)\n  else return TREE-SEARCH(x.right, k)\n';
    const keys = (node: Node | null): number[] => (node ? [...keys(node.left), node.key, ...keys(node.right)] : []);
    const { main } = runnable(text);
    let found = 0;
    for (const args of drawn(text)) {
      const all = keys(args[0] as Node | null);
      assert.deepEqual(all, [...all].sort((a, b) => a - b));
      if (main(...args) !== null) found++;
    }
    assert(found > 80, `only ${found} of 200`);
  }); // prettier-ignore

  it('lead back from node to node where the text does', () => {
    const list = 'LIST-INSERT(L, x)\n  x.next = L.head\n  if L.head ≠ NIL\n    L.head.prev = x\n  L.head = x\n  x.prev = NIL\n';
    for (const [{ head }] of drawn(list) as [{ head: Node | null }][]) {
      assert.equal(head?.prev ?? null, null);
      for (let node = head; node; node = node.next) if (node.next) assert.equal(node.next.prev, node);
    }
    const tree = 'SUCCESSOR(x)\n  y = x.p\n  while y ≠ NIL and x == y.right\n    x = y\n    y = y.p\n  if x.left ≠ NIL\n    return x.left\n  return y\n';
    const check = (node: Node, parent: Node | null): void => {
      assert.equal(node.p, parent);
      for (const child of [node.left, node.right]) if (child) check(child, node);
    };
    for (const [root] of drawn(tree) as [Node | null][]) if (root) check(root, null);
  }); // prettier-ignore

  it('are sets whose representative is its own parent', () => {
    const text = 'FIND-SET(x)\n  if x ≠ x.p\n    x.p = FIND-SET(x.p)\n  return x.p\n';
    const { main } = runnable(text);
    for (const args of drawn(text)) {
      const found = main(...args) as Node;
      assert.equal(found.p, found);
    }
  });

  it('are as many as a counted loop reads', () => {
    const counted = `INPUT n
total ← 0
FOR i ← 1 TO n
  INPUT x
  total ← total + x
NEXT i
OUTPUT total
`;
    for (const args of drawn(counted)) {
      const [n, list] = args as [number, number[]];
      assert.equal(list.length, n, JSON.stringify(args));
    }
    const five = counted.replace('INPUT n\n', '').replace('TO n', 'TO 5');
    for (const [list] of drawn(five)) assert.equal((list as number[]).length, 5);
    const ended = counted.replace('  INPUT x\n', '  INPUT x\n  IF x < 0 THEN EXIT FOR\n');
    assert.doesNotMatch(runnable(ended).translation.code, /@length/);
  });
});
