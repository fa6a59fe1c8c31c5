import type { Decision, FunctionId, Key, ObjectPart, Program, Step, StepId, StepOf } from '../../../shared/program.ts';
import { functionsUsingThis, thisOwner } from '../self.ts';
import { makesList } from '../statements/trees.ts';
import type { ExpressionWriter } from './expressions.ts';
import { named, propertyAccess, type Places } from './names.ts';
import type { Chosen, Table } from './table.ts';

export interface MachineOptions {
  /** Refuse at steps that training leaves open; else go on with the network's choice. */
  readonly strict: boolean;
  /** Tell `$.trace` of every step, in the order in which instrumented code tells of them. */
  readonly trace: boolean;
}

/** Text of a function value, created where `scope` is the innermost scope. */
export type FunctionText = (fn: FunctionId, form: 'expression' | 'member', head: string) => string;

/** JavaScript for what single steps do; where control goes is not their business. */
export class StepWriter {
  private readonly feeds: (StepId[] | undefined)[] = [];
  private readonly resets: (StepId[] | undefined)[] = [];
  /** Functions that read `this`, themselves or in an arrow function inside. */
  readonly usesThis: ReadonlySet<FunctionId>;
  /** Whether some call is open to several readings. */
  private readonly confirms: boolean;

  constructor(
    private readonly program: Program,
    private readonly table: Table,
    private readonly places: Places,
    private readonly expressions: ExpressionWriter,
    private readonly options: MachineOptions,
    private readonly functionText: FunctionText,
  ) {
    this.usesThis = functionsUsingThis(program);
    this.confirms =
      options.strict &&
      program.steps.some(({ id, kind }) => kind === 'call' && (table.values.get(id)?.alternatives.length ?? 0) > 0);
    for (const step of program.steps) {
      if (step.kind !== 'select') continue;
      for (const child of step.children) (this.feeds[child] ??= []).push(step.id);
      for (const base of step.resets) (this.resets[base] ??= []).push(step.id);
    }
  }

  write(step: Step): string {
    const value = this.value(step);
    if (value === null) return this.effect(step);
    const read = step.kind === 'leaf' ? this.table.values.get(step.id)?.candidate : undefined;
    const early = read?.kind === 'variable' ? this.places.notEarly(step, read.scope, read.slot) : '';
    return early + this.evaluation(step, value) + this.checks(step) + this.trace(step, this.told(step));
  }

  private register(step: StepId): string {
    return this.expressions.register(step);
  }

  private trace(step: Step, value = 'void 0'): string {
    return this.options.trace ? `$.trace(${step.id},${value});` : '';
  }

  /** Of a condition whose value is not traced, how the test came out. */
  private told(step: Step): string {
    const value = this.register(step.id);
    return step.kind === 'expression' && step.tested ? TESTS[step.decides ?? 'truthy'](value) : value;
  }

  /** Stores a value and hands it to the selects that wait for it. */
  private assign(step: Step, value: string): string {
    const register = this.register(step.id);
    const before = this.options.trace && step.kind === 'call' ? `$.trace(${step.id});` : '';
    const fed = (this.feeds[step.id] ?? []).map((select) => `${this.register(select)}=${register};`).join('');
    const reset = (this.resets[step.id] ?? []).map((select) => `${this.register(select)}=void 0;`).join('');
    return `${before}${register}=${value};${fed}${reset}`;
  }

  /** Where an operation can be read in several ways and throws as it is read, the others have to throw the same. */
  private evaluation(step: Step, value: string): string {
    const run = this.assign(step, value);
    const others = step.kind === 'op' ? this.table.values.get(step.id)?.alternatives : [];
    if (!this.options.strict || !others?.length) return run;
    const codes = others.map((other) => `()=>${this.expressions.write(step, other)}`).join(',');
    return `try{${run}}catch($e){$.threw($e,${step.id},[${codes}]);}`;
  }

