import assert from 'node:assert/strict';
import { helpers } from '../../../src/analyzer/instrument/runtime.ts';
import { callOn } from '../../../src/engine/realm/calling.ts';
import { eliminationTable } from '../../../src/trainer/machine/audit.ts';
import { toChoices } from '../../../src/trainer/machine/choices.ts';
import { candidateKey, type Candidate } from '../../../src/trainer/machine/bank/candidates.ts';
import { Observer } from '../../../src/trainer/machine/observe/observer.ts';
import { summarise } from '../../../src/trainer/machine/observe/summary.ts';
import { generateMachine } from '../../../src/trainer/machine/run/generate.ts';
import { createMachineRuntime, Refusal, type MachineRuntime } from '../../../src/trainer/machine/run/runtime.ts';
import { instrumentText, runInstrumented, type Exports } from '../../support/evaluate.ts';

type Fn = (...args: unknown[]) => unknown;

interface Learned {
  /** By the text of the callee: what elimination leaves of the call. */
  readonly left: Readonly<Record<string, readonly string[]>>;
  readonly strict: Fn;
}

/** What elimination learns of `f` from some calls. */
function learn(source: string, inputs: readonly (readonly unknown[])[]): Learned {
  const made = instrumentText(source);
  const observer = new Observer(made.program);
  const traced = runInstrumented(made, observer)['f'] as Fn;
  for (const input of inputs) {
    observer.finish(callOn(traced, input).threw);
  }
  const choices = toChoices(summarise(observer));
  const left: Record<string, string[]> = {};
  for (const { step, candidates, survivors } of choices.values) {
    const text = made.program.texts[step];
    if (made.program.steps[step]?.kind === 'call' && text !== undefined) {
      left[text] = survivors.map((i) => candidateKey(candidates[i] as Candidate)).sort();
    }
  }
  const text = generateMachine(made.program, eliminationTable(choices), { strict: true, trace: false });
  const machine = (0, eval)(text) as (runtime: MachineRuntime) => { readonly exports: Exports };
  return { left, strict: machine(createMachineRuntime(made.program, helpers)).exports['f'] as Fn };
}

const isRefusal = (error: unknown): boolean => error instanceof Refusal;

