import { ExpressionWriter } from './expressions.ts';
import { insideFunction, withVariables, type Scope, type Type } from './scope.ts';

/** Writes statements, each whole in itself, about the corners of the language. */
export class CornerWriter extends ExpressionWriter {
  corner(scope: Scope): string {
    const ways: readonly (() => string)[] = [
      () => this.members(scope),
      () => this.accessors(scope),
      () => this.typedArrays(scope),
      () => this.bigints(scope),
      () => this.tagged(scope),
      () => this.argumentsOf(scope),
      () => this.newTarget(scope),
      () => this.iterator(scope),
      () => this.generator(scope),
      () => this.finallies(scope),
      () => this.classes(scope),
      () => this.patterns(scope),
      () => this.regexes(scope),
      () => this.collections(scope),
      () => this.builtIns(scope),
      () => this.recursion(scope),
      () => this.words(scope),
      () => this.ownErrors(scope),
    ];
    return this.pick(ways)();
  }

  private n(scope: Scope): string {
    return this.number({ ...scope, room: Math.min(scope.room, 1) });
  }

  /** A number that is the same every time, for where a callback calls it. */
  private quiet(scope: Scope): string {
    return this.variable('number', scope) ?? this.pick(['1', '2', '5']);
  }

  private inside(scope: Scope, ...added: readonly (readonly [string, Type])[]): Scope {
    const variables = added.map(([name, type]) => ({ name, type, constant: false }));
    return { ...withVariables(insideFunction(scope), ...variables), room: 1 };
  }

  private members(scope: Scope): string {
    const [o, k] = [this.fresh('o'), this.fresh('k')];
    const writes = [
      `${o}.p ??= ${this.n(scope)};`,
      `${o}.none ||= ${this.n(scope)};`,
      `${o}[${k}] &&= ${this.n(scope)};`,
      `${o}.q += ${this.n(scope)};`,
      `out.push(${o}[${k}]++, --${o}.p);`,
      `out.push(delete ${o}.q, 'q' in ${o}, delete ${o}?.none?.deep);`,
      `out.push(void ${this.n(scope)}, (${this.n(scope)}, ${o}.p), typeof ${o}[${k}]);`,
      `out.push(${o}.m?.(${this.n(scope)}), ${o}.p?.toFixed?.(1), ${o}?.['p']);`,
      `({ p: ${o}.z = ${this.n(scope)}, [${k}]: ${o}.w, ...${o}.rest } = ${this.wrap(this.object(scope))});`,
      `[${o}.p, ${o}[${k}] = ${this.n(scope)}] = ${this.array(scope)};`,
      `for (${o}.at of ${this.array(scope)}) out.push(${o}.at);`,
      `for (${o}[${k}] in { x: 1, y: 2 }) if (${this.boolean(scope)}) break;`,
    ];
    const made = `const ${o} = { p: ${this.n(scope)}, q: ${this.string(scope)} }, ${k} = ${this.pick(["'p'", "'q'", "'z'", this.string(scope)])};`;
    return [made, this.pick(writes), this.pick(writes), `out.push(${o});`].join(' ');
  }

  private accessors(scope: Scope): string {
    const o = this.fresh('o');
    const inner = this.inside(scope, ['w', 'number']);
    const parts = [
      `get k() { return this.z + ${this.n(this.inside(scope))}; }`,
      `set k(w) { this.z = w; out.push('s'); }`,
      `['m' + ${this.n(scope)}](w) { return ${this.n(inner)}; }`,
      `[${this.string(scope)}]: ${this.n(scope)}`,
      `*g(w) { yield w; yield* ${this.array(inner)}; return ${this.n(inner)}; }`,
      `z: ${this.n(scope)}`,
      `get ['c' + 'd']() { return ${this.n(this.inside(scope))}; }`,
    ];
    const uses = [
      `${o}.k = ${this.n(scope)}; ${o}.k += ${this.n(scope)};`,
      `out.push([...${o}.g(${this.n(scope)})], ${o}.k);`,
      `out.push(Object.keys(${o}), { ...${o}, k: 1 }.cd);`,
      `{ const { k: x = 1, cd: y } = ${o}; out.push(x, y); }`,
    ];
    return `const ${o} = { ${parts.join(', ')} }; ${this.pick(uses)} ${this.pick(uses)}`;
  }