  private checks(step: Step): string {
    const chosen = this.table.values.get(step.id);
    if (!chosen || chosen.alternatives.length === 0) return '';
    // The other readings of a call are tried out around the call itself.
    if (!this.options.strict || step.kind === 'call') return `$.unsure(${step.id});`;
    if (step.kind === 'expression') return this.agreement(step, chosen.alternatives);
    const agree = chosen.alternatives.map((other) => {
      const code = this.expressions.write(step, other);
      const value = this.register(step.id);
      return step.kind === 'leaf' ? `$same(${value},${code})` : `$.agrees(${value},()=>${code})`;
    });
    return `if(!(${agree.join('&&')}))$.refuse(${step.id},'ambiguous');else $.unsure(${step.id});`;
  }

  /** Other readings of an expression are computed beside it; of a condition, only how it comes out has to be the same. */
  private agreement(step: StepOf<'expression'>, others: Chosen['alternatives']): string {
    const test = step.tested ? TESTS[step.decides ?? 'truthy'] : (value: string): string => value;
    const value = test(this.register(step.id));
    const chosen = this.table.values.get(step.id)?.candidate;
    const agree = others.map((other) => {
      const code = test(`(${this.expressions.write(step, other)})`);
      const lists = chosen !== undefined && makesList(chosen) && makesList(other);
      if (lists) return `$.agrees(${value},()=>${code},true)`;
      return step.tested ? `(${value})===(${code})` : `$same(${value},${code})`;
    });
    const refuse = `$.refuse(${step.id},'ambiguous')`;
    return `try{$y=${agree.join('&&')};}catch{$y=false;}if(!$y)${refuse};else $.unsure(${step.id});`;
  }

  private chosen(step: Step): string {
    const chosen: Chosen | undefined = this.table.values.get(step.id);
    if (!chosen || (chosen.contradicted && this.options.strict)) return `$.refuse(${step.id},'missing')`;
    const code = this.expressions.write(step, chosen.candidate);
    if (step.kind !== 'call' || !this.options.strict || chosen.alternatives.length === 0) return code;
    const operands = step.children.map((child) => this.register(child)).join(',');
    const readings = JSON.stringify([chosen.candidate, ...chosen.alternatives]);
    return `$.confirm(${step.id},${readings},[${operands}],(${operands})=>${code})`;
  }

  /** Code of a step's value; null for steps that only do something. */
  private value(step: Step): string | null {
    const r = (id: StepId): string => this.register(id);
    const text = JSON.stringify(this.program.texts[step.id] ?? '');
    switch (step.kind) {
      case 'leaf':
      case 'op':
      case 'expression':
      case 'call':
        return this.chosen(step);
      case 'argument':
        return step.rest ? `$a.slice(${step.index})` : `$a[${step.index}]`;
      case 'take':
        return `$.take(${r(step.child)},${step.count},${step.rest},${lastTaken(this.program, step.id)},${text})`;
      case 'element':
        return `$.item(${r(step.child)},${step.index})`;
      case 'field':
        return this.field(step);
      case 'omit':
        return `$.omit(${r(step.child)},[${step.keys.map((key) => this.keyValue(key)).join(',')}])`;
      case 'spread':
        return `$.spread(${r(step.child)},${text})`;
      case 'object':
        return this.object(step);
      case 'constant':
        return this.constant(step);
      case 'function':
        return this.create(step, this.plainly(step.callee, this.functionText(step.callee, 'expression', '')));
      case 'class':
        return this.create(step, this.classText(step));
      case 'this':
        return this.self(step);
      case 'newTarget':
        return 'new.target';
      case 'superCall':
        return `super(${this.expressions.list(step, 0)})`;
      case 'superGet':
        return `super${this.key(step.key)}`;
      case 'superMethod':
        return `$apply($.callable(super${this.key(step.key)},${text}),${this.self(step)},[${this.expressions.list(step, 0)}])`;
      case 'privateGet':
        return `${r(step.object)}.${step.name}`;
      case 'privateIn':
        return `${step.name} in ${r(step.object)}`;
      case 'privateCall':
        return `$apply($.callable(${r(step.object)}.${step.name},${text}),${r(step.object)},[${this.expressions.list(step, 0)}])`;
      case 'delete':
        if (this.isSloppy(step)) return `$.remove(${r(step.object)},${this.keyValue(step.key)})`;
        return `delete ${r(step.object)}${this.key(step.key)}`;
      case 'select':
        return r(step.id);
      case 'yield': {
        const yielding = this.program.steps[step.yielding] as StepOf<'yielding'>;
        if (!this.guards(step)) return `($at=1,$y=yield ${r(yielding.child)},$at=0,$y)`;
        return `($at=1,$y=yield* $.give(${r(yielding.child)},$box),$at=0,$y)`;
      }
      case 'yieldStar':
        if (!this.guards(step)) return `($at=1,$y=yield* $.delegate(${r(step.child)},${text}),$at=0,$y)`;
        return `($at=1,$y=yield* $.handOn($.delegate(${r(step.child)},${text}),$box),$at=0,$y)`;
      case 'opaque':
        return `$.refuse(${step.id},'missing')`;
      case 'catch':
        return r(step.id);
      default:
        return null;
    }
  }

