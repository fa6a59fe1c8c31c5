import { CornerWriter } from './corners.ts';
import {
  deeper,
  insideFunction,
  START,
  withVariables,
  type Callee,
  type Scope,
  type Type,
  type Variable,
} from './scope.ts';

const TYPES: readonly Type[] = ['number', 'number', 'string', 'array', 'boolean', 'object', 'map', 'set'];

/** Statements that were written, and what can be named after them. */
interface Written {
  readonly lines: readonly string[];
  readonly scope: Scope;
}

/** Writes statements: all of control flow, declarations of every kind, destructuring, classes and generators. */
export class Writer extends CornerWriter {
  /** Functions, generators and classes of the module. */
  readonly module: string[] = [];

  /** The body of `f`; it ends by returning what its variables hold. */
  body(): string[] {
    let outside: Scope = { ...START, variables: [], depth: 3 };
    for (let i = this.draw.below(3); i > 0; i--) {
      const made = this.callee(outside, this.pick(['function', 'generator', 'class']));
      this.module.push(...made.lines);
      outside = made.scope;
    }
    const { lines, scope: end } = this.block({ ...START, callees: outside.callees }, 2 + this.draw.below(5));
    const shown = end.variables.filter(({ name }) => name !== 'a').map(({ name }) => name);
    return [...lines, `return [out,${shown.join(',')}];`];
  }

  private block(scope: Scope, count: number): Written {
    const lines: string[] = [];
    let now = scope;
    for (let i = 0; i < count && (i === 0 || !this.draw.ended); i++) {
      const written = this.statement(now);
      lines.push(...written.lines);
      now = written.scope;
    }
    return { lines, scope: now };
  }

  /** A block in braces; what it declares ends with it. */
  private braces(scope: Scope, count = 1 + this.draw.below(2)): string {
    return `{ ${this.block(deeper(scope), count).lines.join(' ')} }`;
  }

  private statement(around: Scope): Written {
    const scope = { ...around, room: 1 + this.draw.below(3) };
    const note = (x: Scope): Written => ({ lines: [`out.push(${this.of(this.pick(TYPES), x)});`], scope: x });
    if (scope.depth <= 1 || this.draw.ended) return this.chance(2) ? this.assign(scope) : note(scope);
    const same = (lines: readonly string[]): Written => ({ lines, scope });
    const ways: readonly (() => Written)[] = [
      () => note(scope),
      () => this.declare(scope),
      () => this.declare(scope),
      () => this.assign(scope),
      () => this.assign(scope),
      () =>
        same([
          `if (${this.boolean(scope)}) ${this.braces(scope)}${this.chance(2) ? ` else ${this.braces(scope)}` : ''}`,
        ]),
      () => same(this.forLoop(scope)),
      () => same(this.whileLoop(scope)),
      () => same(this.forOf(scope)),
      () => same(this.forOf(scope)),
      () =>
        same([
          `for (const k in ${this.object(scope)}) { out.push(k); ${this.block(this.loop(scope), 1).lines.join(' ')} }`,
        ]),
      () => same([this.switchOver(scope)]),
      () => same([this.tryCatch(scope)]),
      () => same([this.tryCatch(scope)]),
      () => same([this.jump(scope)]),
      () => same([this.jump(scope)]),
      () => this.callee(scope, 'function'),
      () => this.callee(scope, this.pick(['function', 'generator', 'class'])),
      () => this.destructure(scope),
      () => this.destructure(scope),
      () => same([this.mutate(scope)]),
      () => same([this.mutate(scope)]),
      () => same([`${this.number(scope)}, ${this.string(scope)};`]),
      () => same([this.braces(scope)]),
      () => this.closures(scope),
      ...Array.from({ length: 6 }, () => () => same([this.corner(scope)])),
    ];
    return this.pick(ways)();
  }

  private declare(scope: Scope): Written {
    const type = this.pick(TYPES);
    const keyword = this.pick(['let', 'const', 'var']);
    const name = this.fresh('v');
    const value = type === 'map' || type === 'set' ? this.collection(type, scope) : this.of(type, scope);
    const lines = [`${keyword} ${name} = ${value};`];
    return { lines, scope: withVariables(scope, { name, type, constant: keyword === 'const' }) };
  }

