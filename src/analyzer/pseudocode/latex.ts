import { LATEX_SILENT, LATEX_SILENT_WITH_ARGUMENT, LATEX_STYLES, LATEX_SYMBOLS } from './latex-symbols.ts';
import { MappedWriter, type MappedText } from './mapped-text.ts';

/** Heads of blocks with what stands before and behind their condition in plain pseudocode, and the block's end. */
const BLOCKS: Readonly<Record<string, readonly [string, string, string]>> = {
  if: ['if ', ' then', 'end if'], uif: ['if ', ' then', 'end if'], lif: ['if ', ' then', 'end if'], elsif: ['else if ', ' then', ''], elseif: ['else if ', ' then', ''], uelseif: ['else if ', ' then', ''], lelseif: ['else if ', ' then', ''],
  for: ['for ', ' do', 'end for'], lfor: ['for ', ' do', 'end for'], forall: ['for each ', ' do', 'end for'], foreach: ['for each ', ' do', 'end for'], lforeach: ['for each ', ' do', 'end for'], forever: ['loop', '', 'end loop'],
  while: ['while ', ' do', 'end while'], lwhile: ['while ', ' do', 'end while'],
}; // prettier-ignore

const ENDS: Readonly<Record<string, string>> = {
  endif: 'end if', endfor: 'end for', endwhile: 'end while', endloop: 'end loop', endprocedure: 'end procedure', endfunction: 'end function', endforall: 'end for',
}; // prettier-ignore

const SECTIONS: Readonly<Record<string, string>> = {
  require: 'Require: ', ensure: 'Ensure: ', input: 'Input: ', output: 'Output: ', kwin: 'Input: ', kwdata: 'Input: ', kwout: 'Output: ', kwresult: 'Output: ',
}; // prettier-ignore

const COMMENTS = /^(comment|tcp|tcc|tcpas|linecomment|statex)$/;

/** LaTeX [start, end) of a file as plain pseudocode that knows where each character came from. */
export function plainFromLatex(file: string, start: number, end: number, isAlgorithm2e: boolean): MappedText {
  return new LatexReader(file, end, isAlgorithm2e).run(start);
}

class LatexReader {
  private readonly out = new MappedWriter();
  /** Commands that the text defines: its name as the reader sees it. */
  private readonly functions = new Map<string, string>();
  private readonly programs = new Set<string>();
  private depth = 0;
  private indexed: ReadonlySet<string>;

