import type { ExprOf } from '../grammar/ast.ts';
import { plain } from './normalise.ts';

/** Functions that every dialect has, as JavaScript; `$1` and `$2` are the arguments. */
export const BUILT_IN: Readonly<Record<string, string>> = {
  floor: 'Math.floor($1)', int: 'Math.floor($1)', integer: 'Math.floor($1)', trunc: 'Math.trunc($1)', ceil: 'Math.ceil($1)', ceiling: 'Math.ceil($1)', round: 'Math.round($1)',
  sqrt: 'Math.sqrt($1)', abs: 'Math.abs($1)', log: 'Math.log($1)', ln: 'Math.log($1)', log2: 'Math.log2($1)', lg: 'Math.log2($1)', exp: 'Math.exp($1)',
  sin: 'Math.sin($1)', cos: 'Math.cos($1)', tan: 'Math.tan($1)', pow: '$1 ** $2', power: '$1 ** $2', sign: 'Math.sign($1)',
  max: 'Math.max($*)', min: 'Math.min($*)', maximum: 'Math.max($*)', minimum: 'Math.min($*)',
  ucase: '$1.toUpperCase()', upper: '$1.toUpperCase()', toupper: '$1.toUpperCase()', lcase: '$1.toLowerCase()', lower: '$1.toLowerCase()', tolower: '$1.toLowerCase()',
  left: '$1.slice(0, $2)', asc: '$1.charCodeAt(0)', ord: '$1.charCodeAt(0)', chartocode: '$1.charCodeAt(0)', chr: 'String.fromCharCode($1)', codetochar: 'String.fromCharCode($1)',
  stringtoint: 'Number($1)', stringtoreal: 'Number($1)', strtoint: 'Number($1)', float: 'Number($1)', real: 'Number($1)', tonumber: 'Number($1)', str: 'String($1)', inttostring: 'String($1)', realtostring: 'String($1)', numtostring: 'String($1)', numtostr: 'String($1)', strtonum: 'Number($1)', stringtonum: 'Number($1)', tostring: 'String($1)',
  random: 'Math.random()', rand: 'Math.random()', reverse: '[...$1].reverse()', reversed: '[...$1].reverse()', sorted: '[...$1].sort((a, b) => a - b)', concat: '$1.concat($2)', nexttotop: '$1.at(-2)',
}; // prettier-ignore

/** Operations on collections that are written as calls and handled where statements are written. */
const OPERATIONS =
  /^(decreasekey|increasekey|changekey|decreasepriority|makeset|findset|find|union|sum|insert|relax|substring|mid|right|position|randomint|swap|sort|print|output|display|initialize|resize)$/;

/** Whether a call that the text does not define looks something up: `w(u, v)`, `length(u, v)`, `cost(u, v)`. */
export function lookUpNames(call: ExprOf<'call'>): boolean {
  const name = plain(call.callee);
  if (call.args.length !== 2 || Object.hasOwn(BUILT_IN, name) || OPERATIONS.test(name)) return false;
  return /^\p{Ll}/u.test(call.callee) || call.callee.length === 1;
}