  private collection(type: 'map' | 'set', scope: Scope): string {
    if (type === 'set') return `new Set(${this.array(scope)})`;
    return `new Map(${this.array(scope)}.map(${this.callback(scope, ['number', 'number'], 'number').replace(/^/, '(g=>(x,i)=>[x,g(x,i)])(')})))`;
  }

  private assign(scope: Scope): Written {
    const type = this.pick<Type>(['number', 'number', 'string', 'boolean']);
    const name = this.variable(type, scope, true);
    if (name === null) return this.declare(scope);
    const plain = `${name} = ${this.of(type, scope)};`;
    if (type !== 'number') return { lines: [plain], scope };
    const operator = this.pick(['+=', '-=', '*=', '%=', '|=', '**=', '??=', '&&=', '>>>=']);
    const ways = [plain, `${name} ${operator} ${this.number(scope)};`, `${name}++;`, `out.push(${name}--);`];
    return { lines: [this.pick(ways)], scope };
  }

  private loop(scope: Scope): Scope {
    return deeper(scope, { inLoop: true, inSwitch: false });
  }

  private labelled(scope: Scope): { label: string; scope: Scope } {
    if (!this.chance(3)) return { label: '', scope: this.loop(scope) };
    const name = this.fresh('L');
    return { label: `${name}: `, scope: { ...this.loop(scope), labels: [...scope.labels, name] } };
  }

  private forLoop(scope: Scope): string[] {
    const { label, scope: inner } = this.labelled(scope);
    const i: Variable = { name: this.fresh('i'), type: 'number', constant: false };
    const within = withVariables(inner, i);
    const limit = this.number(scope);
    const step = this.pick([`${i.name}++`, `${i.name} += 2`, `${i.name}++, out.push(${i.name})`]);
    const body = this.block(within, 1 + this.draw.below(3)).lines.join(' ');
    return [
      `${label}for (${this.pick(['let', 'var'])} ${i.name} = 0; ${i.name} < ${limit} && fuel-- > 0; ${step}) { ${body} }`,
    ];
  }

  private whileLoop(scope: Scope): string[] {
    const { label, scope: inner } = this.labelled(scope);
    const condition = `fuel-- > 0 && ${this.boolean(scope)}`;
    const body = this.block(inner, 1 + this.draw.below(2)).lines.join(' ');
    return this.chance(2)
      ? [`${label}do { ${body} } while (${condition});`]
      : [`${label}while (${condition}) { ${body} }`];
  }

  private forOf(scope: Scope): string[] {
    const { label, scope: inner } = this.labelled(scope);
    const [x, y] = [this.fresh('x'), this.fresh('y')];
    const number = (name: string): Variable => ({ name, type: 'number', constant: false });
    const generator = scope.callees.find(({ kind }) => kind === 'generator');
    const ways: readonly (() => { head: string; variables: Variable[] })[] = [
      () => ({ head: `let ${x} of ${this.array(scope)}`, variables: [number(x)] }),
      () => ({ head: `let [${x}, ${y}] of ${this.array(scope)}.entries()`, variables: [number(x), number(y)] }),
      () => ({ head: `let ${x} of ${this.string(scope)}`, variables: [{ ...number(x), type: 'string' }] }),
      () => ({
        head: `let ${x} of ${generator ? `${generator.name}(${this.number(scope)})` : this.array(scope)}`,
        variables: [number(x)],
      }),
      () => ({
        head: `let [${x}, ${y} = ${this.number(scope)}] of ${this.of('map', scope)}`,
        variables: [number(x), number(y)],
      }),
    ];
    const { head, variables } = this.pick(ways)();
    const body = this.block(withVariables(inner, ...variables), 1 + this.draw.below(3)).lines.join(' ');
    return [`${label}for (${head}) { if (fuel-- <= 0) break; ${body} }`];
  }

