import assert from 'node:assert/strict';
import { plainTracer } from '../../../src/analyzer/instrument/plain-tracer.ts';
import { callOn, instrumentText, runInstrumented, runPlain } from '../../support/evaluate.ts';

/** Bodies of `f(n)`, called with 7, that an engine throws an error of its own at. */
const BODIES = [
  'let o; o.a()', 'let o={}; o.a.b.c()', 'let o={}; o["x y"]()', 'let o={},k="z"; o[k]()', 'n.foo.bar()', 'let C; new C()',
  'let [a] = n', 'let [a] = null', 'let o={}; let [a] = o.x', 'let [[a]] = [1]', 'let {a} = null', 'let o={}; let {a} = o.x',
  'let {a:{b}} = {}', 'let [{a}] = [null]', 'const g=({a})=>a; g()', 'const g=({a:{b}})=>b; g({})', 'function g({x}){} g(null)',
  'const g=({a},[b])=>b; g({},1)', 'for (const x of n) ;', 'let o={}; for (const x of o.y) ;', 'return [...n]', 'new Set(5)',
  'const c=1; c=2', 'const {c}={c:1}; c=2', 'const [c]=[1]; c+=1', 'for (const x of [1]) x=2;', 'for (const i=0;i<2;i++);',
  'x; let x=1', 'x=1; let x', 'const g=()=>x; g(); let x=1', 'let {a=b,b}={}; return a', 'const g=(a=b,b)=>a; g()',
  'switch(1){ case 0: let q=1; case 1: return q }', 'new K(); class K{}', 'class A { static m = A.n.o }', 'class A{}; A()',
  'const F=function G(){ G=1 }; F()', 'class A extends n{}', 'let o={f(){}}; new o.f()', 'new (()=>1)()', 'function* g(){}; new g()',
  'new Math.max()', 'n`x`', 'return "a" in n', 'return n instanceof {}', '1n+1', 'Object.freeze([1]).push(2)', '"abc".length=1',
]; // prettier-ignore

describe('errors of the engine', () => {
  for (const body of BODIES) {
    it(`read as in the original: ${body}`, async () => {
      const source = `export function f(n){ ${body} }`;
      const made = instrumentText(source);
      const registers = made.program.steps.map((step) => step.register);
      const traced = runInstrumented(made, plainTracer(registers, () => undefined))['f']; // prettier-ignore
      const plain = (await runPlain(source))['f'];
      assert.ok(plain && traced);
      const expected = callOn(plain, [7]);
      assert.ok(expected.threw !== undefined || body === 'new Set(5)');
      assert.deepEqual(callOn(traced, [7]), expected);
    });
  }
});
