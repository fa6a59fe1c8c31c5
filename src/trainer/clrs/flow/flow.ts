import type { FunctionId, Key, Program, ScopeId, Step, StepId, StepOf } from '../../../shared/program.ts';
import type { Candidate } from '../../machine/bank/candidates.ts';
import { BINARY, UNARY } from '../../machine/bank/operators.ts';
import type { Table } from '../../machine/run/table.ts';
import { Kind, Kinds } from './kinds.ts';
import { applyMethod } from './methods.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '===', '!==', '==', '!=']);
/** Unary operators whose result is of the operand's kind. */
const KEEPING: ReadonlySet<string> = new Set(['x + 1', 'x - 1', 'numeric', '+']);
/** Rounds after which nothing new is looked for: each follows calls one function further. */
const MAX_ROUNDS = 8;

/** A sum or difference of two values that are no literals: which of them is the position shows once the others are known. */
interface Sum {
  readonly result: Kind;
  readonly left: Kind;
  readonly right: Kind;
  readonly minus: boolean;
}

/**
 * Where values go in a program, read from which candidate its traces leave at each step: names, types and the source's
 * text play no part. A step with several candidates left says nothing.
 */
export class ValueFlow {
  readonly kinds = new Kinds();
  /** Functions that call themselves. */
  readonly recursive = new Set<FunctionId>();
  private readonly named = new Map<string, Kind>();
  private sums: Sum[] = [];
  /** Where a function's rest parameter stands. */
  private readonly rests = new Map<FunctionId, number>();

  constructor(
    private readonly program: Program,
    private readonly table: Table,
  ) {
    for (const step of program.steps) if (step.kind === 'argument' && step.rest) this.rests.set(step.fn, step.index);
    for (let round = 0, before = -1; round < MAX_ROUNDS && before !== this.kinds.joins; round++) {
      before = this.kinds.joins;
      this.sums = [];
      // An item is not visited itself.
      for (const step of program.steps) if (step.kind === 'item' || table.visited.has(step.id)) this.follow(step);
      this.settleSums();
    }
  }

  variable(scope: ScopeId, slot: number): Kind {
    return this.kind(`variable ${scope}.${slot}`);
  }

  /** The parameter of a function, counted from 0. */
  parameter(fn: FunctionId, index: number): Kind {
    const info = this.program.functions[fn];
    const rest = this.rests.get(fn) ?? Infinity;
    if (index >= rest) return this.kinds.field(this.rest(fn), String(index - rest));
    return info?.simple ? this.variable(info.scope, index) : this.kind(`parameter ${fn}.${index}`);
  }

  /** All the arguments from the rest parameter on, each found by its number. */
  private rest(fn: FunctionId): Kind {
    return this.kind(`rest ${fn}`);
  }

  result(fn: FunctionId): Kind {
    return this.kind(`result ${fn}`);
  }

  /** The function that a module exports under a name. */
  exported(name: string): FunctionId | undefined {
    const slot = this.program.exports[name];
    const module = this.program.functions.find(({ kind }) => kind === 'module');
    if (slot === undefined || !module) return undefined;
    return [...this.kinds.of(this.variable(module.scope, slot)).functions][0];
  }

  private kind(name: string): Kind {
    const known = this.named.get(name);
    if (known) return known;
    const made = new Kind();
    this.named.set(name, made);
    return made;
  }

  private step(id: StepId): Kind {
    return this.kind(`step ${id}`);
  }

  private chosen(id: StepId): Candidate | null {
    const chosen = this.table.values.get(id);
    return chosen && chosen.alternatives.length === 0 ? chosen.candidate : null;
  }

