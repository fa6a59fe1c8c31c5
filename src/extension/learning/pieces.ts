import type { SourcePiece } from '../../shared/jobs.ts';

/** What goes on with the statement before it, where no semicolon or brace has ended that. */
const GOES_ON = /\s*(?:[.+\-*%?&|^=<>([,:`]|\/(?![/*]))/y;
const CODE = /\.[cm]?[jt]sx?$/;

/**
 * The line at which a piece of source stands in a text, counted from 1: of several places the one nearest to where it was. Null where
 * it is not there as it was. Pure.
 */
export function lineOfPiece(text: string, piece: SourcePiece): number | null {
  if (piece.text === '') return piece.line;
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  let nearest: number | null = null;
  let [line, counted] = [1, 0];
  for (let at = lines.indexOf(piece.text); at >= 0; at = lines.indexOf(piece.text, at + 1)) {
    const end = at + piece.text.length;
    const isWhole = (at === 0 || lines[at - 1] === '\n') && (end === lines.length || lines[end] === '\n');
    if (!isWhole || goesOn(lines, end, piece)) continue;
    for (; counted < at; counted++) if (lines[counted] === '\n') line++;
    if (nearest === null || Math.abs(line - piece.line) < Math.abs(nearest - piece.line)) nearest = line;
  }
  return nearest;
}

/** Whether something was added below a piece that belongs to it. */
function goesOn(text: string, end: number, { file, text: piece }: SourcePiece): boolean {
  if (CODE.test(file)) {
    if (/[;}]$/.test(piece.replace(/\/\/.*$/, '').trimEnd())) return false;
    GOES_ON.lastIndex = end;
    return GOES_ON.test(text);
  }
  const [, indent = ''] = /^(?:[^\S\n]*\n)*([^\S\n]*)\S/.exec(text.slice(end + 1, end + 1000)) ?? [];
  return indent.length > (/^\s*/.exec(piece)?.[0].length ?? 0);
}
