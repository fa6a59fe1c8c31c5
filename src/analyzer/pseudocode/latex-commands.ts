import type { LatexText } from './latex-text.ts';

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

function block(
  latex: LatexText,
  [before, behind, end]: readonly [string, string, string],
  i: number,
  from: number,
  to: number,
): number {
  const after = remark(latex, from, to);
  const condition = latex.argument(after, to);
  if (!condition) return latex.put(before, i, after);
  latex.newLine(i);
  const isBranch = end === '' && !latex.isAlgorithm2e;
  if (isBranch) latex.depth = Math.max(0, latex.depth - 1);
  latex.put(before, i, after);
  latex.read(condition[0], condition[1]);
  latex.put(behind, condition[2] - 1, condition[2]);
  latex.newLine(condition[2]);
  if (!latex.isAlgorithm2e) {
    latex.depth++;
    return condition[2];
  }
  const body = latex.argument(condition[2], to);
  if (!body) return condition[2];
  latex.body(body);
  // `\uIf{…}{…} \Else{…}` is one block.
  const next = latex.skipSpace(body[2], to);
  const isIf = end === 'end if' || end === '';
  if (isIf && /^\\(u?l?Else|u?l?ElseIf|lElse|uElse)\b/.test(latex.file.slice(next, next + 12))) return body[2];
  latex.put(end === '' ? 'end if' : end, body[1], body[2]);
  latex.newLine(body[2]);
  return body[2];
}

function otherwise(latex: LatexText, i: number, after: number, to: number): number {
  latex.newLine(i);
  if (!latex.isAlgorithm2e) {
    latex.depth = Math.max(0, latex.depth - 1);
    latex.put('else', i, after);
    latex.newLine(i);
    latex.depth++;
    return remark(latex, after, to);
  }
  latex.put('else', i, after);
  latex.newLine(i);
  const body = latex.argument(after, to);
  if (!body) return after;
  latex.body(body);
  latex.put('end if', body[1], body[2]);
  latex.newLine(body[2]);
  return body[2];
}

/** `\IF[why]{…}`: the older package puts remarks in brackets. */
function remark(latex: LatexText, after: number, to: number): number {
  return latex.file.charAt(after) === '[' ? latex.group(after, to) : after;
}

function bothBranches(latex: LatexText, i: number, after: number, to: number): number {
  const condition = latex.argument(after, to);
  const yes = condition && latex.argument(condition[2], to);
  const no = yes && latex.argument(yes[2], to);
  if (!condition || !yes || !no) return after;
  latex.newLine(i);
  latex.put('if ', i, after);
  latex.read(condition[0], condition[1]);
  latex.put(' then', condition[2] - 1, condition[2]);
  latex.newLine(condition[2]);
  latex.body(yes);
  latex.put('else', yes[2] - 1, yes[2]);
  latex.newLine(yes[2]);
  latex.body(no);
  latex.put('end if', no[2] - 1, no[2]);
  latex.newLine(no[2]);
  return no[2];
}

function repeat(latex: LatexText, i: number, after: number, to: number): number {
  latex.newLine(i);
  latex.put('repeat', i, after);
  latex.newLine(i);
  const condition = latex.isAlgorithm2e ? latex.argument(after, to) : null;
  const body = condition && latex.argument(condition[2], to);
  if (!condition || !body) {
    latex.depth++;
    return after;
  }
  latex.body(body);
  latex.put('until ', condition[0] - 1, condition[0]);
  latex.read(condition[0], condition[1]);
  latex.newLine(body[2]);
  return body[2];
}

function until(latex: LatexText, i: number, after: number, to: number): number {
  latex.newLine(i);
  latex.depth = Math.max(0, latex.depth - 1);
  latex.put('until ', i, after);
  const condition = latex.argument(after, to);
  if (!condition) return after;
  latex.read(condition[0], condition[1]);
  latex.newLine(condition[2]);
  return condition[2];
}

function procedure(latex: LatexText, word: string, i: number, after: number, to: number): number {
  const name = latex.argument(after, to);
  const parameters = name && latex.argument(name[2], to);
  if (!name) return after;
  latex.newLine(i);
  latex.put(`${word} `, i, after);
  latex.read(name[0], name[1]);
  latex.put('(', name[2] - 1, name[2]);
  if (parameters) latex.read(parameters[0], parameters[1]);
  const end = parameters?.[2] ?? name[2];
  latex.put(')', end - 1, end);
  latex.newLine(end);
  latex.depth++;
  return end;
}

function call(latex: LatexText, _: number, after: number, to: number): number {
  const name = latex.argument(after, to);
  const args = name && latex.argument(name[2], to);
  if (!name) return after;
  latex.read(name[0], name[1]);
  latex.put('(', name[2] - 1, name[2]);
  if (args) latex.read(args[0], args[1]);
  const end = args?.[2] ?? name[2];
  return latex.put(')', end - 1, end);
}