  private self(step: Step): string {
    return thisOwner(this.program, step.fn)?.strict === false ? '$this' : 'this';
  }

  private effect(step: Step): string {
    const r = (id: StepId): string => this.register(id);
    switch (step.kind) {
      case 'write': {
        if (step.source === 'class') return '';
        const place = this.places.variable(step.fn, step.target, step.slot);
        const value = this.written(step);
        const early = this.places.notEarly(step, step.target, step.slot);
        if (this.places.isConstant(step)) return `${this.trace(step, value)}${early}$.constant();`;
        if (early) return `${this.trace(step, value)}${early}${place}=${value};`;
        return `${place}=${value};${this.trace(step, place)}`;
      }
      case 'set':
        return this.trace(step, r(step.value)) + this.setting(step);
      case 'privateSet':
        return `${this.trace(step, r(step.value))}${r(step.object)}.${step.name}=${r(step.value)};`;
      case 'destructure': {
        const text = JSON.stringify(this.program.texts[step.id] ?? null);
        return `$.destructure(${r(step.child)},${JSON.stringify(step.key)},${text});${this.trace(step)}`;
      }
      case 'scope':
        if (!this.places.isCaptured(step.target)) return this.unset(step) + this.trace(step);
        return `$s${step.target}=${this.places.fresh(step.fn, step.target, new Map())};${this.trace(step)}`;
      case 'copyScope': {
        if (!this.places.isCaptured(step.target)) return this.trace(step);
        const values = this.places
          .slots(step.target)
          .map((slot): [number, string] => [slot, `$s${step.target}.v${slot}`]);
        return `${this.trace(step)}$s${step.target}=${this.places.fresh(step.fn, step.target, new Map(values))};`;
      }
      case 'iterate': {
        const text = JSON.stringify(this.program.texts[step.id] ?? '');
        const source = step.keys ? `$.keys(${r(step.child)})` : `$.iterable(${r(step.child)},${text})`;
        return `${r(step.id)}=${source}[Symbol.iterator]();${this.trace(step)}`;
      }
      case 'next': {
        const item = this.program.steps.find((other) => other.kind === 'item' && other.next === step.id);
        const stored = item ? `if(!$n.done)${r(item.id)}=$n.value;` : '';
        return `$n=${r(step.iterator)}.next();${r(step.id)}=!$n.done;${stored}${this.trace(step, r(step.id))}`;
      }
      case 'yielding':
        return this.trace(step, r(step.child));
      case 'tryEnter':
      case 'finally':
      case 'endFinally':
        return this.trace(step);
      default:
        return '';
    }
  }

  /** A write that fails throws; in code that is not strict it does nothing. Trying first keeps the usual case fast. */
  private setting(step: StepOf<'set'>): string {
    const [object, value] = [this.register(step.object), this.register(step.value)];
    const code = `${object}${this.key(step.key)}=${value};`;
    if (!this.isSloppy(step)) return code;
    return `try{${code}}catch($y){$.ignore($y,${object},${this.keyValue(step.key)},${value});}`;
  }

  private isSloppy(step: Step): boolean {
    return this.program.functions[step.fn]?.strict === false;
  }

  /** Whether code runs in a step's function when it is closed while it waits; what it is closed with is then noted. */
  private guards(step: Step): boolean {
    return this.program.regions.some((region) => region.fn === step.fn);
  }

