import type {
  FunctionId,
  Key,
  ObjectPart,
  ClassMember,
  Program,
  Step,
  StepId,
  StepOf,
} from '../../../shared/program.ts';
import type { Candidate } from '../bank/candidates.ts';
import type { Table } from './table.ts';

/** Steps that change something others may see, or run code that is not looked at here. */
const LOUD: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'set', 'privateSet', 'delete', 'yielding', 'yieldStar', 'superCall', 'superMethod', 'privateCall', 'class', 'iterate',
]); // prettier-ignore

/** Built-in methods that change neither their receiver nor an argument. */
const METHODS: ReadonlySet<string> = new Set(
  `at concat entries every filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join keys
  lastIndexOf map reduce reduceRight slice some toReversed toSorted toString values with charAt charCodeAt codePointAt
  endsWith localeCompare normalize padEnd padStart repeat replace replaceAll search split startsWith substr substring
  toLowerCase toUpperCase trim trimEnd trimStart get has toFixed toPrecision abs ceil floor round trunc sign max min pow
  sqrt cbrt hypot log log2 log10 exp sin cos tan atan atan2 isInteger isFinite isNaN isSafeInteger parseFloat parseInt
  isArray fromEntries is fromCharCode stringify parse`.split(/\s+/),
);

/** Those among them that call what they are given. */
const CALL_BACK: ReadonlySet<string> = new Set(
  `every filter find findIndex findLast findLastIndex flatMap forEach map reduce reduceRight some replace replaceAll
  toSorted from stringify parse`.split(/\s+/),
);

const FUNCTIONS: ReadonlySet<string> = new Set(['String', 'Number', 'Boolean', 'BigInt', 'parseInt', 'parseFloat']);

/** Methods that the language itself calls. */
const CALLED_UNSEEN: ReadonlySet<string> = new Set(['valueOf', 'toString', 'toJSON']);

/**
 * Functions of the program that can be run once more than it does itself without anyone seeing: they write to variables
 * of their own alone, and call only built-ins that change nothing. Where in doubt, a function is not among them.
 */
export function quietFunctions(program: Program, table: Table): ReadonlySet<FunctionId> {
  const reader = new Reader(program, table);
  const quiet = new Set(program.functions.map(({ id }) => id).filter((id) => reader.isQuiet(id)));
  return reader.unseen.every((id) => quiet.has(id)) ? quiet : new Set();
}

class Reader {
  /** Functions that run without a call being written. */
  readonly unseen: FunctionId[] = [];
  private readonly steps: Step[][] = [];
  private readonly known = new Map<FunctionId, boolean>();
  /** Names under which the program may have methods of its own. */
  private readonly own = new Set<string>();
  /** What is written to each variable: functions of the program, −1 for anything else. */
  private readonly held = new Map<string, FunctionId[]>();

  constructor(
    private readonly program: Program,
    private readonly table: Table,
  ) {
    for (const step of program.steps) {
      (this.steps[step.fn] ??= []).push(step);
      if (step.kind === 'object') for (const part of step.parts) if (part.kind !== 'spread') this.member(part);
      if (step.kind === 'class') for (const member of step.members) this.member(member);
      if (step.kind === 'set') this.name(step.key);
      if (step.kind === 'write') this.hold(step);
    }
  }

  isQuiet(id: FunctionId): boolean {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    // While it is being looked at; a call of itself is none that is allowed anyway.
    this.known.set(id, true);
    const isQuiet = !this.program.functions[id]?.generator && (this.steps[id] ?? []).every((step) => this.passes(step));
    this.known.set(id, isQuiet);
    return isQuiet;
  }

  private hold(step: StepOf<'write'>): void {
    const child = this.program.steps[step.child];
    const fn = step.source === 'self' ? step.fn : child?.kind === 'function' ? child.callee : -1;
    const key = `${step.target}.${step.slot}`;
    this.held.set(key, [...(this.held.get(key) ?? []), fn]);
  }

  private member(part: Exclude<ObjectPart, { kind: 'spread' }> | ClassMember): void {
    if (!part.key) return;
    this.name(part.key);
    const runs = part.kind === 'get' || part.kind === 'set';
    const isCalled = part.kind === 'method' && (!('name' in part.key) || CALLED_UNSEEN.has(part.key.name));
    if ((runs || isCalled) && 'fn' in part) this.unseen.push(part.fn);
  }

  private name(key: Key): void {
    if ('name' in key) this.own.add(key.name);
  }

  private passes(step: Step): boolean {
    if (LOUD.has(step.kind)) return false;
    if (step.kind === 'write') return this.program.scopes[step.target]?.fn === step.fn;
    if (step.kind === 'function') return this.isQuiet(step.callee);
    return step.kind !== 'call' || this.chosen(step.id).every((candidate) => this.isQuietCall(step, candidate));
  }

  private isQuietCall(step: StepOf<'call'>, candidate: Candidate): boolean {
    const [first = -1, ...args] = step.children;
    if (candidate.kind === 'call') {
      return this.chosen(first).every((callee) => this.isQuietCallee(callee));
    }
    if (candidate.kind !== 'method' || !METHODS.has(candidate.name) || this.own.has(candidate.name)) return false;
    if (!CALL_BACK.has(candidate.name)) return true;
    // What is called back is written on the spot, or is no function; a fold's beginning is not called.
    const folds = candidate.name.startsWith('reduce');
    return args.every((arg, i) => (folds && i > 0) || this.isWrittenHere(arg));
  }

  /** A built-in, or a variable that only ever holds quiet functions. */
  private isQuietCallee(callee: Candidate): boolean {
    if (callee.kind === 'global') return FUNCTIONS.has(callee.name);
    if (callee.kind !== 'variable') return false;
    const held = this.held.get(`${callee.scope}.${callee.slot}`) ?? [];
    return held.length > 0 && held.every((fn) => fn >= 0 && this.isQuiet(fn));
  }

  private isWrittenHere(id: StepId): boolean {
    const kind = this.program.steps[id]?.kind;
    if (kind === 'leaf')
      return this.chosen(id).every((given) => given.kind === 'constant' || this.isQuietCallee(given));
    return kind === 'function' || kind === 'constant';
  }

  private chosen(id: StepId): readonly Candidate[] {
    const chosen = this.table.values.get(id);
    return chosen ? [chosen.candidate, ...chosen.alternatives] : [];
  }
}
