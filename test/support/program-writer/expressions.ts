import type { Draw } from './draw.ts';
import { insideFunction, narrower, withVariables, type Scope, type Type } from './scope.ts';

type Way = (scope: Scope) => string;

/**
 * Writes expressions. Each list of ways begins with the simplest. What could grow without bound is cut: programs run
 * in loops, and a string doubled 40 times would fill the memory.
 */
export class ExpressionWriter {
  private names = 0;

  constructor(protected readonly draw: Draw) {}

  protected fresh(prefix: string): string {
    return `${prefix}${++this.names}`;
  }

  protected chance(oneIn: number): boolean {
    return this.draw.below(oneIn) === oneIn - 1;
  }

  protected pick<X>(items: readonly X[]): X {
    return items[this.draw.below(items.length)] as X;
  }

  /** An expression of a type, now and then of another one. */
  of(type: Type, scope: Scope): string {
    if (this.chance(40)) return this.odd(scope);
    switch (type) {
      case 'number':
        return this.number(scope);
      case 'string':
        return this.string(scope);
      case 'boolean':
        return this.boolean(scope);
      case 'array':
        return this.array(scope);
      case 'object':
        return this.object(scope);
      case 'map':
        return (
          this.variable('map', scope) ?? `new Map([[${this.number(narrower(scope))},${this.number(narrower(scope))}]])`
        );
      case 'set':
        return this.variable('set', scope) ?? `new Set(${this.array(narrower(scope))})`;
    }
  }

  /**
   * What the place does not expect. No object literals, numbers and booleans that are computed: in messages engines print
   * them in a way of their own, which depends on how they compile.
   */
  private odd(scope: Scope): string {
    const object = (): string => `Object(${this.object(narrower(scope))})`;
    const ways = [
      () => this.variable('number', scope) ?? '7',
      () => this.string(scope),
      () => this.variable('boolean', scope) ?? 'true',
      () => this.array(scope),
    ];
    return this.pick([...ways, object, () => 'undefined', () => 'null'])();
  }

  variable(type: Type, scope: Scope, writable = false): string | null {
    const fitting = scope.variables.filter((v) => v.type === type && !(writable && v.constant));
    return fitting.length === 0 ? null : this.pick([...fitting].reverse()).name;
  }

  private choose(scope: Scope, leaves: readonly Way[], nested: readonly Way[]): string {
    const ways = scope.room <= 0 || this.draw.ended ? leaves : [...leaves, ...nested];
    return this.pick(ways)(narrower(scope));
  }

  callback(scope: Scope, parameters: readonly Type[], result: Type): string {
    const names = parameters.map((type) => ({ name: this.fresh('p'), type, constant: false }));
    const inner = withVariables(insideFunction(narrower(scope)), ...names);
    const list = names.map(({ name }) => name).join(',');
    const value = this.of(result, inner);
    if (this.chance(4)) return `function(${list}){return ${value}}`;
    return value.startsWith('{') ? `(${list})=>(${value})` : `(${list})=>${value}`;
  }

  private call(scope: Scope): string {
    const functions = scope.callees.filter(({ kind }) => kind === 'function');
    if (functions.length === 0) return this.number(narrower(scope));
    const { name } = this.pick(functions);
    const count = this.draw.below(3);
    const args = Array.from({ length: count }, () => this.number(narrower(scope)));
    if (this.chance(6)) return `${name}(...${this.array(narrower(scope))})`;
    return this.chance(8) ? `${name}?.(${args.join(',')})` : `${name}(${args.join(',')})`;
  }

  private instance(scope: Scope): string | null {
    const classes = scope.callees.filter(({ kind }) => kind === 'class');
    return classes.length === 0 ? null : `new ${this.pick(classes).name}(${this.number(narrower(scope))})`;
  }

  private generated(scope: Scope): string | null {
    const generators = scope.callees.filter(({ kind }) => kind === 'generator');
    return generators.length === 0 ? null : `${this.pick(generators).name}(${this.number(narrower(scope))})`;
  }

  /** An assignment as an expression. */
  private assigned(scope: Scope): string {
    const target = this.variable('number', scope, true);
    if (target === null) return this.number(scope);
    const ways = [
      `(${target}=${this.number(scope)})`,
      `${target}++`,
      `--${target}`,
      `(${target}+=${this.number(scope)})`,
      `(${target}||=${this.number(scope)})`,
    ];
    return this.pick(ways);
  }

