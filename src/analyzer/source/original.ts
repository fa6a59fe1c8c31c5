import ts from 'typescript';
import { LineMap, type Range } from '../../shared/range.ts';
import { firstIndex } from '../../shared/search.ts';
import { indexByLeftEdge, isNameOfAccess, leftEdge } from './left-edge.ts';
import { hasUseStrict } from './strictness.ts';

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
  /** Where each edit is in the edited text, and where its end is in `text`. */
  private readonly moved: readonly { readonly start: number; readonly textEnd: number; readonly end: number }[];
  private parsed: { tree: ts.SourceFile; index: ReadonlyMap<number, readonly ts.Node[]> } | null = null;

  constructor(
    readonly file: string,
    readonly text: string,
    readonly edits: readonly Edit[] = [],
    /** What the user wrote for a piece of `text`, if `text` was made from something else. */
    private readonly origin: ((start: number, end: number) => Range | null) | null = null,
  ) {
    this.lines = new LineMap(text);
    this.compiledLines = edits.length === 0 ? this.lines : new LineMap(applyEdits(text, edits));
    let shift = 0;
    this.moved = edits.map((edit) => {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      return { start, textEnd: start + edit.text.length, end: edit.end };
    });
  }

  /** Offset in `text` of a place in the edited text, lines and columns from 0; null inside an edit. */
  offset(line: number, column: number): number | null {
    const offset = this.compiledLines.offset({ line: line + 1, column: column + 1 });
    const edit = this.moved[firstIndex(this.moved.length, (i) => (this.moved[i]?.start ?? 0) > offset) - 1];
    if (!edit) return offset;
    return offset < edit.textEnd ? null : offset - edit.textEnd + edit.end;
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

  /** Whether the file says that it is strict. */
  get isStrict(): boolean {
    return hasUseStrict(this.parse().tree.statements);
  }

  rangeOf(node: ts.Node): Range | null {
    const { tree } = this.parse();
    if (this.origin) return this.origin(node.getStart(tree), node.end);
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

/** Compiled text with its source map, and the files by the source map's names. */
export interface Compiled {
  readonly code: string;
  /** JSON text. */
  readonly sourceMap: string;
  readonly originals: ReadonlyMap<string, Original>;
}
