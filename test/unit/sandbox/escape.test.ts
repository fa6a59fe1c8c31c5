import assert from 'node:assert/strict';
import { startSandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/analyzer/sandbox/sandbox.ts';
import { buildScripts } from './build.ts';
import type { Scripts } from './build.ts';

/** Defined in every attack: what to call with anything that might come from Node's realm, to make the most of it. */
const PROBE = `
  const found = [];
  const inspect = (what, value) => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
    if (!(value instanceof Object)) found.push(what);
  };
  /** What an object of another realm is good for: code, a process, or a change to what that realm relies on. */
  const exploit = (value) => {
    const powers = [];
    const attempt = (name, fn) => { try { if (fn()) powers.push(name); } catch {} };
    const Foreign = value.constructor.constructor;
    attempt('code', () => Foreign('return 1')() === 1);
    attempt('process', () => typeof Foreign('return process')() === 'object');
    let proto = value;
    for (let at = value; at; at = Object.getPrototypeOf(at)) proto = at;
    attempt('pollution', () => { proto.polluted = 1; return 'polluted' in proto; });
    attempt('redefinition', () => Reflect.defineProperty(proto, 'toString', { value: 1 }));
    return powers;
  };`;

/** A script that tells, in the realm's own words, whether `code` was denied. */
const attempt = (code: string): string =>
  `(() => { 'use strict'; try { return 'got ' + String(${code}); } catch (e) { return 'denied: ' + e.message; } })()`;

describe('escapes from the sandbox', function () {
  this.timeout(60_000);
  let scripts: Scripts;
  let sandbox: Sandbox;

  before(async () => {
    scripts = await buildScripts();
    sandbox = await startSandbox(scripts);
  });
  after(async () => {
    await sandbox.dispose();
    await scripts.remove();
  });

  const settle = (code: string, box = sandbox): Promise<unknown> => box.call('settle', { code });
  const run = async (code: string, box = sandbox): Promise<string> => (await box.call('run', { code })) as string;

  describe('names', () => {
    const absent = [
      ...['process', 'require', 'module', 'exports', 'global', 'Buffer', '__filename', 'fetch', 'WebSocket'],
      ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'navigator'],
      ...['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'ShadowRealm'],
      ...['understudyRealm', '__understudyWatched', 'MessageChannel', 'postMessage', 'gc', 'crypto'],
    ];
    it('has no global but those of the language', async () => {
      const code = `() => ${JSON.stringify(absent)}.filter((name) => name in globalThis).join()`;
      assert.equal(await settle(code), 'value ');
    });

    const viaConstructors: Record<string, string> = {
      'the global object': 'this.constructor.constructor("return typeof process")()',
      'a function': '(function () {}).constructor("return typeof process")()',
      'indirect eval': '(0, eval)("typeof process + typeof require")',
      'new Function': 'new Function("return typeof process + typeof require")()',
      'a generator function': '(function* () {}).constructor("yield typeof process")().next().value',
      'the global this of a plain function': 'typeof (function () { return this; })().process',
    };
    for (const [name, code] of Object.entries(viaConstructors)) {
      it(`gets no process by ${name}`, async () => {
        assert.match(await run(code), /^(undefined)+$/);
      });
    }
    it('gets no process by an async function', async () => {
      const code = '() => (async () => {}).constructor("return typeof process")()';
      assert.equal(await settle(code), 'value undefined');
    });
    it('reads no environment', async () => {
      await assert.rejects(sandbox.call('run', { code: 'process.env.PATH' }), /process is not defined/);
    });
  });

  describe('import()', () => {
    const imports: Record<string, string> = {
      directly: 'import("fs")',
      'in eval': '(0, eval)("import(\'fs\')")',
      'in a function from text': 'Function("return import(\'fs\')")()',
      'through a built-in': '["import(\'fs\')"].map(eval)[0]',
      'from a promise job': 'Promise.resolve("import(\'fs\')").then(eval)',
      'of a URL with code': 'import("data:text/javascript,export default 1")',
    };
    for (const [name, code] of Object.entries(imports)) {
      it(`is refused ${name}, by a value that leads nowhere`, async () => {
        const attack = `() => { ${PROBE}
          globalThis.outcome = 'waiting';
          (async () => {
            const promise = ${code};
            inspect('promise', promise);
            inspect('constructor', promise.constructor);
            try { await promise; outcome = 'imported'; } catch (e) { inspect('error', e); outcome = found.join() + typeof e; }
          })();
        }`;
        await settle(attack);
        // The refusal takes a turn of the event loop of Node, so it arrives between two calls.
        await sandbox.call('count', null);
        await sandbox.call('count', null);
        assert.equal(await sandbox.call('run', { code: 'outcome' }), 'string');
      });
    }
  });

  describe('objects of the other realm', () => {
    const attacks: Record<string, string> = {
      'the name of an error as its stack is formatted': `
        const e = new Error('x');
        e.name = { toString: new Proxy(() => 'x', { apply(t, self, args) { inspect('arguments', args); return 'x'; } }) };
        e.stack;`,
      'properties of an error as its stack is formatted': `
        const trap = (name) => new Proxy(() => {}, { apply(t, self, args) { inspect(name, args); return undefined; } });
        const e = new Error('x');
        Object.setPrototypeOf(e, new Proxy(Error.prototype, { get: trap('get'), has: trap('has'), getPrototypeOf: trap('proto') }));
        e.stack;`,
      'a stack formatter of its own': `
        const before = Error.prepareStackTrace;
        const hook = new Proxy(() => 'x', { apply(t, self, args) { inspect('arguments', args); found.push('called'); return 'x'; } });
        try { Error.prepareStackTrace = hook; } catch {}
        try { Object.defineProperty(Error, 'prepareStackTrace', { value: hook }); } catch {}
        try { globalThis.Error = new Proxy(Error, { get: hook }); } catch {}
        try { delete globalThis.Error; } catch {}
        new Error('x').stack;
        const o = {}; Error.captureStackTrace(o); o.stack;`,
      callers: `
        function f() { return [f.caller, f.arguments, arguments.callee.caller]; }
        for (const x of f()) inspect('caller', x);
        try { inspect('poison', Object.getOwnPropertyDescriptor(Function.prototype, 'caller').get.call(f)); } catch (e) { inspect('error', e); }`,
      'errors of parsing': `
        for (const text of ['a b', 'import x from "y"', 'await 0', '(']) {
          for (const make of [eval, Function, (async () => {}).constructor]) try { make(text); } catch (e) { inspect(text, e); }
        }`,
      'errors of allocation': `
        for (const fn of [() => 'x'.repeat(2 ** 30), () => new Array(-1), () => new ArrayBuffer(2 ** 52), () => 2n ** (2n ** 40n)]) {
          try { fn(); } catch (e) { inspect(String(fn), e); }
        }`,
      'a stack overflow': `
        const f = () => { try { f(); } catch (e) { inspect('error', e); } }; f();`,
      'the promise of an async function': `
        const p = (async () => {})(); inspect('promise', p); inspect('then', p.then); inspect('species', p.constructor[Symbol.species]);`,
      'symbols and descriptors of the global object': `
        for (const key of Reflect.ownKeys(globalThis)) {
          const d = Object.getOwnPropertyDescriptor(globalThis, key);
          for (const part of [d.value, d.get, d.set]) inspect(String(key), part);
        }
        inspect('global', Object.getPrototypeOf(globalThis)); inspect('this', globalThis);`,
    };
    for (const [name, code] of Object.entries(attacks)) {
      it(`are not found in ${name}`, async () => {
        assert.equal(await settle(`() => { ${PROBE} ${code} return found.join(); }`), 'value ');
      });
    }

    it('give no power where stack runs out inside Node itself', async () => {
      // Node formats stacks by a function of its own realm; where the stack ends just there, its error gets through.
      const code = `() => { ${PROBE}
        const powers = [];
        let tries = 500;
        const f = () => {
          try { f(); } catch {}
          if (tries-- > 0) try { new Error('x').stack; } catch (e) { inspect('error', e); if (found.pop()) powers.push(...exploit(e)); }
        };
        f();
        return powers.join();
      }`;
      assert.equal(await settle(code), 'value ');
    });
  });

  describe('of code that holds objects of Node, were it to happen', () => {
    let leaky: Sandbox;
    before(async () => {
      leaky = await startSandbox({ ...scripts, processScript: scripts.leakyScript });
    });
    after(() => leaky.dispose());

    const denied: Record<string, string> = {
      'load fs': 'leak.require("fs").readFileSync("/etc/passwd")',
      'load net': 'leak.require("node:net").connect(1)',
      'load dgram': 'leak.require("dgram").createSocket("udp4")',
      'load dns': 'leak.require("dns").lookup("localhost", () => {})',
      'load http': 'leak.require("http").get("http://localhost")',
      'load child_process': 'leak.require("child_process").spawnSync("true")',
      'load worker_threads': 'leak.require("worker_threads")',
      'load a module by the loader': 'leak.require.main.constructor._load("fs")',
      'load a module by its module': 'leak.require.main.require("fs")',
      'load a built-in module by name': 'leak.process.getBuiltinModule("fs")',
      'load a binding': 'leak.process.binding("tcp_wrap")',
      'end the thread': 'leak.process.exit(0)',
      'load a library': 'leak.process.dlopen({ exports: {} }, "x.node")',
      'signal a process': 'leak.process.kill(leak.process.pid, "SIGUSR1")',
      fetch: 'leak.host.fetch("http://localhost")',
      'set a timer': 'leak.host.setTimeout(() => {}, 0)',
      'make code by Function': 'leak.Function("return 1")()',
      'make code by eval': 'leak.host.eval("1")',
      'make code by an async function': 'leak.AsyncFunction("return 1")',
      'change a prototype': 'leak.host.Object.prototype.x = 1',
      'change a promise': 'leak.host.Promise.prototype.then = 1',
    };
    for (const [name, code] of Object.entries(denied)) {
      it(`it cannot ${name}`, async () => {
        assert.match(await run(attempt(code), leaky), /^denied: /);
      });
    }

    it('it gets nothing from their constructors and prototypes', async () => {
      const code = `() => { ${PROBE} return [leak.process, leak.host, leak.require].flatMap(exploit).join(); }`;
      assert.equal(await settle(code, leaky), 'value ');
    });

    it('it reads an empty environment', async () => {
      assert.equal(await leaky.call('run', { code: 'Object.keys(leak.process.env).join()' }), '');
    });
  });

  describe('past the loader, by the permissions of the process', () => {
    let open: Sandbox;
    before(async () => {
      open = await startSandbox({ ...scripts, processScript: scripts.openScript });
    });
    after(() => open.dispose());

    const denied: Record<string, string> = {
      'read a file': 'leak.fs.readFileSync("/etc/passwd")',
      'list a folder': 'leak.fs.readdirSync("/")',
      'write a file': 'leak.fs.writeFileSync("/tmp/understudy-escaped", "x")',
      'start a process': 'leak.childProcess.spawnSync("true")',
    };
    for (const [name, code] of Object.entries(denied)) {
      it(`it cannot ${name}`, async () => {
        assert.match(await run(attempt(code), open), /^denied: .*(restricted|permission)/i);
      });
    }
  });
});