describe('what traces say of calls', () => {
  it('a step that throws is refused where another reading of it throws something else', () => {
    const source = `export function f(o){ return o.a + o.b }`;
    const { strict } = learn(source, [[{ a: 1, b: 1 }], [{ a: 2, b: 2 }]]);
    assert.equal(strict({ a: 3, b: 3 }), 6);
    assert.throws(() => strict(null), isRefusal);
  });

  it('a getter that may read itself is refused, and not called until the stack is used up', () => {
    const source = `export function f(n){ const o={ get k(){ return this.j }, get j(){ return this.z }, set k(w){ this.z=w }, z:0 }; o.k=n; return o.k }`;
    assert.throws(() => learn(source, [[1], [2]]).strict(5), isRefusal);
  });

  it('a getter is not taken for the member that it reads', () => {
    const source = `export function f(n){ const o={ get k(){ return this.z }, set k(w){ this.z=w }, z:0 }; o.k=n; return o.k }`;
    assert.equal(learn(source, [[1], [2]]).strict(5), 5);
  });

  it('f(x) is not f.call(x)', () => {
    const source = `function g(a){ return a ? 1 : 2 } g.call; export function f(x){ return g(x) }`;
    assert.deepEqual(learn(source, [[0], [5]]).left['g'], ['call']);
  });

  it('a function that reads `this` tells what it was called on', () => {
    const source = `function g(a){ return this === a ? 1 : 2 } g.call; g.apply; export function f(o){ o.m = g; return [g(o), g.call(o, o), o.m(o)] }`;
    const { left } = learn(source, [[{}], [{ k: 1 }]]);
    assert.deepEqual([left['g'], left['g.call'], left['o.m']], [['call'], ['method call'], ['method m']]);
  });

  it('a built-in that throws is not one that would not have', () => {
    const source = `export function f(s, locale){ try { return s.toLocaleLowerCase(locale) } catch { return s.toLowerCase(locale) } }`;
    const { left } = learn(source, [
      ['Ab', 'en'],
      ['CD', 'no locale at all'],
    ]);
    assert.deepEqual(left['s.toLocaleLowerCase'], ['method toLocaleLowerCase']);
  });

  it('what is looked for in a list, map or set is looked for by identity', () => {
    const source = `export function f(a){ const o={a}, g=()=>a, l=[g,o,{a}], m=new Map([[o,a],[g,2]]), s=new Set([o,g]); l.pop; l.lastIndexOf; m.has; return [l.indexOf(o), l.includes(g), m.get(o), m.get(g), s.has(o), s.has(g)] }`;
    const { left, strict } = learn(source, [[1], [4]]);
    assert.deepEqual([left['m.get'], left['s.has']], [['method get'], ['method has']]);
    assert.deepEqual(strict(7), [1, true, 7, 2, true, true]);
  });

  it('properties given to an object of a class are seen', () => {
    const source = `class K extends Map { constructor(k){ super(); Object.defineProperties(this, {k: {value: k}}); this.set(1, k) } } export function f(k){ return new K(k).k }`;
    const { left, strict } = learn(source, [[1], [4]]);
    assert.deepEqual(left['Object.defineProperties'], ['method defineProperties']);
    assert.equal(strict(7), 7);
  });

  it('a function that can be constructed or called tells which by its `this`, a constructor by what it returns', () => {
    const source = `function F(n){ if (!(this instanceof F)) return new F(n); this.n = n } export function f(n){ return [F(n).n, new F(n).n] }`;
    assert.deepEqual(learn(source, [[1], [2]]).strict(7), [7, 7]);
    const other = `function G(n){ if (n > 1) return { n: -n }; this.n = n } export function f(n){ return new G(n).n }`;
    assert.equal(learn(other, [[1], [2], [0]]).strict(7), -7);
    const made = `class A { static make(n){ return new this(n) } constructor(n){ this.n = n } } class B extends A {} export function f(n){ return [B.make(n).n, new B(n).n] }`;
    assert.deepEqual(learn(made, [[1], [2]]).left['B.make'], ['method make']);
  });

  it('what inherits from a copy is what inherits from the original; a function without `this` is called', () => {
    const source = `function P(x){ this.x = x } P.prototype.get = function(){ return this.x }; export function f(x){ const o = Object.create(P.prototype); o.x = x; return o.get() }`;
    assert.equal(learn(source, [[1], [2]]).strict(7), 7);
    const list = `function rest(a){ return a.slice(1) } export function f(a){ return rest(a) }`;
    assert.deepEqual(learn(list, [[[1, 2]], [[]]]).left['rest'], ['call']);
    const day = `export function f(y, m){ Date.now; return Date.UTC(y, m, 0) }`;
    assert.equal(learn(day, [[2000, 1], [1999, 4]]).strict(2020, 2), Date.UTC(2020, 2, 0)); // prettier-ignore
  });

  it('what can not be called says nothing of the call', () => {
    const source = `function F(x){ this.x = x } export function f(k){ const o = k === 0 ? {} : [1], g = k === 0 ? 3 : F; try { return [k > 2 ? 0 : o.push(k), new g(k).x] } catch (e) { return e.message } }`;
    const { left, strict } = learn(source, [[0], [1], [2], [3]]);
    assert.deepEqual([left['o.push'], strict(5)], [['method push'], [0, 5]]);
    assert.equal(strict(0), 'o.push is not a function');
  });

  it('what an iterator gives next is not what any object has', () => {
    const source = `export function f(m){ const i = m.keys(); m.constructor; m.valueOf; return [i.next().value, i.next().done] }`;
    const { left, strict } = learn(source, [[new Map([[1, 2]])], [new Map([[3, 4], [5, 6]])]]); // prettier-ignore
    assert.deepEqual([left['i.next'], strict(new Map([[7, 8]]))], [['method next'], [7, true]]);
  });

  it('functions are not read as the text they are written in', () => {
    const source = `const g = (x) => x; export function f(n){ const h = n > 1 ? g : f; return [h === g, h !== g] }`;
    assert.deepEqual(learn(source, [[1], [2], [0]]).strict(7), [true, false]);
  });

  it('an arrow function is not constructed', () => {
    const source = `export function f(x, read){ return read(x) }`;
    const { left } = learn(source, [
      [1, (x: unknown) => x],
      [1, (x: unknown) => ({ x })],
    ]);
    assert.deepEqual(left['read'], ['call']);
  });

  it('a constructor that must be constructed is, whatever it is given', () => {
    const source = `export function f(n){ function* g(){ for (let i=0;i<n;i++) yield i } return new Float64Array(g()).length }`;
    assert.deepEqual(learn(source, [[1], [3]]).left['Float64Array'], ['new']);
  });

  it('a regular expression that keeps its place is found again where it was', () => {
    const source = `export function f(s){ const r=/[a-c]/g, out=[]; let m; while((m=r.exec(s))) out.push(m[0], r.lastIndex); return out }`;
    const { left, strict } = learn(source, [['xaybzc'], ['b'], ['']]);
    assert.deepEqual(left['r.exec'], ['method exec']);
    assert.deepEqual(strict('bbxa'), ['b', 1, 'b', 2, 'a', 4]);
  });

  it('what is made for a callback alone is told by what it holds, everything else by identity', () => {
    const pairs = learn(`export function f(m){ return Array.from(m, (e) => e[0] + e[1]) }`, [[new Map([[1, 2]])], [new Map([[3, 4], [5, 6]])]]); // prettier-ignore
    assert.deepEqual(pairs.strict(new Map([[7, 8]])), [15]);
    const twins = `export function f(n){ const a=[{n}], b=[{n}]; a.map; const seen=[]; b.map((x) => seen.push(x)); return [seen[0]===a[0], seen[0]===b[0]] }`;
    assert.deepEqual(learn(twins, [[1], [2]]).strict(3), [false, true]);
  });

  it('template strings can be handed on', () => {
    const source = 'export function f(s){ return String.raw`\\n${s}` }';
    assert.equal(learn(source, [['a'], ['b']]).strict('c'), '\\nc');
  });
});