  private unset(step: StepOf<'scope'>): string {
    const guarded = this.places.slots(step.target).filter((slot) => this.places.isGuarded(step.target, slot));
    return guarded.map((slot) => `${this.places.variable(step.fn, step.target, slot)}=$early;`).join('');
  }

  private written(step: StepOf<'write'>): string {
    if (step.source === 'arguments') return 'arguments';
    return step.source === 'self' ? '$self' : this.register(step.child);
  }

  private key(key: Key): string {
    return 'name' in key ? propertyAccess('', key.name) : `[${this.register(key.step)}]`;
  }

  private field({ id, child, key }: StepOf<'field'>): string {
    const object = this.register(child);
    return 'name' in key ? this.expressions.property(object, key.name, id) : `${object}${this.key(key)}`;
  }

  private keyValue(key: Key): string {
    return 'name' in key ? JSON.stringify(key.name) : this.register(key.step);
  }

  private head(key: Key): string {
    return 'name' in key && key.name.startsWith('#') ? key.name : `[${this.keyValue(key)}]`;
  }

  /** Template objects are one per place; regular expressions are new each time. */
  private constant(step: StepOf<'constant'>): string {
    return step.source.startsWith('/') ? step.source : `($k[${step.id}]??=${step.source})`;
  }

  /** Tells the runtime of functions that `this` makes no difference to, if calls may have to be confirmed. */
  private plainly(id: FunctionId, text: string): string {
    const fn = this.program.functions[id];
    if (!this.confirms || !fn || this.usesThis.has(id)) return text;
    return `$.plain(${text},${fn.simple && !fn.usesArguments ? fn.parameters : -1})`;
  }

  /** Functions inside `text` find the scope they are created in under `$q`. */
  private create(step: Step, text: string): string {
    return `(($q${step.scope})=>${text})(${this.places.object(step.fn, step.scope)})`;
  }

  private object(step: StepOf<'object'>): string {
    const parts = step.parts.map((part) => this.part(part));
    const text = `({${parts.join(',')}})`;
    return step.parts.some((part) => 'fn' in part) ? this.create(step, text) : text;
  }

  private part(part: ObjectPart): string {
    switch (part.kind) {
      case 'spread':
        return `...${this.register(part.value)}`;
      case 'value': {
        const key = 'name' in part.key ? JSON.stringify(part.key.name) : `[${this.register(part.key.step)}]`;
        return `${key}:${this.register(part.value)}`;
      }
      default:
        return this.functionText(part.fn, 'member', this.head(part.key));
    }
  }

  private classText(step: StepOf<'class'>): string {
    const parts = step.members.map((member) => {
      const before = member.isStatic ? 'static ' : '';
      if (member.kind === 'staticBlock') return `static {(()=>${this.functionText(member.fn, 'member', '')})();}`;
      const head = member.key ? this.head(member.key) : '';
      if (member.kind !== 'field') return before + this.functionText(member.fn, 'member', head);
      return `${before}${head}${member.fn < 0 ? '' : `=${this.functionText(member.fn, 'member', '')}`};`;
    });
    const binding = this.program.steps[step.binding];
    if (binding?.kind === 'write') {
      const place = this.places.variable(step.fn, binding.target, binding.slot);
      parts.unshift(`static {${place}=this;${this.trace(binding, 'this')}}`);
    }
    if (step.constructorFn >= 0) parts.unshift(this.functionText(step.constructorFn, 'member', 'constructor'));
    const heritage = step.heritage >= 0 ? `extends (${this.register(step.heritage)})` : '';
    return named(`class ${heritage}{${parts.join('\n')}}`, step.name);
  }
}

/** What a condition is tested for. */
const TESTS: Readonly<Record<Decision, (value: string) => string>> = {
  truthy: (value) => `!!${value}`,
  undefined: (value) => `${value}===void 0`,
  nullish: (value) => `${value}==null`,
};

/** The last index that an array pattern asks for; −1 for none. */
function lastTaken(program: Program, take: StepId): number {
  const last = program.steps.findLast((step) => step.kind === 'element' && step.child === take);
  return last?.kind === 'element' ? last.index : -1;
}