  private typedArrays(scope: Scope): string {
    const t = this.fresh('t');
    const kind = this.pick(['Uint8Array', 'Int16Array', 'Float64Array', 'Uint8ClampedArray']);
    const uses = [
      `${t}[${this.n(scope)} & 3] = ${this.n(scope)};`,
      `${t}[1] += ${this.n(scope)}; ${t}[0]++;`,
      `out.push(${t}.subarray(1, ${this.n(scope)}), ${t}.length);`,
      `${t}.set([${this.n(scope)}], 0);`,
      `for (const x of ${t}) out.push(x);`,
      `out.push(${t}.map((x) => x + ${this.quiet(scope)}), [...${t}].at(-1));`,
      `${t}.sort(); ${t}.fill(${this.n(scope)}, 2);`,
    ];
    const from = this.pick([
      `new ${kind}(${this.array(scope)})`,
      `${kind}.from(${this.array(scope)})`,
      `new ${kind}(4)`,
    ]);
    return `const ${t} = ${from}; ${this.pick(uses)} ${this.pick(uses)} out.push(${t});`;
  }

  private bigints(scope: Scope): string {
    const q = this.fresh('q');
    const uses = [
      `${q} = ${q} * 3n - BigInt(${this.n(scope)} | 0);`,
      `${q}++; ${q} **= 2n;`,
      `out.push(${q} % 7n, ${q} > ${this.n(scope)}, -${q});`,
      `out.push(Number(${q}) + 1, String(${q}), ${q} == ${this.n(scope)});`,
      `${q} <<= 2n; ${q} &= 0xffn;`,
      `out.push(BigInt.asUintN(8, ${q}), typeof ${q}, ${q} / 2n);`,
      `if (${q}) out.push(${q} + ${this.pick(['1n', '1n', this.n(scope)])});`,
    ];
    return `let ${q} = BigInt(${this.n(scope)} | 0); ${this.pick(uses)} ${this.pick(uses)} out.push(${q});`;
  }

  private tagged(scope: Scope): string {
    const tag = this.fresh('tag');
    const body = this.pick([
      `strings.raw.join('|') + v.length`,
      `[strings === last, (last = strings), ...v].length`,
      `v.reduce((x, y, i) => x + strings[i + 1] + y, strings[0])`,
    ]);
    const text = `${tag}\`x\${${this.n(scope)}}\\n\${${this.string(scope)}}\``;
    return `{ let last; const ${tag} = (strings, ...v) => ${body}; for (let i = 0; i < 2; i++) out.push(${text}, ${tag}\`plain\`); }`;
  }

  private argumentsOf(scope: Scope): string {
    const [h, inner] = [this.fresh('h'), this.inside(scope)];
    const body = this.pick([
      `return arguments.length + (arguments[0] ?? ${this.n(inner)});`,
      `let t = 0; for (const x of arguments) t += x; return t;`,
      `return (() => arguments[1])() ?? [...arguments].length;`,
      `return Array.prototype.slice.call(arguments, 1);`,
    ]);
    const calls = [`${h}(...${this.array(scope)})`, `${h}.call(null, ${this.n(scope)})`, `${h}.apply(null, ${this.array(scope)})`, `${h}.bind(null, ${this.n(scope)})(${this.n(scope)})`, `${h}(${this.n(scope)}, ...${this.array(scope)}, 1)`, `${h}.length + ${h}.name`]; // prettier-ignore
    return `function ${h}(x, y) { ${body} } out.push(${this.pick(calls)}, ${this.pick(calls)});`;
  }