describe('a call that training leaves open', () => {
  it('is made where every reading calls the same function in the same way', () => {
    const source = `function g(a){ return a ? 1 : 2 } g.again = g; g.again; export function f(x){ return g(x) }`;
    const { left, strict } = learn(source, [[0], [5]]);
    assert.deepEqual(left['g'], ['call', 'method again']);
    assert.equal(strict(7), 1);
  });

  it('is refused where the function could tell', () => {
    const source = `function g(a){ return a > 100 ? this : a } g.again = g; g.again; export function f(x){ return g(x) }`;
    assert.throws(() => learn(source, [[0], [5]]).strict(7), isRefusal);
  });

  it('is refused where it throws and another reading might not', () => {
    const source = `export function f(a, g){ return a.m(g) } export function k(o){ return o.n }; 'm n'.n`;
    const same = { m: (g: Fn) => g(), n: (g: Fn) => g() };
    const bad = (): never => {
      throw new Error('bad');
    };
    const { left, strict } = learn(source, [[same, () => 1]]);
    assert.deepEqual(left['a.m'], ['method m', 'method n', 'receiver']);
    assert.throws(() => strict({ m: bad, n: () => 5 }, () => 1), isRefusal);
  });

  it('is made where a function that always throws could be constructed as well, unless it reads `this`', () => {
    const of = (fail: string): Learned =>
      learn(`${fail} export function f(n) { if (n < 0) fail('below'); return n; }`, [[-1], [2], [-3]]);
    const plain = of('function fail(what) { throw new RangeError(what); }');
    assert.deepEqual(plain.left['fail'], ['call', 'new']);
    assert.throws(() => plain.strict(-5), { name: 'RangeError', message: 'below' });
    const reading = of('function fail(what) { if (what === this) return 1; throw new RangeError(what); }');
    assert.throws(() => reading.strict(-5), Refusal);
  });

  it('is tried out without a callback running twice', () => {
    const source = (callback: string): string =>
      `export function f(a){ const out=[]; const h=(x)=>x>0?h(x-1):x; a.flatMap; const r=a.map(${callback}); return [r,out,a] }`;
    const inputs = [[[1, 2, 5]], [[3, 0]], [[]]];
    const cases: [callback: string, result: unknown][] = [
      ['(x) => h(x) + Math.abs(x)', [[2, 4], [], [2, 4]]],
      [
        '(x) => (out.push(x), x)',
        [
          [2, 4],
          [2, 4],
          [2, 4],
        ],
      ],
      ['(x) => (out[0] = x)', [[2, 4], [4], [2, 4]]],
      ['(x) => (a = x)', [[2, 4], [], 4]],
      [
        '(x) => out.push(x)',
        [
          [1, 2],
          [2, 4],
          [2, 4],
        ],
      ],
    ];
    for (const [callback, result] of cases) {
      const { left, strict } = learn(source(callback), inputs);
      assert.deepEqual(left['a.map'], ['method flatMap', 'method map']);
      assert.deepEqual(strict([2, 4]), result);
    }
    const lists = learn(source('(x) => (out.push(x), x > 10 ? [x] : x)'), inputs);
    assert.deepEqual(lists.strict([2, 4]), [
      [2, 4],
      [2, 4],
      [2, 4],
    ]);
    assert.throws(() => lists.strict([2, 14]), isRefusal);
  });

  it('closing and throwing into a generator are told apart by where it wakes', () => {
    const source = `function* g(k){ try { yield k; yield 1 } catch (e) { yield [e] } finally { if (k > 2) yield 'late' } } export function f(k){ const out=[]; const it=g(k), other=g(k); it.next(); other.next(); out.push(it.return(k), other.throw(k), it.next()); return out }`;
    const { left } = learn(source, [[1], [4], [2], [3]]);
    assert.deepEqual([left['it.return'], left['other.throw']], [['method return'], ['method throw']]);
  });

  it('iterators that are handed on tell what they gave', () => {
    const source = `function* g(a){ for (const x of a) if (x > 1) yield x * 2 } export function f(a){ const m = new Map(a.map((x, i) => [x, i])); m.valueOf; Array.of; return [Array.from(g(a)), Float64Array.from(g(a)), Array.from(m.keys()), Array.from(m.values(), (x) => x + 1), [...new Set(m.values())]] }`;
    const { left, strict } = learn(source, [[[1, 2, 5]], [[3, 0, 7, 7]], [[]]]);
    assert.deepEqual(left['Array.from'], ['method from']);
    // A new one made of the same items is the same in every way.
    assert.deepEqual(left['Float64Array.from'], ['method from', 'new']);
    const values = strict([4, 1, 9]) as unknown[];
    assert.deepEqual(values, [[8, 18], new Float64Array([8, 18]), [4, 1, 9], [1, 2, 3], [0, 1, 2]]);
  });

  it('an iterator that was begun is not taken for a whole one', () => {
    const source = `export function f(a){ const it = a.values(); Array.of; it.next(); return Array.from(it) }`;
    const { strict } = learn(source, [[[4, 6, 8]], [[1, 1, 0, 2]]]);
    assert.deepEqual(strict([3, 2, 1]), [2, 1]);
  });

  it('a built-in that calls nothing is not what entered a function', () => {
    const source = `class M extends Map { set(k, v){ return super.set(k, v + 1) } } export function f(a){ const m = new M(); m.valueOf; for (const x of a) m.set(x, x); return [...m] }`;
    const { left, strict } = learn(source, [[[1, 2]], [[]]]);
    assert.deepEqual(left['m.set'], ['method set']);
    assert.deepEqual(strict([5]), [[5, 6]]);
  });
});
