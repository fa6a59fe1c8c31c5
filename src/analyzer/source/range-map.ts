import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import ts from 'typescript';
import { LineMap, type Range } from '../../shared/range.ts';
import { firstIndex } from '../../shared/search.ts';
import { indexByLeftEdge, isWrapper, leftEdge } from './left-edge.ts';
import type { Compiled, Original } from './original.ts';

interface Found {
  readonly node: ts.Node;
  readonly original: Original;
}

/**
 * From a program text back to what the user wrote: source map first, then the syntax trees of both, so that every
 * range is that of a node in the user's file, types and all.
 */
export class RangeMap {
  private readonly index: ReadonlyMap<number, readonly ts.Node[]>;
  /** Offsets in the program text that the source map knows, ascending, and what is there. */
  private readonly offsets: number[] = [];
  private readonly places: { original: Original; offset: number }[] = [];
  private readonly known = new Map<ts.Node, Found | null>();
  private readonly children = new Map<ts.Node, readonly ts.Node[]>();

  /**
   * @param tree the program text, parsed with parents
   * @param compiled of which what is not in `originals` was not written by the user
   */
  constructor(
    private readonly tree: ts.SourceFile,
    { sourceMap, originals }: Compiled,
  ) {
    this.index = indexByLeftEdge(tree);
    const map = new TraceMap(sourceMap);
    const lines = new LineMap(tree.text);
    decodedMappings(map).forEach((segments, line) => {
      for (const segment of segments) {
        if (segment.length === 1) continue;
        const original = originals.get(map.sources[segment[1]] ?? '');
        const offset = original?.offset(segment[2], segment[3]);
        if (!original || typeof offset !== 'number') continue;
        this.offsets.push(lines.offset({ line: line + 1, column: segment[0] + 1 }));
        this.places.push({ original, offset });
      }
    });
  }

  /**
   * What the user wrote for the piece [start, end) of the program text.
   * @param kind the kind of node that the piece is, where several nodes share it
   * @returns null for what the compiler, the bundler or Understudy added
   */
  rangeOf(start: number, end: number, kind?: ts.SyntaxKind): Range | null {
    const node = this.nodeAt(start, end, kind);
    return node ? this.rangeOfNode(node) : null;
  }

  /** The same for a node of the parsed program text. */
  rangeOfNode(node: ts.Node): Range | null {
    const found = this.find(node);
    return found && found.original.rangeOf(found.node);
  }

  private nodeAt(start: number, end: number, kind: ts.SyntaxKind | undefined): ts.Node | null {
    const around: ts.Node[] = [];
    let at: ts.Node | undefined = this.tree;
    while ((at = this.childAround(at, start, end))) around.push(at);
    const isPiece = (node: ts.Node): boolean => node.getStart(this.tree) === start && node.end === end;
    return around.findLast((node) => node.kind === kind && isPiece(node)) ?? around.at(-1) ?? null;
  }

  /** The last child that holds [start, end); a program may hold tables of many thousand elements. */
  private childAround(node: ts.Node, start: number, end: number): ts.Node | undefined {
    let children = this.children.get(node);
    if (!children) {
      const list: ts.Node[] = [];
      ts.forEachChild(node, (child) => void list.push(child));
      children = list.sort((a, b) => a.pos - b.pos);
      this.children.set(node, children);
    }
    const all = children;
    const after = firstIndex(all.length, (i) => (all[i]?.pos ?? 0) > start);
    // What is left out has no width, and begins where the next one does.
    return [all[after - 1], all[after - 2]].find(
      (child) => child !== undefined && child.pos <= start && child.end >= end,
    );
  }

  private find(node: ts.Node): Found | null {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const found = isWrapper(node) ? this.findInside(node) : (this.findByEdge(node) ?? this.findByChild(node));
    this.known.set(node, found);
    return found;
  }

  /** Parentheses may have been added or dropped: if the user wrote them too, they are meant, else what is in them. */
  private findInside(node: ts.Node): Found | null {
    const inner = this.find((node as ts.ParenthesizedExpression).expression);
    const parent = inner?.node.parent;
    return inner && parent && parent.kind === node.kind ? { ...inner, node: parent } : inner;
  }

  private findByEdge(node: ts.Node): Found | null {
    const edge = leftEdge(node, this.tree);
    const place = this.placeOf(edge);
    if (!place) return null;
    const nodes = this.index.get(edge) ?? [node];
    const match = align(nodes, place.original.nodesMeantBy(place.offset, nodes), node);
    return match && { node: match, original: place.original };
  }

  /** Some keywords (`catch`) are not in source maps, but what follows them is. */
  private findByChild(node: ts.Node): Found | null {
    let found: Found | null = null;
    ts.forEachChild(node, (child) => {
      const inner = this.find(child);
      for (let up = inner?.node.parent; inner && up; up = up.parent) {
        if (!isWrapper(up)) {
          if (isSameKind(node, up)) found = { node: up, original: inner.original };
          break;
        }
      }
      return found !== null;
    });
    return found;
  }

  /** Where the token at an offset came from: as the source map says, or by the text in between being the same. */
  private placeOf(offset: number): { original: Original; offset: number } | null {
    const i = this.lastAtOrBefore(offset);
    const from = this.offsets[i];
    const place = this.places[i];
    if (from === undefined || !place) return null;
    if (from === offset) return place;
    const between = this.tree.text.slice(from, offset);
    const target = place.offset + between.length;
    if (place.original.text.slice(place.offset, target) === between) return { ...place, offset: target };
    return /^[\s(]*$/.test(between) ? place : null;
  }

  private lastAtOrBefore(offset: number): number {
    return firstIndex(this.offsets.length, (i) => (this.offsets[i] ?? 0) > offset) - 1;
  }
}

/**
 * The node among `originals` that `node` was made from. Both lists share a left edge and run from the outside in; what
 * the compiler put in place of an expression (the value of an enum's member, a renamed import) is the last of `nodes`.
 */
function align(nodes: readonly ts.Node[], originals: readonly ts.Node[], node: ts.Node): ts.Node | null {
  let next = 0;
  for (const [i, current] of nodes.entries()) {
    const isLast = i === nodes.length - 1;
    let match = originals.findIndex((original, j) => j >= next && isSameKind(current, original));
    if (match < 0 || (isLast && ts.isExpression(current) && originals.length - next > 1)) match = next;
    if (current === node) return originals[Math.min(match, originals.length - 1)] ?? null;
    next = Math.min(match + 1, originals.length - 1);
  }
  return null;
}

const SAME_KIND: readonly (readonly [ts.SyntaxKind, ts.SyntaxKind])[] = [
  [ts.SyntaxKind.FunctionExpression, ts.SyntaxKind.FunctionDeclaration],
  [ts.SyntaxKind.ClassExpression, ts.SyntaxKind.ClassDeclaration],
  [ts.SyntaxKind.PropertyAssignment, ts.SyntaxKind.ShorthandPropertyAssignment],
];

function isSameKind(compiled: ts.Node, original: ts.Node): boolean {
  return (
    compiled.kind === original.kind ||
    SAME_KIND.some(
      ([a, b]) => (compiled.kind === a && original.kind === b) || (compiled.kind === b && original.kind === a),
    )
  );
}