  private newTarget(scope: Scope): string {
    const k = this.fresh('K');
    const uses = [`${k}(${this.n(scope)}).x`, `new ${k}(${this.n(scope)}).twice()`, `new ${k}(1) instanceof ${k}`, `${k}.prototype.twice.call({ x: ${this.n(scope)} })`]; // prettier-ignore
    const again = this.pick([`if (!new.target) return new ${k}(x);`, `if (!(this instanceof ${k})) return { x: -1 };`, '']); // prettier-ignore
    return `function ${k}(x) { ${again} this.x = x; } ${k}.prototype.twice = function () { return this.x * 2; }; out.push(${this.pick(uses)}, ${this.pick(uses)});`;
  }

  private iterator(scope: Scope): string {
    const [it, inner] = [this.fresh('it'), this.inside(scope, ['i', 'number'])];
    const value = this.pick(['i++', 'i++', `(i++, ${this.n(inner)})`]);
    const made = `const ${it} = { [Symbol.iterator]() { let i = 0; return { next: () => ({ done: i >= (${this.n(scope)} & 7), value: ${value} }), return() { out.push('r'); return {}; } }; } };`;
    const uses = [
      `for (const x of ${it}) { if (x > ${this.n(scope)}) break; out.push(x); }`,
      `{ const [x, y = ${this.n(scope)}, ...z] = ${it}; out.push(x, y, z); }`,
      `{ const [, x] = ${it}; out.push(x); }`,
      `out.push([...${it}, ...${it}], Math.max(...${it}), new Set(${it}));`,
      `try { for (const x of ${it}) if (${this.boolean(scope)}) throw x; } catch (x) { out.push(['c', x]); }`,
      `out.push(Array.from(${it}, (x) => x + ${this.quiet(scope)}), new Map([...${it}].entries()));`,
    ];
    return `${made} ${this.pick(uses)} ${this.pick(uses)}`;
  }

  private generator(scope: Scope): string {
    const [w, g, inner] = [this.fresh('w'), this.fresh('g'), this.inside(scope, ['k', 'number'], ['t', 'number'])];
    const body = this.pick([
      `while (fuel-- > 0) t += (yield t) ?? ${this.n(inner)};`,
      `yield* ${this.array(inner)}; t = yield k; yield t;`,
      `const got = [yield 1, yield k]; yield got; if (${this.boolean(inner)}) return got;`,
    ]);
    const last = this.pick([`out.push('f');`, `if (${this.boolean(inner)}) yield 'late';`, `if (t > 3) return 'own';`]);
    const made = `function* ${w}(k) { let t = ${this.n(inner)}; try { ${body} } catch (e) { yield 'c' + e; } finally { ${last} } return t; }`;
    const uses = [
      `out.push(${g}.next(${this.n(scope)}));`,
      `out.push(${g}.next());`,
      `out.push(${g}.return(${this.n(scope)}));`,
      `out.push(${g}.throw(${this.string(scope)}));`,
      `for (const x of ${g}) { out.push(x); if (x > 2) break; }`,
      `{ const [x, y] = ${g}; out.push(x, y); }`,
      `out.push([...${g}].slice(0, 9));`,
    ];
    const steps = [this.pick(uses), this.pick(uses), this.pick(uses), this.pick(uses)].join(' ');
    return `${made} const ${g} = ${w}(${this.n(scope)}); try { ${steps} } catch (e) { out.push(['e', String(e)]); }`;
  }

