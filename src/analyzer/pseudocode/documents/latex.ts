import { LATEX_BLOCKS, LATEX_ENDS, LATEX_SECTIONS, type LatexBlock } from './latex-blocks.ts';
import type { Argument } from './latex-source.ts';
import { LatexTextReader } from './latex-text.ts';
import type { MappedText } from './mapped-text.ts';

/** LaTeX [start, end) of a file as plain pseudocode that knows where each character came from. */
export function plainFromLatex(file: string, start: number, end: number, isAlgorithm2e: boolean): MappedText {
  return new LatexReader(file, end, isAlgorithm2e).run(start);
}

function tableEntry<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}

/** The commands of algpseudocode, algorithmic and algorithm2e. */
class LatexReader extends LatexTextReader {
  private readonly programs = new Set<string>();

  /** Commands of the packages themselves; null for any other. */
  protected override statement(name: string, i: number, after: number, to: number): number | null {
    if (this.programs.has(this.file.slice(i + 1, after))) return this.program(i, after, to);
    const end = tableEntry(LATEX_ENDS, name);
    if (end !== null) return this.endBlock(end, i, after);
    const title = tableEntry(LATEX_SECTIONS, name);
    if (title !== null) return this.section(title, i, after, to);
    const block = tableEntry(LATEX_BLOCKS, name);
    if (block) return this.block(block, i, after, to);
    switch (name) {
      case 'state':
      case 'statex':
        this.newLine(i);
        return after;
      case 'setkwfunction':
        return this.defineFunction(after, to);
      case 'setkwprog':
        return this.defineProgram(after, to);
      case 'comment':
      case 'tcp':
      case 'tcc':
      case 'tcpas':
      case 'linecomment':
        return this.comment(after, to);
      case 'call':
        return this.call(after, to);
      case 'procedure':
      case 'function':
        return this.procedure(name, i, after, to);
      case 'return':
      case 'kwret':
      case 'kwoutput':
        return this.returning('return ', i, after, to);
      case 'print':
        return this.returning('output ', i, after, to);
      case 'repeat':
        return this.repeat(i, after, to);
      case 'until':
        return this.until(i, after, to);
      case 'loop':
        return this.loop(i, after);
      case 'else':
      case 'lelse':
      case 'uelse':
        return this.otherwise(i, after, to);
      case 'eif':
        return this.bothBranches(i, after, to);
      default:
        return null;
    }
  }

  private endBlock(text: string, i: number, after: number): number {
    this.newLine(i);
    this.depth = Math.max(0, this.depth - 1);
    this.put(text, i, after);
    this.newLine(i);
    return after;
  }

  private loop(i: number, after: number): number {
    this.newLine(i);
    this.put('loop', i, after);
    this.depth++;
    this.newLine(i);
    return after;
  }

  private block([before, behind, end]: LatexBlock, i: number, from: number, to: number): number {
    const after = this.remark(from, to);
    const condition = this.source.argument(after, to);
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
    const body = this.source.argument(condition[2], to);
    if (!body) return condition[2];
    this.body(body);
    // `\uIf{…}{…} \Else{…}` is one block.
    const next = this.source.skipSpace(body[2], to);
    const isIf = end === 'end if' || end === '';
    if (isIf && /^\\(u?l?Else|u?l?ElseIf|lElse|uElse)\b/.test(this.file.slice(next, next + 12))) return body[2];
    this.put(end === '' ? 'end if' : end, body[1], body[2]);
    this.newLine(body[2]);
    return body[2];
  }

  private body([from, to]: Argument): void {
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
    const body = this.source.argument(after, to);
    if (!body) return after;
    this.body(body);
    this.put('end if', body[1], body[2]);
    this.newLine(body[2]);
    return body[2];
  }

  /** `\IF[why]{…}`: the older package puts remarks in brackets. */
  private remark(after: number, to: number): number {
    return this.file.charAt(after) === '[' ? this.source.group(after, to) : after;
  }

  private bothBranches(i: number, after: number, to: number): number {
    const condition = this.source.argument(after, to);
    const yes = condition && this.source.argument(condition[2], to);
    const no = yes && this.source.argument(yes[2], to);
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
    const condition = this.isAlgorithm2e ? this.source.argument(after, to) : null;
    const body = condition && this.source.argument(condition[2], to);
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
    const condition = this.source.argument(after, to);
    if (!condition) return after;
    this.read(condition[0], condition[1]);
    this.newLine(condition[2]);
    return condition[2];
  }

  private procedure(word: string, i: number, after: number, to: number): number {
    const name = this.source.argument(after, to);
    const parameters = name && this.source.argument(name[2], to);
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
    const name = this.source.argument(after, to);
    const args = name && this.source.argument(name[2], to);
    if (!name) return after;
    this.read(name[0], name[1]);
    this.put('(', name[2] - 1, name[2]);
    if (args) this.read(args[0], args[1]);
    const end = args?.[2] ?? name[2];
    return this.put(')', end - 1, end);
  }

  private returning(word: string, i: number, after: number, to: number): number {
    if (!this.isAlgorithm2e && !this.out.endsWith('then\n')) this.newLine(i);
    this.put(word, i, after);
    const value = this.isAlgorithm2e || this.file.charAt(after) === '{' ? this.source.argument(after, to) : null;
    if (!value) return after;
    this.read(value[0], value[1]);
    return value[2];
  }

  private section(title: string, i: number, after: number, to: number): number {
    this.newLine(i);
    this.put(title, i, after);
    const value = this.source.argument(after, to);
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

  private comment(after: number, to: number): number {
    const star = this.file.charAt(after) === '*' ? after + 1 : after;
    const optional = this.file.charAt(star) === '[' ? this.source.group(star, to) : star;
    const text = this.source.argument(optional, to);
    return text ? text[2] : optional;
  }

  private defineFunction(after: number, to: number): number {
    const command = this.source.argument(after, to);
    const name = command && this.source.argument(command[2], to);
    if (!command || !name) return after;
    const commands = this.file.slice(command[0], command[1]).split(',');
    const names = this.file.slice(name[0], name[1]).split(',');
    commands.forEach((each, i) => this.functions.set(each.trim(), (names[i] ?? each).trim()));
    return name[2];
  }

  private defineProgram(after: number, to: number): number {
    const command = this.source.argument(after, to);
    if (command) this.programs.add(this.file.slice(command[0], command[1]).trim());
    return this.source.skipArguments(after, to);
  }

  /** `\Fn{\Name{args}}{body}`. */
  private program(i: number, after: number, to: number): number {
    const head = this.source.argument(after, to);
    const body = head && this.source.argument(head[2], to);
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
}