  private switchOver(scope: Scope): string {
    const inner = deeper(scope, { inSwitch: true });
    const clauses = Array.from({ length: 1 + this.draw.below(3) }, (_, i) => {
      const head = this.chance(5) ? `case 0 + ${this.number(inner)}` : `case ${i}`;
      const body = this.block(inner, 1).lines.filter((line) => !/^(let|const|class|function)/.test(line));
      return `${head}: ${body.join(' ')}${this.chance(2) ? ' break;' : ''}`;
    });
    const fallback = `default: out.push('d');${this.chance(2) ? ' break;' : ''}`;
    clauses.splice(this.draw.below(clauses.length + 1), 0, fallback);
    const unique = clauses.join(' ');
    return `switch (${this.number(scope)} & 3) { ${unique} }`;
  }

  private tryCatch(scope: Scope): string {
    const error = this.fresh('e');
    // How an engine words a TypeError of its own differs by how the code is printed.
    const noted = `out.push(${error} instanceof TypeError ? ${error}.name : ${error} instanceof Error ? ${error}.message : ${error});`;
    const body = this.braces(scope, 2);
    const caught = `{ ${noted} ${this.block(deeper(scope), this.draw.below(2)).lines.join(' ')} }`;
    const last = this.braces(scope);
    return this.pick([
      `try ${body} catch (${error}) ${caught}`,
      `try ${body} catch { out.push('caught'); }`,
      `try ${body} catch (${error}) ${caught} finally ${last}`,
      `try ${body} finally ${last}`,
    ]);
  }

  /** Leaves the place under a condition: throws, returns, breaks, continues or yields. */
  private jump(scope: Scope): string {
    const ways = [
      `throw new ${this.pick(['Error', 'RangeError'])}(${this.string(scope)})`,
      `throw ${this.of(this.pick<Type>(['number', 'string']), scope)}`,
      scope.inGenerator ? `yield ${this.number(scope)}` : `return ${this.of(this.pick(TYPES), scope)}`,
      ...(scope.inLoop ? ['break', 'continue', 'continue'] : []),
      ...(scope.inSwitch ? ['break'] : []),
      ...scope.labels.flatMap((label) => [`break ${label}`, `continue ${label}`]),
    ];
    return `if (${this.boolean(scope)}) { ${this.pick(ways)}; }`;
  }

  private callee(scope: Scope, kind: Callee['kind']): Written {
    const name = this.fresh(kind === 'class' ? 'C' : 'g');
    const known: Scope = { ...scope, callees: [...scope.callees, { name, kind }] };
    const lines = [kind === 'class' ? this.classText(known, name) : this.functionText(known, name, kind)];
    return { lines, scope: known };
  }

  private functionText(scope: Scope, name: string, kind: 'function' | 'generator'): string {
    const [k, m] = [this.fresh('p'), this.fresh('p')];
    const inner = withVariables(
      insideFunction(scope, kind === 'generator'),
      { name: k, type: 'number', constant: false },
      { name: m, type: this.chance(2) ? 'array' : 'number', constant: false },
    );
    const isArray = inner.variables.at(-1)?.type === 'array';
    const parameters = isArray ? `${k}, ...${m}` : `${k}, ${m} = ${this.number({ ...deeper(scope), callees: [] })}`;
    const body = this.block(inner, 1 + this.draw.below(2)).lines.join(' ');
    if (kind === 'generator') {
      return `function* ${name}(${parameters}) { while (fuel-- > 0) { ${body} yield ${this.number(inner)}; if (${this.boolean(inner)}) break; } }`;
    }
    return `function ${name}(${parameters}) { if (fuel-- <= 0) return 0; ${body} return ${this.number(inner)}; }`;
  }