  private finallies(scope: Scope): string {
    const [l, x] = [this.fresh('L'), this.fresh('x')];
    const inner = withVariables(scope, { name: x, type: 'number', constant: true });
    const jump = (): string =>
      this.pick(['break', 'continue', `break ${l}`, `continue ${l}`, `throw ${x}`, `out.push(${this.n(inner)})`]);
    const when = (): string => `if (${this.boolean(inner)}) ${jump()};`;
    return `${l}: for (const ${x} of ${this.array(scope)}) { if (fuel-- <= 0) break; try { try { ${when()} out.push('t'); } catch (e) { ${when()} out.push(['c', e]); } finally { out.push('f'); ${when()} } } catch (e) { out.push(['d', e]); } finally { do { ${this.chance(2) ? when().replaceAll(/throw \w+/g, 'break') : ''} } while (false); out.push('g'); } }`;
  }

  private classes(scope: Scope): string {
    const [a, b] = [this.fresh('A'), this.fresh('B')];
    const inner = this.inside(scope, ['x', 'number']);
    const own = (): string => this.n(inner);
    const base = `class ${a} { static #count = 0; static all = [${this.quiet(scope)}]; static { this.all.push('s'); } #v = 1; static of(x) { ${a}.#count++; return new this(x); } static is(o) { return #v in o; } constructor(x) { this.x = x; this.#v = ${own()}; } get v() { return this.#v; } set v(x) { this.#v = ${own()}; } #hid(x) { return this.x + ${own()}; } run(x) { return this.#hid(${own()}) + ${a}.#count; } toString() { return 'A' + this.x; } }`;
    const derived = `class ${b} extends ${a} { y = super.run(1); static of(x) { return super.of(${own()}); } constructor(x, z = x) { super(${own()}); this.z = z; } get v() { return super.v + 1; } set v(x) { this.w = x; } run(x) { return [super.run(x), super['toString']()]; } *[Symbol.iterator]() { yield this.x; yield this.z; } }`;
    const uses = [
      `out.push(${b}.of(${this.n(scope)}).v, ${a}.is(new ${b}(1)), ${a}.is({}));`,
      `{ const o = new ${b}(${this.n(scope)}); o.v = ${this.n(scope)}; o.v++; out.push(o.v, [...o], o.run(${this.n(scope)})); }`,
      `out.push(\`\${new ${a}(${this.n(scope)})}\`, new ${b}(2, 3) instanceof ${a}, ${b}.all, ${b}.name);`,
      `out.push(new ${b}(${this.n(scope)}), new (class extends ${a} {})(1).run(2));`,
    ];
    return `${base} ${derived} ${this.pick(uses)} ${this.pick(uses)}`;
  }

  private patterns(scope: Scope): string {
    const [x, y, z, r] = ['d', 'd', 'd', 'd'].map((name) => this.fresh(name)) as [string, string, string, string];
    const inner = this.inside(scope, [x, 'number']);
    const object = (): string => this.wrap(this.object(scope));
    const uses = [
      `out.push((({ p: ${x} = ${this.n(scope)}, ...${r} } = {}, [${y} = ${this.n(inner)}, ...${z}] = []) => [${x}, ${r}, ${y}, ${z}])(${object()}, ${this.array(scope)}));`,
      `for (const { p: ${x} = ${this.n(scope)}, ...${r} } of [${object()}, {}, { p: null }]) out.push(${x}, ${r});`,
      `for (const [${x}, { length: ${y} } = 'ab'] of [[1], [${this.n(scope)}, ${this.array(scope)}]]) out.push(${x}, ${y});`,
      `try { throw Object.assign(new Error(${this.string(scope)}), { code: ${this.n(scope)} }); } catch ({ message: ${x}, code: ${y} = 1, none: ${z} = ${this.n(scope)} }) { out.push(${x}, ${y}, ${z}); }`,
      `{ let ${x} = 1, ${y} = 2, ${z}; [${x}, ${y}] = [${y}, ${x}]; ({ p: ${x}, q: [${z}] = [${this.n(scope)}] } = { p: ${x} + 1 }); out.push(${x}, ${y}, ${z}); }`,
      `{ const { [${this.string(scope)}]: ${x} = ${this.n(scope)}, p: { q: ${y} = ${x} } = {} } = { p: ${object()} ?? undefined }; out.push(${x}, ${y}); }`,
      `for (let [${x}, ${y}] = [0, ${this.n(scope)}]; ${x} < ${y} && fuel-- > 0; [${x}, ${y}] = [${x} + 1, ${y} - 1]) out.push([${x}, ${y}]);`,
    ];
    return `{ ${this.pick(uses)} }`;
  }

