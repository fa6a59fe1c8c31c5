import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { listFunctions, openFile } from '../../../src/engine/target.ts';
import { scanFunctions } from '../../../src/extension/functions/scan.ts';

const SOURCES = ['examples', 'examples/clrs', 'src/trainer/network', 'src/analyzer/inputs', 'src/extension/functions'];

function names(text: string): string[] {
  return scanFunctions(text).map((fn) => fn.name);
}

describe('finding functions without a compiler', () => {
  it('finds the functions that the engine finds, in every file of some folders', () => {
    let compared = 0;
    for (const folder of SOURCES) {
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
        const file = path.join(folder, name);
        const scanned = scanFunctions(readFileSync(file, 'utf8'));
        const known = listFunctions(openFile(file));
        assert.deepEqual(scanned.map((fn) => fn.name).sort(), known.map((fn) => fn.name).sort(), file);
        for (const fn of known) {
          const { start } = fn.nameRange;
          const mine = scanned.find((each) => each.name === fn.name);
          const line = readFileSync(file, 'utf8').slice(0, mine?.nameStart).split('\n').length;
          assert.equal(line, start.line, `${file}#${fn.name}`);
        }
        compared += known.length;
      }
    }
    assert.ok(compared > 200, `${compared} functions were compared`);
  });

  it('knows declarations, arrows, methods and default exports', () => {
    const text = `
      export function* g<T extends { a: 1 }>(x: { b: 2 }): Iterable<{ c: 3 }> { yield 1; }
      const add = (a: number, b = '}') : number => a + b;
      let twice = function (x) { return 2 * x; }
      class Q { #secret() {} static of(x: number): Q { return new Q(); } get size() { return 0; } async run() {} constructor() {} }
      export default function () { return /[/}]/.test(\`\${'}'}\`); }
      function overload(a: string): string;
      function overload(a: number): number;
      function overload(a: unknown): unknown { return a; }`;
    assert.deepEqual(names(text), ['g', 'add', 'twice', 'Q.of', 'Q.run', 'default', 'overload']);
  });

  it('knows functions in objects, fields and namespaces, and those that CommonJS exports, by the names of the engine', () => {
    const text = `
const ops = {
  double: (n) => n * 2, table: new Map(), get size() { return 1; },
  'times three'(n) { return n * 3; },
  half: function (n) { return n / 2; },
  typed: (n) => new Map<string, number>([[String(n), n]]),
  async *later() {}, nested: { inner: () => 1 }, ops, [computed]: () => 1, last(n) { return n; },
};
const one = (x) => x + 1, two = (y) => (y, 2), three = 3;
const noSemicolon = (x) => x
  + 1
const after = (x) => x
export class Box {
  area = (w: number): number => w * w;
  static grow: (n: number) => number = function (n) { return n + 1; };
  plain = 3
  last = (n) => n - 1
  method() { return 1 }
}
const Made = class { run(n) { return n; } };
export namespace N {
  function hidden() {}
  export function seen(a: number) { return a; }
  export namespace M { export function deep() { return 1; } }
}
exports.f = (a) => a;
module.exports.g = function (a) { return a; };
Box.prototype.late = function (n) { return n; };
Box.tools = { of(n) { return n; } };
`;
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'understudy-scan-')), 'all.ts');
    writeFileSync(file, text);
    const known = listFunctions(openFile(file)).map(({ name }) => name);
    rmSync(path.dirname(file), { recursive: true });
    assert.ok(known.length > 15, known.join());
    assert.deepEqual(names(text).sort(), [...known].sort());
    assert.deepEqual(names('module.exports = { one, two: (s) => s, three() {} };'), ['two', 'three']);
    assert.deepEqual(names('module.exports = function (a) { return a; };'), ['default']);
  });

  it('ends a function where it ends', () => {
    const text = 'const f = (x) => x +\n  1;\nfunction g() { return { a: 1 }; }\nconst h = 2;';
    const [f, g] = scanFunctions(text);
    assert.equal(text.slice(f?.start, f?.end), 'const f = (x) => x +\n  1;');
    assert.equal(text.slice(g?.start, g?.end), 'function g() { return { a: 1 }; }');
  });

  it('survives any text, and keeps its places inside it', () => {
    const pieces = fc.constantFrom(
      'function',
      'f',
      '(',
      ')',
      '{',
      '}',
      '=>',
      'class',
      'const',
      '=',
      '`',
      '${',
      '/',
      '"',
      '\n',
      ';',
      ':',
      '*/',
      '//',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join(' ');
        for (const fn of scanFunctions(text)) {
          assert.ok(
            fn.start <= fn.nameStart && fn.nameStart < fn.nameEnd && fn.nameEnd <= fn.end && fn.end <= text.length,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds all of 200 functions in 3,000 lines', () => {
    const one = readFileSync('examples/insertion-sort.ts', 'utf8').split('\n').slice(0, 15).join('\n');
    const text = Array.from({ length: 200 }, (_, i) =>
      one.replace('insertionSort', `sort${i}`).concat('\n  }\n}\n'),
    ).join('');
    const names = scanFunctions(text).map(({ nameStart, nameEnd }) => text.slice(nameStart, nameEnd));
    assert.deepEqual(
      names,
      Array.from({ length: 200 }, (_, i) => `sort${i}`),
    );
  });
});