  private classText(scope: Scope, name: string): string {
    const k: Variable = { name: this.fresh('p'), type: 'number', constant: false };
    const inner = withVariables(insideFunction(scope), k);
    const parent = scope.callees.find((callee) => callee.kind === 'class' && callee.name !== name);
    const heritage = parent && this.chance(2) ? parent.name : null;
    const own = { ...inner, callees: inner.callees.filter((callee) => callee.name !== name) };
    return [
      `class ${name}${heritage ? ` extends ${heritage}` : ''} {`,
      `static made = 0; #n = ${this.number({ ...own, variables: scope.variables })}; label = 'c';`,
      `constructor(${k.name}) { ${heritage ? `super(${k.name}); ` : ''}this.#n += ${k.name}; ${name}.made = ${k.name}; }`,
      `get value() { return ${heritage && this.chance(2) ? 'super.value + ' : ''}this.#n; }`,
      `set value(w) { this.#n = w; }`,
      `#hidden(${k.name}) { return ${this.number(own)}; }`,
      `bump(${k.name}) { this.value = this.#hidden(${k.name}); return this.#n; }`,
      '}',
    ].join(' ');
  }

  private destructure(scope: Scope): Written {
    const [x, y, z] = [this.fresh('d'), this.fresh('d'), this.fresh('d')];
    const keyword = this.pick(['let', 'const']);
    const variable = (name: string, type: Type): Variable => ({ name, type, constant: keyword === 'const' });
    const fallback = (): string => this.number(deeper(scope));
    const arrays = [variable(x, 'number'), variable(y, 'number'), variable(z, 'array')];
    const objects = [variable(x, 'number'), variable(y, 'string'), variable(z, 'object')];
    const target = this.variable('number', scope, true);
    switch (this.draw.below(target === null ? 3 : 4)) {
      case 0:
        return {
          lines: [`${keyword} [${x}, ${y} = ${fallback()}, ...${z}] = ${this.array(scope)};`],
          scope: withVariables(scope, ...arrays),
        };
      case 1:
        return {
          lines: [`${keyword} {p: ${x} = ${fallback()}, q: ${y} = 'w', ...${z}} = ${this.object(scope)};`],
          scope: withVariables(scope, ...objects),
        };
      case 2:
        return {
          lines: [`${keyword} [, {length: ${x} = ${fallback()}} = [], ${y} = ${x}] = [1, ${this.array(scope)}];`],
          scope: withVariables(scope, variable(x, 'number'), variable(y, 'number')),
        };
      default:
        return { lines: [`[${target}, out[${this.number(scope)} & 3]] = [out[1], ${target}];`], scope };
    }
  }

  private mutate(scope: Scope): string {
    const array = this.variable('array', scope) ?? 'out';
    const map = this.variable('map', scope);
    const object = this.variable('object', scope);
    const n = (): string => this.number(scope);
    const ways = [
      `${array}.push(${n()});`,
      `out.push(${array}.${this.pick(['pop', 'shift'])}());`,
      `${array}[${n()} & 7] = ${n()};`,
      `${array}[${n()} & 3] += ${n()};`,
      `out.push(${array}.splice(${n()}, ${n()} & 3));`,
      `${array}.${this.pick(['sort', 'reverse'])}();`,
      `${array}.unshift(${n()});`,
      `${array}.forEach(${this.callback(scope, ['number', 'number'], 'number')});`,
      `delete ${array}[${n()} & 7];`,
      `${array}.length = ${n()} & 7;`,
      ...(map === null ? [] : [`${map}.set(${n()}, ${n()});`, `out.push(${map}.delete(${n()}));`]),
      ...(object === null
        ? []
        : [`${object}.p = ${n()};`, `delete ${object}.q;`, `${object}[${this.string(scope)}] = ${n()};`]),
    ];
    return this.pick(ways);
  }

  /** Functions made in a loop, each with the loop's variable of its own time. */
  private closures(scope: Scope): Written {
    const [fs, i] = [this.fresh('fs'), this.fresh('i')];
    const inner = withVariables(insideFunction(scope), { name: i, type: 'number', constant: false });
    const keyword = this.pick(['let', 'var']);
    const value = this.number(inner);
    return {
      lines: [
        `const ${fs} = []; for (${keyword} ${i} = 0; ${i} < 3; ${i}++) ${fs}.push(() => ${value});`,
        `out.push(${fs}.map((g) => g()));`,
      ],
      scope,
    };
  }
}