  private regexes(scope: Scope): string {
    const [re, m] = [this.fresh('re'), this.fresh('m')];
    const text = this.string(scope);
    const uses = [
      `{ const ${re} = /(?<x>[a-c])(\\d)?/g; let ${m}; while ((${m} = ${re}.exec(${text})) && fuel-- > 0) out.push(${m}.index, ${m}.groups.x, ${m}[2]); }`,
      `for (const ${m} of (${text}).matchAll(/[a-z]/g)) out.push(${m}[0], ${m}.index);`,
      `out.push((${text}).replace(/(?<l>[a-z])([0-9]?)/g, (w, x, y, at) => at + x + (y || ${this.quiet(scope)})));`,
      `out.push((${text}).match(/b+/)?.index, (${text}).search(/1/), (${text}).split(/([ab])/, 3));`,
      `{ const ${re} = /a/y; ${re}.lastIndex = ${this.n(scope)} & 3; out.push(${re}.test(${text}), ${re}.lastIndex, ${re}.source); }`,
      `out.push(new RegExp('[' + 'ab' + ']', 'gi').test(${text}), (${text}).replaceAll('a', '$&$&'));`,
    ];
    return this.pick(uses);
  }

  private collections(scope: Scope): string {
    const m = this.fresh('m');
    const uses = [
      `for (const [k, v] of ${m}) { if (v > ${this.quiet(scope)}) ${m}.delete(k); else if (${m}.size < 6) ${m}.set(k + 10, v); if (fuel-- <= 0) break; }`,
      `${m}.forEach((v, k) => { out.push(k - v); });`,
      `out.push([...${m}.keys()], [...${m}.entries()].flat(), ${m}.get(${this.n(scope)})?.toFixed(1));`,
      `out.push(new Set([...${m}.values(), ${this.n(scope)}]).size, Object.fromEntries(${m}));`,
      `{ const w = new WeakMap(), k = {}; w.set(k, ${this.n(scope)}); out.push(w.get(k), w.has({}), w.delete(k)); }`,
      `out.push(Array.from(${m}, ([k, v]) => k + v), new Map([...${m}].filter(([k]) => k > ${this.quiet(scope)})));`,
    ];
    const made = `const ${m} = new Map(${this.array(scope)}.map((x, i) => [i, x]));`;
    return `${made} ${this.pick(uses)} ${this.pick(uses)} out.push(${m});`;
  }

  private builtIns(scope: Scope): string {
    const inner = this.inside(scope, ['x', 'number'], ['y', 'number']);
    const uses = [
      `out.push(Object.entries(${this.wrap(this.object(scope))} ?? {}).map(([k, v]) => k + v));`,
      `out.push(JSON.stringify({ x: ${this.array(scope)}, y: ${this.string(scope)} }, (k, v) => (k === '1' ? undefined : v)));`,
      `out.push(${this.array(scope)}.reduceRight((x, y) => ${this.n(inner)}, ${this.n(scope)}));`,
      `out.push(${this.array(scope)}.map((v, i) => ({ v, i })).sort((x, y) => x.v - y.v || y.i - x.i).map((o) => o.i));`,
      `out.push(${this.array(scope)}.findLast((x) => x > ${this.quiet(scope)}), ${this.array(scope)}.at(${this.n(scope)}));`,
      `out.push([${this.array(scope)}, [${this.n(scope)}]].flat(), Object.assign({}, ${this.wrap(this.object(scope))}));`,
      `out.push(parseFloat(${this.string(scope)}), (${this.n(scope)}).toString(2).padEnd(3, '.'), Number.parseInt('7z', 8));`,
      `out.push(Object.is(${this.n(scope)}, -0), Math.hypot(${this.n(scope)}, 2), Number.isNaN(${this.n(scope)}));`,
      `out.push(${this.string(scope)}.localeCompare(${this.string(scope)}), String.fromCharCode(97 + (${this.n(scope)} & 7)));`,
      `out.push(Object.freeze(${this.array(scope)}).length, Object.getOwnPropertyNames({ z: 1, [${this.string(scope)}]: 2 }));`,
      `out.push(structured(${this.array(scope)})); function structured(x) { return x.map(structuredItem, { k: 2 }); } function structuredItem(x) { return x * this.k; }`,
    ];
    return `{ ${this.pick(uses)} }`;
  }

