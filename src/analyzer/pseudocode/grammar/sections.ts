import type { OpenBlocks } from './frames.ts';
import type { Line } from '../lines/lines.ts';

const TITLE =
  /^(inputs?|require|requires|precondition|data|given|parameters|outputs?|ensure|ensures|result|postcondition|returns?|define variables|variables|global|globals|note) :/;

/** `Input: an array A`, `Require:`, `define variables:`; what is indented below belongs to it. */
export function beginSection(line: Line, blocks: OpenBlocks): boolean {
  const isTitled = line.tokens[1]?.text === ':' || line.tokens[2]?.text === ':';
  const text = (isTitled ? line.tokens : [])
    .slice(0, 3)
    .map(({ lower }) => lower)
    .join(' ');
  const title = TITLE.exec(text)?.[1] ?? sentenceTitle(line, blocks);
  if (title === undefined) return false;
  const owner = blocks.stack.findLast(({ sentences }) => sentences) ?? blocks.main;
  blocks.push({
    kind: 'section',
    indent: line.indent,
    head: line,
    section: kindOf(title),
    numbered: line.numbered,
    sentences: owner.sentences ?? { inputs: [], outputs: [] },
  });
  takeSentence(line, text.startsWith(`${title} :`) ? title.split(' ').length + 1 : 1, blocks);
  return true;
}

/** `Input array A of n integers` right below the head of a routine. */
function sentenceTitle({ tokens }: Line, { top }: OpenBlocks): string | undefined {
  const [first, ...rest] = tokens;
  const isSentence = rest.length >= 3 && rest.every(({ kind, text }) => kind === 'word' || /^[,.[\]]|\.\.$/.test(text));
  const isBelowHead = top.kind === 'routine' && top.body.length === 0;
  return isBelowHead && isSentence && /^[Ii]nput$|^[Oo]utput$/.test(first?.text ?? '') ? first?.lower : undefined;
}

function kindOf(title: string): 'input' | 'output' | 'other' {
  if (/^(in|req|pre|data|given|param)/.test(title)) return 'input';
  return /^(out|ens|res|post|ret)/.test(title) ? 'output' : 'other';
}

/** Takes a line that belongs to the section above it; a section that it doesn't belong to ends. */
export function continueSection(line: Line, blocks: OpenBlocks): boolean {
  const { top } = blocks;
  if (top.kind !== 'section') return false;
  const assigns = line.tokens.some(({ text }) => text === '←' || text === ':=');
  // The steps below `Input: …` are numbered, what it says is not.
  const isStep = line.numbered && top.numbered === false;
  if (line.indent > top.indent && !assigns && !line.apart && !isStep) {
    takeSentence(line, 0, blocks);
    return true;
  }
  blocks.stack.pop();
  return false;
}

function takeSentence(line: Line, from: number, blocks: OpenBlocks): void {
  const { section, sentences } = blocks.top;
  const sentence = { words: line.tokens.slice(from).map(({ text }) => text), start: line.start, end: line.end };
  if (section === 'input') sentences?.inputs.push(sentence);
  if (section === 'output') sentences?.outputs.push(sentence);
  blocks.account(line, 'section');
}