  number(scope: Scope): string {
    const n = (): string => this.number(scope1);
    const scope1 = narrower(scope);
    const binary =
      (operators: readonly string[]): Way =>
      () =>
        `(${n()} ${this.pick(operators)} ${n()})`;
    return this.choose(
      scope,
      [
        () => this.pick(['0', '1', '2', '3', '10', '0.5', '-1']),
        (x) => this.variable('number', x) ?? '1',
        (x) => this.variable('number', x) ?? '2',
      ],
      [
        binary(['+', '-', '*']),
        binary(['+', '-', '*']),
        binary(['/', '%', '&', '|', '^', '<<', '>>', '>>>']),
        (x) => `${this.array(x)}.length`,
        (x) => `${this.variable('array', x) ?? 'out'}[${n()} & 3]`,
        (x) => `(${this.boolean(x)} ? ${n()} : ${n()})`,
        () => `(${this.pick(['-', '+', '~'])}${this.pick(['', ' '])}(${n()}))`,
        () => `Math.${this.pick(['max', 'min', 'abs', 'floor', 'trunc', 'sign'])}(${n()},${n()})`,
        (x) => `Math.max(...${this.array(x)},${n()})`,
        (x) => `${this.array(x)}.reduce(${this.callback(x, ['number', 'number'], 'number')},${n()})`,
        (x) => `${this.array(x)}.${this.pick(['indexOf', 'lastIndexOf'])}(${n()})`,
        (x) => `(${this.array(x)}.find(${this.callback(x, ['number', 'number'], 'boolean')}) ?? ${n()})`,
        (x) => `${this.string(x)}.length`,
        (x) => `${this.string(x)}.charCodeAt(${n()} & 3)`,
        (x) => `Number(${this.string(x)})`,
        (x) => `parseInt(${this.string(x)},10)`,
        (x) => this.call(x),
        (x) => this.call(x),
        (x) => this.assigned(x),
        (x) => `(${this.of(this.pick<Type>(['number', 'string', 'array']), x)},${n()})`,
        (x) => `(${this.member(x)} ?? ${n()})`,
        (x) => `(${this.variable('map', x) ?? 'new Map()'}.get(${n()}) ?? ${n()})`,
        (x) => `(${this.of(this.pick<Type>(['set', 'map']), x)}).size`,
        (x) => `((${n()}) ${this.pick(['||', '&&', '??'])} ${this.number(x)})`,
        (x) => this.instanceMember(x),
        (x) => this.iife(x),
        (x) => `[...${this.generated(x) ?? this.array(x)}].length`,
        (x) => `(typeof ${this.of(this.pick<Type>(['number', 'string']), x)} === 'number' ? ${n()} : ${n()})`,
      ],
    );
  }

  private member(scope: Scope): string {
    const object = this.variable('object', scope) ?? this.object(narrower(scope));
    const wrapped = object.startsWith('{') ? `(${object})` : object;
    const way = this.draw.below(5);
    if (way === 0) return `${wrapped}.p`;
    if (way === 1) return `${wrapped}?.q?.length`;
    if (way === 2) return `${wrapped}?.none?.deep.deeper`;
    if (way === 3) return `${wrapped}?.twice`;
    return `${wrapped}[${this.string(scope)}]`;
  }

  private instanceMember(scope: Scope): string {
    const made = this.instance(scope);
    if (made === null) return this.number(narrower(scope));
    return this.pick([`${made}.value`, `(${made}).bump(${this.number(scope)})`, `${made}.constructor.made`]);
  }

  private iife(scope: Scope): string {
    const inner = insideFunction(scope);
    const parameter = { name: this.fresh('p'), type: 'number' as const, constant: false };
    const value = this.number(withVariables(inner, parameter));
    return `((${parameter.name} = ${this.number(inner)}) => ${value})(${this.number(inner)})`;
  }

  string(scope: Scope): string {
    const t = (x: Scope): string => this.string(x);
    return this.choose(
      scope,
      [
        () => this.pick(["''", "'a'", "'b1'", "'xyz'", "'3'"]),
        (x) => this.variable('string', x) ?? "'q'",
        (x) => this.variable('string', x) ?? "'r'",
      ],
      [
        (x) => `(${t(x)} + ${t(x)}).slice(0,24)`,
        (x) =>
          `\`${this.pick(['', '<', 'k='])}\${${this.of(this.pick<Type>(['number', 'string', 'array']), x)}}\${${t(x)}}\`.slice(0,24)`,
        (x) => `String(${this.number(x)})`,
        (x) => `${t(x)}.slice(${this.number(x)},${this.number(x)})`,
        (x) => `${t(x)}.charAt(${this.number(x)})`,
        (x) => `${t(x)}.repeat(${this.number(x)} & 3).slice(0,24)`,
        (x) => `${t(x)}.${this.pick(['toUpperCase', 'toLowerCase', 'trim'])}()`,
        (x) => `${t(x)}.split(${this.pick(["''", "'a'", '/[ab]/'])}).reverse().join(${t(x)}).slice(0,24)`,
        (x) => `${t(x)}.replace(/[a-c]/g,${this.callback(x, ['string'], 'string')}).slice(0,24)`,
        (x) =>
          `typeof ${this.of(this.pick<Type>(['number', 'string', 'boolean', 'array', 'object']), x).replace(/^(.*)$/s, '($1)')}`,
        (x) => `(${this.boolean(x)} ? ${t(x)} : ${t(x)})`,
        (x) => `${this.array(x)}.join(${t(x)}).slice(0,24)`,
        (x) => `(${t(x)} || ${t(x)})`,
        (x) => `JSON.stringify(${this.array(x)}).slice(0,24)`,
        (x) => `${t(x)}.padStart(${this.number(x)} & 7,${t(x)})`,
        (x) => `[...${t(x)}].sort().join('')`,
        (x) => `(${this.variable('string', x) ?? "'abc'"}[${this.number(x)} & 3] ?? ${t(x)})`,
      ],
    );
  }