  private follow(step: Step): void {
    const { kinds } = this;
    const own = this.step(step.id);
    switch (step.kind) {
      case 'leaf': {
        const chosen = this.chosen(step.id);
        if (chosen?.kind === 'variable') kinds.join(own, this.variable(chosen.scope, chosen.slot));
        return;
      }
      case 'op':
        this.operation(step, own);
        return;
      case 'call':
        this.call(step, own);
        return;
      case 'argument':
        kinds.join(own, step.rest ? this.rest(step.fn) : this.parameter(step.fn, step.index));
        return;
      case 'take':
        kinds.join(own, this.step(step.child));
        return;
      case 'element':
        kinds.join(own, kinds.elements(this.step(step.child)));
        return;
      case 'field':
        kinds.join(own, this.member(this.step(step.child), step.key));
        return;
      case 'destructure':
      case 'spread':
      case 'iterate':
        kinds.join(own, this.step(step.child));
        return;
      case 'item':
        this.item(step, own);
        return;
      case 'object':
        for (const part of step.parts) {
          if (part.kind === 'value') kinds.join(this.member(own, part.key), this.step(part.value));
        }
        return;
      case 'function':
        kinds.of(own).functions.add(step.callee);
        return;
      case 'class':
        this.classMembers(step, own);
        return;
      case 'select':
        for (const child of step.children) kinds.join(own, this.step(child));
        return;
      case 'write':
        this.write(step);
        return;
      case 'set':
        kinds.join(this.member(this.step(step.object), step.key), this.step(step.value));
        return;
      case 'return':
        if (step.child >= 0) kinds.join(this.result(step.fn), this.step(step.child));
        return;
      default:
        return;
    }
  }

  private classMembers({ members }: StepOf<'class'>, own: Kind): void {
    for (const { kind, isStatic, key, fn } of members) {
      if (kind !== 'method' || !key || !('name' in key)) continue;
      const holder = isStatic ? own : this.kinds.field(own, 'prototype');
      this.kinds.of(this.kinds.field(holder, key.name)).functions.add(fn);
    }
  }

  private member(object: Kind, key: Key): Kind {
    if ('name' in key) return this.kinds.field(object, key.name);
    this.kinds.join(this.kinds.indices(object), this.step(key.step));
    return this.kinds.elements(object);
  }

  private item(step: StepOf<'item'>, own: Kind): void {
    const next = this.program.steps[step.next] as StepOf<'next'>;
    const iterate = this.program.steps[next.iterator] as StepOf<'iterate'>;
    const iterated = this.step(iterate.child);
    this.kinds.join(own, iterate.keys ? this.kinds.indices(iterated) : this.kinds.elements(iterated));
  }

  private write(step: StepOf<'write'>): void {
    const variable = this.variable(step.target, step.slot);
    if (step.source === 'value' && step.child >= 0) this.kinds.join(variable, this.step(step.child));
    if (step.source === 'self') this.kinds.of(variable).functions.add(step.fn);
  }

  private operation(step: StepOf<'op'>, own: Kind): void {
    const { kinds } = this;
    const chosen = this.chosen(step.id);
    const [left, right] = step.children;
    if (chosen?.kind === 'array') {
      step.children.forEach((child, i) => {
        if (child < 0) return;
        const value = this.step(child);
        kinds.join(kinds.elements(own), step.spread?.[i] ? kinds.elements(value) : value);
        // [...all] alone is a copy: it has as many elements, in the same places.
        if (step.spread?.[i] && step.children.length === 1) kinds.join(own, value);
      });
    } else if (chosen?.kind === 'property' && left !== undefined) {
      const sized = chosen.name === 'length' || chosen.name === 'size';
      const member = kinds.field(this.step(left), chosen.name);
      if (sized) kinds.join(member, kinds.indices(this.step(left)));
      kinds.join(own, member);
    } else if (chosen?.kind === 'binary' && left !== undefined && right !== undefined) {
      this.binary(BINARY[chosen.index]?.symbol ?? '', own, left, right);
    } else if (chosen?.kind === 'unary' && left !== undefined) {
      const symbol = UNARY[chosen.index]?.symbol ?? '';
      if (KEEPING.has(symbol)) kinds.join(own, this.step(left));
      if (symbol.startsWith('x ')) kinds.of(own).computed = true;
    }
  }