function returning(latex: LatexText, name: string, i: number, after: number, to: number): number {
  if (!latex.isAlgorithm2e && !latex.out.endsWith('then\n')) latex.newLine(i);
  latex.put(name === 'print' ? 'output ' : 'return ', i, after);
  const value = latex.isAlgorithm2e || latex.file.charAt(after) === '{' ? latex.argument(after, to) : null;
  if (!value) return after;
  latex.read(value[0], value[1]);
  return value[2];
}

function section(latex: LatexText, title: string, i: number, after: number, to: number): number {
  latex.newLine(i);
  latex.put(title, i, after);
  const value = latex.argument(after, to);
  if (value && latex.isAlgorithm2e) {
    latex.read(value[0], value[1]);
    latex.newLine(value[2]);
    return value[2];
  }
  // Up to the next command that begins a line.
  const rest = latex.file
    .slice(after, to)
    .search(
      /\\(State|STATE|Require|REQUIRE|Ensure|ENSURE|Procedure|Function|Statex|If|IF|For|FOR|While|WHILE|Repeat|REPEAT|Input|Output|Return|RETURN|Loop|LOOP)\b|\n\s*\n/,
    );
  const end = rest < 0 ? to : after + rest;
  latex.read(after, end);
  latex.newLine(end);
  return end;
}

function comment(latex: LatexText, _: number, after: number, to: number): number {
  const star = latex.file.charAt(after) === '*' ? after + 1 : after;
  const optional = latex.file.charAt(star) === '[' ? latex.group(star, to) : star;
  const text = latex.argument(optional, to);
  return text ? text[2] : optional;
}

function defineFunction(latex: LatexText, _: number, after: number, to: number): number {
  const command = latex.argument(after, to);
  const name = command && latex.argument(command[2], to);
  if (!command || !name) return after;
  const commands = latex.file.slice(command[0], command[1]).split(',');
  const names = latex.file.slice(name[0], name[1]).split(',');
  commands.forEach((each, i) => latex.functions.set(each.trim(), (names[i] ?? each).trim()));
  return name[2];
}

function defineProgram(latex: LatexText, _: number, after: number, to: number): number {
  const command = latex.argument(after, to);
  if (command) latex.programs.add(latex.file.slice(command[0], command[1]).trim());
  return latex.skipArguments(after, to);
}

/** `\Fn{\Name{args}}{body}`. */
function program(latex: LatexText, i: number, after: number, to: number): number {
  const head = latex.argument(after, to);
  const body = head && latex.argument(head[2], to);
  if (!head || !body) return after;
  latex.newLine(i);
  latex.put('procedure ', i, after);
  latex.read(head[0], head[1]);
  latex.newLine(head[2]);
  latex.body(body);
  latex.put('end procedure', body[1], body[2]);
  latex.newLine(body[2]);
  return body[2];
}

/** Reads a command that begins at `i` and whose name ends at `after`. @returns where it goes on */
type Command = (latex: LatexText, i: number, after: number, to: number) => number;

const newStatement: Command = (latex, i, after) => {
  latex.newLine(i);
  return after;
};

const loop: Command = (latex, i, after) => {
  latex.newLine(i);
  latex.put('loop', i, after);
  latex.depth++;
  latex.newLine(i);
  return after;
};

function endOfBlock(latex: LatexText, text: string, i: number, after: number): number {
  latex.newLine(i);
  latex.depth = Math.max(0, latex.depth - 1);
  latex.put(text, i, after);
  latex.newLine(i);
  return after;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['setkwfunction', defineFunction],
  ['setkwprog', defineProgram],
  ...['comment', 'tcp', 'tcc', 'tcpas', 'linecomment'].map((name) => [name, comment] as const),
  ['state', newStatement],
  ['statex', newStatement],
  ...['procedure', 'function'].map((word): [string, Command] => [
    word,
    (latex, i, after, to) => procedure(latex, word, i, after, to),
  ]),
  ...['return', 'kwret', 'print', 'kwoutput'].map((name): [string, Command] => [
    name,
    (latex, i, after, to) => returning(latex, name, i, after, to),
  ]),
  ['call', call],
  ['repeat', repeat],
  ['until', until],
  ['loop', loop],
  ...['else', 'lelse', 'uelse'].map((name) => [name, otherwise] as const),
  ['eif', bothBranches],
  ...Object.entries(ENDS).map(([name, text]): [string, Command] => [
    name,
    (latex, i, after) => endOfBlock(latex, text, i, after),
  ]),
  ...Object.entries(SECTIONS).map(([name, title]): [string, Command] => [
    name,
    (latex, i, after, to) => section(latex, title, i, after, to),
  ]),
  ...Object.entries(BLOCKS).map(([name, words]): [string, Command] => [
    name,
    (latex, i, after, to) => block(latex, words, i, after, to),
  ]),
]);

/** Reads a command of the packages themselves; null for any other. */
export function readCommand(latex: LatexText, i: number, after: number, to: number): number | null {
  const written = latex.file.slice(i + 1, after);
  if (latex.programs.has(written)) return program(latex, i, after, to);
  const command = COMMANDS.get(written.replace('*', '').toLowerCase());
  return command ? command(latex, i, after, to) : null;
}