  private recursion(scope: Scope): string {
    const [r, e, inner] = [this.fresh('r'), this.fresh('r'), this.inside(scope, ['k', 'number'])];
    const uses = [
      `const ${r} = (k) => (k <= 0 || fuel-- <= 0 ? ${this.n(inner)} : ${r}(k - 1) + ${this.n(inner)}); out.push(${r}(${this.n(scope)} & 3));`,
      `const ${r} = function ${e}(k, seen = []) { return k <= 0 || fuel-- <= 0 ? seen : ${e}(k - 1, [k, ...seen]); }; out.push(${r}(${this.n(scope)} & 7));`,
      `function ${r}(k) { return fuel-- > 0 && k > 0 ? ${e}(k - 1) : 'even'; } function ${e}(k) { return fuel-- > 0 && k > 0 ? ${r}(k - 1) : 'odd'; } out.push(${r}(${this.n(scope)}));`,
      `const ${r} = (x) => (y) => (z = x) => [x, y, z]; out.push(${r}(${this.n(scope)})(${this.n(scope)})(), ${r}(1)(2)(${this.n(scope)}));`,
      `const ${r} = (() => { let c = ${this.n(scope)}; return { up: (k = 1) => (c += k), get now() { return c; } }; })(); ${r}.up(${this.n(scope)}); out.push(${r}.up(), ${r}.now);`,
      `const ${r} = (...fs) => (x) => fs.reduce((v, g) => g(v), x); out.push(${r}((k) => ${this.n(inner)}, (k) => k * 2, String)(${this.n(scope)}));`,
    ];
    return this.pick(uses);
  }

  /** `switch` over strings: what falls through, and what clauses declare. */
  private words(scope: Scope): string {
    const y = this.fresh('y');
    return `switch (${this.string(scope)}) { case 'a': case 'b1': out.push(1); case ${this.string(scope)}: let ${y} = ${this.n(scope)}; out.push(${y}); ${this.chance(2) ? 'break;' : ''} default: out.push('d'); case 'xyz': { const ${y} = 'own'; out.push(${y}); } ${this.chance(2) ? 'break;' : ''} case '': out.push('last'); }`;
  }

  private ownErrors(scope: Scope): string {
    const e = this.fresh('E');
    const made = `class ${e} extends ${this.pick(['Error', 'RangeError'])} { constructor(message, code) { super(message); this.name = '${e}'; this.code = code; } get twice() { return this.code * 2; } }`;
    const handle = this.pick([
      `if (e instanceof ${e}) out.push(e.message, e.code, e.twice, e.name); else throw e;`,
      `out.push(e.constructor === ${e}, String(e)); if (e.code > 2) throw new ${e}('again', e.code, { cause: e });`,
      `out.push(Object.keys(e), e instanceof Error, e instanceof RangeError);`,
    ]);
    return `${made} try { if (${this.boolean(scope)}) throw new ${e}(${this.string(scope)}, ${this.n(scope)}); out.push('fine'); } catch (e) { ${handle} }`;
  }
}