  private binary(symbol: string, own: Kind, leftId: StepId, rightId: StepId): void {
    const { kinds } = this;
    const [left, right] = [this.step(leftId), this.step(rightId)];
    if (symbol === '[]') {
      kinds.join(kinds.indices(left), right);
      kinds.join(own, kinds.elements(left));
    } else if (COMPARISONS.has(symbol)) {
      kinds.join(left, right);
    } else if (symbol === '+' || symbol === '-') {
      kinds.of(own).computed = true;
      const [literalLeft, literalRight] = [this.isLiteral(leftId), this.isLiteral(rightId)];
      if (literalRight) kinds.join(own, left);
      else if (literalLeft) kinds.join(own, right);
      else this.sums.push({ result: own, left, right, minus: symbol === '-' });
    } else if (symbol === '/' && this.isLiteral(rightId)) {
      kinds.of(own).computed = true;
      kinds.join(own, left);
    } else kinds.of(own).computed = true;
  }

  private isLiteral(id: StepId): boolean {
    const step = this.program.steps[id];
    return step?.kind === 'leaf' && this.chosen(id)?.kind === 'constant';
  }

  private call(step: StepOf<'call'>, own: Kind): void {
    const { kinds } = this;
    const chosen = this.chosen(step.id);
    const [first, ...given] = step.children.map((child) => this.step(child));
    if (!first) return;
    const spread = step.spread?.indexOf(true) ?? -1;
    const rest = spread < 0 ? given : this.spreadOut(given, spread - 1);
    if (chosen?.kind === 'call') {
      if (kinds.of(first).functions.has(step.fn)) this.recursive.add(step.fn);
      this.enter(first, rest, own);
    }
    if (chosen?.kind === 'method') {
      const callback = (index: number, args: readonly Kind[]): Kind => {
        const returned = new Kind();
        if (rest[index]) this.enter(rest[index], args, returned);
        return returned;
      };
      const known =
        spread < 0 && applyMethod(kinds, chosen.name, { result: own, receiver: first, args: rest, callback });
      if (known) return;
      const method = kinds.field(first, chosen.name);
      if (kinds.of(method).functions.size > 0) this.enter(method, rest, own);
      else kinds.of(own).computed = true;
    } else if (chosen?.kind === 'new') {
      if (kinds.of(first).fields.has('prototype')) kinds.join(own, kinds.field(first, 'prototype'));
      // new Array(n), new Set(iterable)
      const [arg] = given;
      if (!arg || spread >= 0) return;
      if (kinds.of(arg).elements) kinds.join(kinds.elements(own), kinds.elements(arg));
      else kinds.join(kinds.indices(own), arg);
    }
  }

  /** Arguments of which one is spread: those it stands for by their number, as far as a function of the program takes any. */
  private spreadOut(given: readonly Kind[], at: number): Kind[] {
    const spread = given[at];
    if (!spread) return [];
    const most = Math.max(0, ...this.program.functions.map(({ parameters }) => parameters));
    const all = Array.from({ length: most }, (_, i) => this.kinds.field(spread, String(i)));
    return [...given.slice(0, at), ...all];
  }

  private enter(callee: Kind, args: readonly Kind[], returned: Kind): void {
    for (const fn of this.kinds.of(callee).functions) {
      const count = this.program.functions[fn]?.parameters ?? 0;
      args.slice(0, count).forEach((arg, i) => this.kinds.join(this.parameter(fn, i), arg));
      this.kinds.join(returned, this.result(fn));
    }
  }

  /** What is added to a position is an offset, not a position, unless it is one elsewhere. */
  private settleSums(): void {
    const { kinds } = this;
    for (const { result, left, right, minus } of this.sums) {
      const [r, a, b] = [result, left, right].map((kind) => this.isIndex(kind)) as [boolean, boolean, boolean];
      if (minus) {
        if (r || a) kinds.join(result, left);
      } else if (r && !(kinds.same(result, left) || kinds.same(result, right))) {
        if (!a) kinds.join(result, left);
        if (!b) kinds.join(result, right);
      } else if (!r && a !== b) kinds.join(result, a ? left : right);
    }
  }

  private isIndex(kind: Kind): boolean {
    const root = this.kinds.of(kind);
    for (const each of this.named.values()) {
      const { indices, elements } = this.kinds.of(each);
      if (indices && this.kinds.of(indices) === root) return true;
      const inner = elements && this.kinds.of(elements).indices;
      if (inner && this.kinds.of(inner) === root) return true;
    }
    return false;
  }
}
