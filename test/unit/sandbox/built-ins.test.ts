import assert from 'node:assert/strict';
import vm from 'node:vm';
import { build } from 'esbuild';

/** Expressions whose value, or error, has to be what Node gives. */
const EXPRESSIONS = [
  'structuredClone([1, , { a: [undefined, -0] }])',
  'structuredClone(Object.assign([1], { key: 2 }))',
  'structuredClone(new Map([[{ a: 1 }, new Set([1n])]]))',
  '(() => { const a = { b: {} }; a.b.up = a; const c = structuredClone(a); return [c !== a, c.b.up === c]; })()',
  'structuredClone({ [Symbol("x")]: 1, get a() { return 5; }, ["__proto__"]: 6 })',
  'structuredClone(new (class Point { x = 1; norm() {} })())',
  'structuredClone([new Date(5), /x/gi, Uint8Array.of(1, 2), new Number(3)])',
  '(() => { const e = structuredClone(new RangeError("u", { cause: [1] })); return [e instanceof RangeError, e.message, e.cause]; })()',
  'structuredClone(() => 1)',
  'structuredClone(Symbol("a"))',
  'structuredClone(new WeakMap())',
  'structuredClone(Promise.resolve())',
  'structuredClone([][Symbol.iterator]())',
  'structuredClone()',
  'new structuredClone({})',
  'structuredClone.name + btoa.name + atob.name',
  'btoa(undefined)',
  'btoa()',
  'btoa("\u0101")',
  '["", "a", "ab", "abc", "\u00ff\u0000\u0080"].map((text) => [btoa(text), atob(btoa(text)) === text])',
  'atob(" Y W J j ")',
  ...['a', 'ab=c', 'abc=', 'ab=', 'ab==', '=='].map((text) => `atob(${JSON.stringify(text)})`),
];

const PROBE = `(expressions) => JSON.stringify(expressions.map((text) => {
  const shown = (value) => value instanceof Map ? { map: [...value].map(shown) } : value instanceof Set ? { set: [...value].map(shown) }
    : Array.isArray(value) ? { list: Array.from(value, shown), keys: Object.keys(value) } : value instanceof Date ? { date: value.getTime() }
    : typeof value === 'object' && value ? { kind: Object.prototype.toString.call(value), text: String(value), fields: Object.entries(value).map(shown) }
    : Object.is(value, -0) ? '-0' : String(value);
  try { return shown((0, eval)(text)); } catch (error) { return { name: error.name, message: error.message }; }
}))`;

describe('built-ins of every host', () => {
  it('are in a bare realm what they are in Node', async () => {
    const entry = new URL('../../../src/analyzer/sandbox/built-ins.ts', import.meta.url).pathname;
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', globalName: 'made', platform: 'neutral' }); // prettier-ignore
    const context = vm.createContext(Object.create(null) as object);
    const run = vm.runInContext(`${outputFiles[0]?.text ?? ''};made.addBuiltIns();${PROBE}`, context) as typeof native;
    const native = vm.runInThisContext(PROBE) as (expressions: readonly string[]) => string;
    const [bare, real] = [run, native].map((probe) => JSON.parse(probe(EXPRESSIONS)) as readonly unknown[]);
    EXPRESSIONS.forEach((text, i) => assert.deepEqual(bare?.[i], real?.[i], text));
  });
});
