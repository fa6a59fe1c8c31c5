import { LatexSource, type Argument } from './latex-source.ts';
import { LATEX_SILENT, LATEX_SILENT_WITH_ARGUMENT, LATEX_STYLES, LATEX_SYMBOLS } from './latex-symbols.ts';
import { MappedWriter, type MappedText } from './mapped-text.ts';

/** Reads LaTeX text and maths; what the commands of the packages mean is told by those who extend it. */
export abstract class LatexTextReader {
  protected readonly out = new MappedWriter();
  /** Commands that the text defines: its name as the reader sees it. */
  protected readonly functions = new Map<string, string>();
  protected readonly source: LatexSource;
  protected depth = 0;
  private readonly indexed: ReadonlySet<string>;

  constructor(
    protected readonly file: string,
    private readonly end: number,
    protected readonly isAlgorithm2e: boolean,
  ) {
    this.source = new LatexSource(file);
    // `x_1` is an element where `x_i` occurs, else a name.
    this.indexed = new Set([...file.matchAll(/([A-Za-z])_\{?[a-z](?=[^\w]|$)/g)].map((match) => match[1] ?? ''));
  }

  /** A command of a package, by its name in small letters; null for any other. */
  protected abstract statement(name: string, i: number, after: number, to: number): number | null;

  run(start: number): MappedText {
    this.read(start, this.end);
    return this.out.finish(this.end);
  }

  protected read(from: number, to: number): void {
    let i = from;
    while (i < to) {
      const next = this.step(i, to);
      i = next > i ? next : i + 1;
    }
  }

  /** Reads what stands at `i`. @returns where it goes on */
  private step(i: number, to: number): number {
    const c = this.file.charAt(i);
    if (c === '\\') return this.command(i, to);
    if (c === '%') return this.source.lineEnd(i, to);
    if (c === '$') return i + 1;
    if (c === '~') return this.put(' ', i, i + 1);
    if (c === '_') return this.subscript(i, to);
    if (c === '^') return this.superscript(i, to);
    if (c === '{') {
      // Braces only group.
      const close = this.source.group(i, to);
      this.read(i + 1, close - 1);
      return close;
    }
    if (c === '}') return i + 1;
    if (c === '\n' || c === '\r') {
      // Lines are ended by commands, not by the source's own lines.
      if (!this.out.isAtLineStart) this.out.add(' ', i);
      return i + 1;
    }
    return this.put(c, i, i + 1);
  }

  protected put(text: string, from: number, to: number): number {
    if (this.out.isAtLineStart && text.trim() === '') return to;
    if (this.out.isAtLineStart) this.out.add('  '.repeat(this.depth), from);
    this.out.add(text, from, to);
    return to;
  }

  protected newLine(at: number): void {
    if (!this.out.isAtLineStart) this.out.add('\n', at);
  }

  protected command(i: number, to: number): number {
    const match = /^\\([A-Za-z]+\*?|.)/s.exec(this.file.slice(i, Math.min(to, i + 60)));
    const name = (match?.[1] ?? '').replace('*', '');
    const after = i + 1 + (match?.[1] ?? '').length;
    if (name === 'not' && /^\s*=/.test(this.file.slice(after, after + 3)))
      return this.put('≠', i, this.file.indexOf('=', after) + 1);
    if (!/^[A-Za-z]/.test(name)) return this.punctuation(name, i, after);
    const symbol = Object.hasOwn(LATEX_SYMBOLS, name) ? LATEX_SYMBOLS[name] : undefined;
    if (symbol !== undefined) {
      const isWord = /^[a-z]+$/.test(symbol);
      return this.put(isWord ? ` ${symbol} ` : symbol, i, after);
    }
    const lower = name.toLowerCase();
    return this.statement(lower, i, after, to) ?? this.styled(name, i, after, to);
  }

  private punctuation(name: string, i: number, after: number): number {
    if (name === ';' && this.isAlgorithm2e) {
      this.newLine(i);
      return after;
    }
    if (name === '\\') {
      this.newLine(i);
      return after;
    }
    if (name !== '' && '{}_%&#$|'.includes(name)) return this.put(name, i, after);
    if (name === '(' || name === ')' || name === '[' || name === ']') return after;
    return this.put(' ', i, after);
  }

  private styled(name: string, i: number, after: number, to: number): number {
    if (LATEX_SILENT.has(name)) return after;
    if (LATEX_SILENT_WITH_ARGUMENT.has(name)) return this.source.skipArguments(after, to);
    const own = this.functions.get(name);
    const first = this.source.argument(after, to);
    if (own !== undefined || (first && !LATEX_STYLES.has(name) && name !== 'frac' && name !== 'sqrt')) {
      this.put(own ?? name, i, after);
      if (!first) return after;
      this.put('(', first[0] - 1, first[0]);
      this.read(first[0], first[1]);
      let end = first[2];
      for (let more = this.source.argument(end, to); own === undefined && more; more = this.source.argument(end, to)) {
        this.put(', ', more[0] - 1, more[0]);
        this.read(more[0], more[1]);
        end = more[2];
      }
      return this.put(')', end - 1, end);
    }
    if (!first) return this.put(`${name} `, i, after);
    if (name === 'frac') return this.fraction(first, to);
    this.put(name === 'sqrt' ? '√(' : '', i, after);
    this.read(first[0], first[1]);
    return name === 'sqrt' ? this.put(')', first[2] - 1, first[2]) : first[2];
  }

  private fraction(first: Argument, to: number): number {
    const second = this.source.argument(first[2], to);
    this.put('(', first[0] - 1, first[0]);
    this.read(first[0], first[1]);
    this.put(') / (', first[1], first[2]);
    if (second) this.read(second[0], second[1]);
    return this.put(')', (second?.[2] ?? first[2]) - 1, second?.[2] ?? first[2]);
  }

  private subscript(i: number, to: number): number {
    const group = this.file.charAt(i + 1) === '{' ? this.source.argument(i + 1, to) : null;
    const from = group ? group[0] : i + 1;
    const end = group ? group[1] : i + 2;
    const behind = group ? group[2] : i + 2;
    const text = this.file.slice(from, end);
    const base = /([A-Za-z])$/.exec(this.file.slice(Math.max(0, i - 1), i))?.[1];
    const isName =
      /^\\(text|mathit|mathrm)|^[A-Za-z]{2,}$/.test(text) ||
      (/^\d+$/.test(text) && (base === undefined || !this.indexed.has(base)));
    // An underscore in a word, as in `min\_index` without its backslash.
    if (!group && !this.source.isMath(i)) return this.put('_', i, i + 1);
    if (isName) {
      this.put('_', i, i + 1);
      this.read(from, end);
      return behind;
    }
    this.put('[', i, i + 1);
    this.read(from, end);
    return this.put(']', behind - 1, behind);
  }

  private superscript(i: number, to: number): number {
    const group = this.file.charAt(i + 1) === '{' ? this.source.argument(i + 1, to) : null;
    if (this.file.startsWith('^\\prime', i)) return this.put("'", i, i + 7);
    if (!group) return this.put('^', i, i + 1);
    if (/^(\\prime|')$/.test(this.file.slice(group[0], group[1]).trim())) return this.put("'", i, group[2]);
    this.put('^(', i, group[0]);
    this.read(group[0], group[1]);
    return this.put(')', group[2] - 1, group[2]);
  }
}
