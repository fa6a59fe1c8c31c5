import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import ts from 'typescript';
import { LineMap, type Range } from '../../shared/range.ts';
import { indexByLeftEdge, isWrapper, leftEdge } from './left-edge.ts';

/** Text put in place of [start, end) of a file before it was compiled. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits don't overlap and are in order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = '';
  let from = 0;
  for (const edit of edits) {
    out += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return out + text.slice(from);
}

/** A file as the user wrote it. */
export class Original {
  readonly lines: LineMap;
  private readonly compiledLines: LineMap;
  private parsed: { tree: ts.SourceFile; index: ReadonlyMap<number, readonly ts.Node[]> } | null = null;

  constructor(
    readonly file: string,
    readonly text: string,
    readonly edits: readonly Edit[] = [],
  ) {
    this.lines = new LineMap(text);
    this.compiledLines = edits.length === 0 ? this.lines : new LineMap(applyEdits(text, edits));
  }

  /** Offset in `text` of a place in the edited text, lines and columns from 0; null inside an edit. */
  offset(line: number, column: number): number | null {
    let offset = this.compiledLines.offset({ line: line + 1, column: column + 1 });
    for (const { start, end, text } of this.edits) {
      if (offset < start) break;
      if (offset < start + text.length) return null;
      offset += end - start - text.length;
    }
    return offset;
  }

  /** The nodes whose left edge is here, outermost first, to compare with those of the compiled text. */
  nodesMeantBy(edge: number, compiled: readonly ts.Node[]): readonly ts.Node[] {
    const { tree, index } = this.parse();
    const nodes = index.get(edge) ?? [];
    // A bundler writes `f` for `namespace.f`, and its source map points to the name after the dot.
    const name = nodes[0];
    const access = name?.parent;
    if (!name || !access || !isNameOfAccess(name) || compiled.some(isNameOfAccess)) return nodes;
    const chain = index.get(leftEdge(access, tree)) ?? [];
    return chain.slice(0, chain.indexOf(access) + 1);
  }

  rangeOf(node: ts.Node): Range {
    const { tree } = this.parse();
    return {
      file: this.file,
      start: this.lines.position(node.getStart(tree)),
      end: this.lines.position(node.end),
    };
  }

  private parse(): { tree: ts.SourceFile; index: ReadonlyMap<number, readonly ts.Node[]> } {
    if (this.parsed === null) {
      const tree = ts.createSourceFile(this.file, this.text, { languageVersion: ts.ScriptTarget.ES2022 }, true);
      this.parsed = { tree, index: indexByLeftEdge(tree) };
    }
    return this.parsed;
  }
}

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

  /**
   * @param tree the program text, parsed with parents
   * @param sourceMap JSON text
   * @param originals by the source map's names; what isn't there was not written by the user
   */
  constructor(
    private readonly tree: ts.SourceFile,
    sourceMap: string,
    originals: ReadonlyMap<string, Original>,
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
    let best: ts.Node | null = null;
    let ofKind: ts.Node | null = null;
    const visit = (node: ts.Node): void => {
      if (node.pos > start || node.end < end) return;
      best = node;
      if (node.kind === kind && node.getStart(this.tree) === start && node.end === end) ofKind = node;
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(this.tree, visit);
    return ofKind ?? best;
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
    let low = 0;
    let high = this.offsets.length - 1;
    while (low <= high) {
      const mid = (low + high) >> 1;
      if ((this.offsets[mid] ?? 0) <= offset) low = mid + 1;
      else high = mid - 1;
    }
    return high;
  }
}

function isNameOfAccess(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
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