  boolean(scope: Scope): string {
    const n = (x: Scope): string => this.number(x);
    return this.choose(
      scope,
      [
        () => this.pick(['true', 'false']),
        (x) => `${this.variable('number', x) ?? '1'} > ${this.pick(['0', '1', '3'])}`,
        (x) => this.variable('boolean', x) ?? 'true',
      ],
      [
        (x) => `${n(x)} ${this.pick(['<', '<=', '>', '>=', '===', '!==', '==', '!='])} ${n(x)}`,
        (x) => `${n(x)} ${this.pick(['<', '<=', '>', '>=', '===', '!=='])} ${n(x)}`,
        (x) => `${this.string(x)} ${this.pick(['<', '>', '===', '!=='])} ${this.string(x)}`,
        (x) => `!(${this.boolean(x)})`,
        (x) => `(${this.boolean(x)} && ${this.boolean(x)})`,
        (x) => `(${this.boolean(x)} || ${this.boolean(x)})`,
        (x) => `${this.array(x)}.includes(${n(x)})`,
        (x) => `${this.array(x)}.${this.pick(['some', 'every'])}(${this.callback(x, ['number', 'number'], 'boolean')})`,
        (x) => `${this.string(x)}.${this.pick(['includes', 'startsWith', 'endsWith'])}(${this.string(x)})`,
        (x) => `/a+b?/.test(${this.string(x)})`,
        (x) => `(${this.pick(["'p'", "'zz'"])} in ${this.wrap(this.object(x))})`,
        (x) => `Array.isArray(${this.of(this.pick<Type>(['array', 'number']), x)})`,
        (x) => `Number.isInteger(${n(x)})`,
        (x) => `(${this.of(this.pick<Type>(['set', 'map']), x)}).has(${n(x)})`,
      ],
    );
  }

  protected wrap(code: string): string {
    return code.startsWith('{') ? `(${code})` : code;
  }

  array(scope: Scope): string {
    const xs = (x: Scope): string => this.array(x);
    return this.choose(
      scope,
      [
        (x) => this.variable('array', x) ?? '[4,4]',
        (x) => `[${this.variable('number', x) ?? '1'},2]`,
        () => this.pick(['[]', '[3,1,2]', '[5]']),
      ],
      [
        (x) => `[${this.number(x)},${this.number(x)}]`,
        (x) => `[${this.number(x)},...${xs(x)}].slice(0,12)`,
        (x) => `[...${xs(x)},,${this.number(x)}].slice(0,12)`,
        (x) => `${xs(x)}.map(${this.callback(x, ['number', 'number'], 'number')})`,
        (x) => `${xs(x)}.filter(${this.callback(x, ['number', 'number'], 'boolean')})`,
        (x) => `${xs(x)}.slice(${this.number(x)},${this.number(x)})`,
        (x) => `${xs(x)}.concat(${xs(x)}).slice(0,12)`,
        (x) => `[...${xs(x)}].sort(${this.pick(['', '(x,y)=>x-y', '(x,y)=>y-x'])})`,
        (x) => `${xs(x)}.slice().sort(${this.callback(x, ['number', 'number'], 'number')})`,
        (x) => `Array.from({length:${this.number(x)} & 7},${this.callback(x, ['number', 'number'], 'number')})`,
        (x) => `${xs(x)}.flatMap(${this.callback(x, ['number', 'number'], 'array')}).slice(0,12)`,
        (x) => `[...new Set(${xs(x)})]`,
        (x) => `Object.${this.pick(['keys', 'values'])}(${this.object(x)})`,
        (x) => `[...${this.string(x)}].map(${this.callback(x, ['string', 'number'], 'number')})`,
        (x) => `(${this.boolean(x)} ? ${xs(x)} : ${xs(x)})`,
        (x) => `[...${this.generated(x) ?? xs(x)}].slice(0,12)`,
        (x) => `[...(${this.of('map', x)}).values()]`,
        (x) => `${xs(x)}.slice().reverse()`,
        (x) => `new Array(${this.number(x)} & 3).fill(${this.number(x)})`,
      ],
    );
  }

  object(scope: Scope): string {
    return this.choose(
      scope,
      [(x) => this.variable('object', x) ?? '{p:1}', (x) => `{p:${this.variable('number', x) ?? '2'},q:'t'}`],
      [
        (x) => `{p:${this.number(x)},q:${this.string(x)}}`,
        (x) => `{...${this.wrap(this.object(x))},p:${this.number(x)}}`,
        (x) => `{[${this.string(x)}]:${this.number(x)},q:${this.string(x)}}`,
        (x) => `{p:${this.number(x)},get q(){return ${this.string(insideFunction(x))}}}`,
        (x) => `{p:${this.number(x)},get twice(){return this.p+1}}`,
        (x) => `(${this.boolean(x)} ? ${this.object(x)} : null)`,
      ],
    );
  }
}