  constructor(
    private readonly file: string,
    private readonly end: number,
    private readonly isAlgorithm2e: boolean,
  ) {
    // `x_1` is an element where `x_i` occurs, else a name.
    this.indexed = new Set([...file.matchAll(/([A-Za-z])_\{?[a-z](?=[^\w]|$)/g)].map((match) => match[1] ?? ''));
  }

  run(start: number): MappedText {
    this.read(start, this.end);
    return this.out.finish(this.end);
  }

  private read(from: number, to: number): void {
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
    if (c === '%') return this.lineEnd(i, to);
    if (c === '$') return i + 1;
    if (c === '~') return this.put(' ', i, i + 1);
    if (c === '_') return this.subscript(i, to);
    if (c === '^') return this.superscript(i, to);
    if (c === '{') {
      // Braces only group.
      const close = this.group(i, to);
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

  private put(text: string, from: number, to: number): number {
    if (this.out.isAtLineStart && text.trim() === '') return to;
    if (this.out.isAtLineStart) this.out.add('  '.repeat(this.depth), from);
    this.out.add(text, from, to);
    return to;
  }

  private newLine(at: number): void {
    if (!this.out.isAtLineStart) this.out.add('\n', at);
  }

  private lineEnd(i: number, to: number): number {
    const at = this.file.indexOf('\n', i);
    return at < 0 || at > to ? to : at + 1;
  }

  /** The end of the group that begins at `{` or `[`. */
  private group(open: number, to: number): number {
    const [a, b] = this.file.charAt(open) === '[' ? ['[', ']'] : ['{', '}'];
    let depth = 0;
    for (let i = open; i < to; i++) {
      const c = this.file.charAt(i);
      if (c === '\\') i++;
      else if (c === a) depth++;
      else if (c === b && --depth === 0) return i + 1;
    }
    return to;
  }

  private skipSpace(i: number, to: number): number {
    let at = i;
    for (;;) {
      while (at < to && /\s/.test(this.file.charAt(at))) at++;
      if (this.file.charAt(at) !== '%') return at;
      at = this.lineEnd(at, to);
    }
  }

  /** The inside of the group that begins next, if one does: [start, end, behind]. */
  private argument(i: number, to: number): readonly [number, number, number] | null {
    const open = this.skipSpace(i, to);
    if (this.file.charAt(open) !== '{') return null;
    const close = this.group(open, to);
    return [open + 1, close - 1, close];
  }

  private command(i: number, to: number): number {
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
    if (LATEX_SILENT_WITH_ARGUMENT.has(name)) return this.skipArguments(after, to);
    const own = this.functions.get(name);
    const first = this.argument(after, to);
    if (own !== undefined || (first && !LATEX_STYLES.has(name) && name !== 'frac' && name !== 'sqrt')) {
      this.put(own ?? name, i, after);
      if (!first) return after;
      this.put('(', first[0] - 1, first[0]);
      this.read(first[0], first[1]);
      let end = first[2];
      for (let more = this.argument(end, to); own === undefined && more; more = this.argument(end, to)) {
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

  private fraction(first: readonly [number, number, number], to: number): number {
    const second = this.argument(first[2], to);
    this.put('(', first[0] - 1, first[0]);
    this.read(first[0], first[1]);
    this.put(') / (', first[1], first[2]);
    if (second) this.read(second[0], second[1]);
    return this.put(')', (second?.[2] ?? first[2]) - 1, second?.[2] ?? first[2]);
  }

  private skipArguments(after: number, to: number): number {
    let i = after;
    for (;;) {
      const open = this.file.charAt(i) === '[' ? i : this.skipSpace(i, to);
      if (open > i + 1 || !'[{'.includes(this.file.charAt(open)) || open >= to) return i;
      i = this.group(open, to);
    }
  }

  /** Commands of the packages themselves; null for any other. */
  private statement(name: string, i: number, after: number, to: number): number | null {
    if (name === 'setkwfunction') return this.defineFunction(after, to);
    if (name === 'setkwprog') return this.defineProgram(after, to);
    const written = this.file.slice(i + 1, after);
    if (this.programs.has(written)) return this.program(i, after, to);
    if (COMMENTS.test(name)) return this.comment(name, after, to);
    if (name === 'state') {
      this.newLine(i);
      return after;
    }
    if (Object.hasOwn(ENDS, name)) {
      this.newLine(i);
      this.depth = Math.max(0, this.depth - 1);
      this.put(ENDS[name] ?? '', i, after);
      this.newLine(i);
      return after;
    }
    if (Object.hasOwn(SECTIONS, name)) return this.section(SECTIONS[name] ?? '', i, after, to);
    if (name === 'call') return this.call(after, to);
    if (name === 'procedure' || name === 'function') return this.procedure(name, i, after, to);
    if (name === 'return' || name === 'kwret' || name === 'print' || name === 'kwoutput')
      return this.returning(name, i, after, to);
    if (name === 'repeat') return this.repeat(i, after, to);
    if (name === 'until') return this.until(i, after, to);
    if (name === 'loop') {
      this.newLine(i);
      this.put('loop', i, after);
      this.depth++;
      this.newLine(i);
      return after;
    }
    if (name === 'else' || name === 'lelse' || name === 'uelse') return this.otherwise(i, after, to);
    if (name === 'eif') return this.bothBranches(i, after, to);
    const block = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined;
    return block ? this.block(block, i, after, to) : null;
  }

  private block([before, behind, end]: readonly [string, string, string], i: number, from: number, to: number): number {
    const after = this.remark(from, to);
    const condition = this.argument(after, to);
    if (!condition) return this.put(before, i, after);
    this.newLine(i);
    const isBranch = end === '' && !this.isAlgorithm2e;
    if (isBranch) this.depth = Math.max(0, this.depth - 1);
    this.put(before, i, after);
    this.read(condition[0], condition[1]);
    this.put(behind, condition[2] - 1, condition[2]);
    this.newLine(condition[2]);
    if (!this.isAlgorithm2e) {
      this.depth++;
      return condition[2];
    }
    const body = this.argument(condition[2], to);
    if (!body) return condition[2];
    this.body(body);
    // `\uIf{…}{…} \Else{…}` is one block.
    const next = this.skipSpace(body[2], to);
    const isIf = end === 'end if' || end === '';
    if (isIf && /^\\(u?l?Else|u?l?ElseIf|lElse|uElse)\b/.test(this.file.slice(next, next + 12))) return body[2];
    this.put(end === '' ? 'end if' : end, body[1], body[2]);
    this.newLine(body[2]);
    return body[2];
  }

  private body([from, to]: readonly [number, number, number]): void {
    this.depth++;
    this.read(from, to);
    this.newLine(to);
    this.depth--;
  }

  private otherwise(i: number, after: number, to: number): number {
    this.newLine(i);
    if (!this.isAlgorithm2e) {
      this.depth = Math.max(0, this.depth - 1);
      this.put('else', i, after);
      this.newLine(i);
      this.depth++;
      return this.remark(after, to);
    }
    this.put('else', i, after);
    this.newLine(i);
    const body = this.argument(after, to);
    if (!body) return after;
    this.body(body);
    this.put('end if', body[1], body[2]);
    this.newLine(body[2]);
    return body[2];
  }

  /** `\IF[why]{…}`: the older package puts remarks in brackets. */
  private remark(after: number, to: number): number {
    return this.file.charAt(after) === '[' ? this.group(after, to) : after;
  }

  private bothBranches(i: number, after: number, to: number): number {
    const condition = this.argument(after, to);
    const yes = condition && this.argument(condition[2], to);
    const no = yes && this.argument(yes[2], to);
    if (!condition || !yes || !no) return after;
    this.newLine(i);
    this.put('if ', i, after);
    this.read(condition[0], condition[1]);
    this.put(' then', condition[2] - 1, condition[2]);
    this.newLine(condition[2]);
    this.body(yes);
    this.put('else', yes[2] - 1, yes[2]);
    this.newLine(yes[2]);
    this.body(no);
    this.put('end if', no[2] - 1, no[2]);
    this.newLine(no[2]);
    return no[2];
  }

  private repeat(i: number, after: number, to: number): number {
    this.newLine(i);
    this.put('repeat', i, after);
    this.newLine(i);
    const condition = this.isAlgorithm2e ? this.argument(after, to) : null;
    const body = condition && this.argument(condition[2], to);
    if (!condition || !body) {
      this.depth++;
      return after;
    }
    this.body(body);
    this.put('until ', condition[0] - 1, condition[0]);
    this.read(condition[0], condition[1]);
    this.newLine(body[2]);
    return body[2];
  }

  private until(i: number, after: number, to: number): number {
    this.newLine(i);
    this.depth = Math.max(0, this.depth - 1);
    this.put('until ', i, after);
    const condition = this.argument(after, to);
    if (!condition) return after;
    this.read(condition[0], condition[1]);
    this.newLine(condition[2]);
    return condition[2];
  }

  private procedure(word: string, i: number, after: number, to: number): number {
    const name = this.argument(after, to);
    const parameters = name && this.argument(name[2], to);
    if (!name) return after;
    this.newLine(i);
    this.put(`${word} `, i, after);
    this.read(name[0], name[1]);
    this.put('(', name[2] - 1, name[2]);
    if (parameters) this.read(parameters[0], parameters[1]);
    const end = parameters?.[2] ?? name[2];
    this.put(')', end - 1, end);
    this.newLine(end);
    this.depth++;
    return end;
  }

  private call(after: number, to: number): number {
    const name = this.argument(after, to);
    const args = name && this.argument(name[2], to);
    if (!name) return after;
    this.read(name[0], name[1]);
    this.put('(', name[2] - 1, name[2]);
    if (args) this.read(args[0], args[1]);
    const end = args?.[2] ?? name[2];
    return this.put(')', end - 1, end);
  }

  private returning(name: string, i: number, after: number, to: number): number {
    if (!this.isAlgorithm2e && !this.out.endsWith('then\n')) this.newLine(i);
    this.put(name === 'print' ? 'output ' : 'return ', i, after);
    const value = this.isAlgorithm2e || this.file.charAt(after) === '{' ? this.argument(after, to) : null;
    if (!value) return after;
    this.read(value[0], value[1]);
    return value[2];
  }

  private section(title: string, i: number, after: number, to: number): number {
    this.newLine(i);
    this.put(title, i, after);
    const value = this.argument(after, to);
    if (value && this.isAlgorithm2e) {
      this.read(value[0], value[1]);
      this.newLine(value[2]);
      return value[2];
    }
    // Up to the next command that begins a line.
    const rest = this.file
      .slice(after, to)
      .search(
        /\\(State|STATE|Require|REQUIRE|Ensure|ENSURE|Procedure|Function|Statex|If|IF|For|FOR|While|WHILE|Repeat|REPEAT|Input|Output|Return|RETURN|Loop|LOOP)\b|\n\s*\n/,
      );
    const end = rest < 0 ? to : after + rest;
    this.read(after, end);
    this.newLine(end);
    return end;
  }

  private comment(name: string, after: number, to: number): number {
    const star = this.file.charAt(after) === '*' ? after + 1 : after;
    const optional = this.file.charAt(star) === '[' ? this.group(star, to) : star;
    const text = this.argument(optional, to);
    if (name === 'statex') {
      this.newLine(after);
      return after;
    }
    return text ? text[2] : optional;
  }

  private defineFunction(after: number, to: number): number {
    const command = this.argument(after, to);
    const name = command && this.argument(command[2], to);
    if (!command || !name) return after;
    const commands = this.file.slice(command[0], command[1]).split(',');
    const names = this.file.slice(name[0], name[1]).split(',');
    commands.forEach((each, i) => this.functions.set(each.trim(), (names[i] ?? each).trim()));
    return name[2];
  }

  private defineProgram(after: number, to: number): number {
    const command = this.argument(after, to);
    if (command) this.programs.add(this.file.slice(command[0], command[1]).trim());
    return this.skipArguments(after, to);
  }

  /** `\Fn{\Name{args}}{body}`. */
  private program(i: number, after: number, to: number): number {
    const head = this.argument(after, to);
    const body = head && this.argument(head[2], to);
    if (!head || !body) return after;
    this.newLine(i);
    this.put('procedure ', i, after);
    this.read(head[0], head[1]);
    this.newLine(head[2]);
    this.body(body);
    this.put('end procedure', body[1], body[2]);
    this.newLine(body[2]);
    return body[2];
  }

  private subscript(i: number, to: number): number {
    const group = this.file.charAt(i + 1) === '{' ? this.argument(i + 1, to) : null;
    const from = group ? group[0] : i + 1;
    const end = group ? group[1] : i + 2;
    const behind = group ? group[2] : i + 2;
    const text = this.file.slice(from, end);
    const base = /([A-Za-z])$/.exec(this.file.slice(Math.max(0, i - 1), i))?.[1];
    const isName =
      /^\\(text|mathit|mathrm)|^[A-Za-z]{2,}$/.test(text) ||
      (/^\d+$/.test(text) && (base === undefined || !this.indexed.has(base)));
    // An underscore in a word, as in `min\_index` without its backslash.
    if (!group && !this.isMath(i)) return this.put('_', i, i + 1);
    if (isName) {
      this.put('_', i, i + 1);
      this.read(from, end);
      return behind;
    }
    this.put('[', i, i + 1);
    this.read(from, end);
    return this.put(']', behind - 1, behind);
  }

  private isMath(i: number): boolean {
    const line = this.file.slice(this.file.lastIndexOf('\n', i) + 1, i);
    return (line.match(/(?<!\\)\$/g) ?? []).length % 2 === 1 || /\\\((?!.*\\\))/.test(line);
  }

  private superscript(i: number, to: number): number {
    const group = this.file.charAt(i + 1) === '{' ? this.argument(i + 1, to) : null;
    if (this.file.startsWith('^\\prime', i)) return this.put("'", i, i + 7);
    if (!group) return this.put('^', i, i + 1);
    if (/^(\\prime|')$/.test(this.file.slice(group[0], group[1]).trim())) return this.put("'", i, group[2]);
    this.put('^(', i, group[0]);
    this.read(group[0], group[1]);
    return this.put(')', group[2] - 1, group[2]);
  }
}
