import { STACK } from '../../shared/report.ts';
import type { Outside } from '../sandbox/outside.ts';

/** What is wrong with using a global that a learned function can't have. Each is the end of a sentence about it. */
const CLOCK = 'reads the clock, so two calls with the same input can differ';
const CONSOLE = 'prints, and a network can only return a result; take the output out';
const NETWORK = 'talks to other machines, and a network has only its inputs; pass the data in as an argument';
const PROCESS = 'reads or changes the process, and a network has only its inputs; pass what you need as an argument';
const STORAGE =
  'reads or keeps data outside the function, and a network has only its inputs; pass the data in as an argument';
const PAGE = 'belongs to a web page, and a network has only its inputs; pass what you need as an argument';
const TIMER = 'runs code later, and a network answers at once; call the code directly';
const ASYNC = 'gives its result later, and a network answers at once; make the computation synchronous';
const CODE = "runs text as code, which can't be traced; write the code out";
const SHARED = 'shares memory with other threads, so the result can depend on them';
const LOADER = 'loads code while the program runs; import it at the top of the file';
const SECRET_RANDOM = "draws random numbers that can't be repeated, so two calls with the same input differ";
const COLLECTED = 'depends on when memory is cleaned up, so two calls with the same input can differ';

const RANDOM = 'draws random numbers, and the result depends on them';

const HOST = 'is not part of the language, and a network has nothing else; write what you need in plain JavaScript';

const REFUSED: ReadonlyMap<string, string> = new Map(
  (
    [
      [CLOCK, 'performance'],
      [CONSOLE, 'console alert print'],
      [NETWORK, 'fetch XMLHttpRequest WebSocket EventSource Request Response Headers navigator'],
      [PROCESS, 'process Deno Bun __dirname __filename'],
      [STORAGE, 'localStorage sessionStorage indexedDB caches'],
      [
        PAGE,
        'window document self location history screen customElements HTMLElement Element Node Event prompt confirm',
      ],
      [TIMER, 'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame requestIdleCallback'],
      [TIMER, 'clearTimeout clearInterval clearImmediate cancelAnimationFrame'],
      [ASYNC, 'Promise Worker MessageChannel BroadcastChannel AbortController'],
      [CODE, 'eval'],
      [SHARED, 'SharedArrayBuffer Atomics'],
      [LOADER, 'require importScripts define'],
      [SECRET_RANDOM, 'crypto'],
      [HOST, 'Buffer URL URLSearchParams TextEncoder TextDecoder Blob File FormData'],
      [HOST, 'EventTarget CustomEvent DOMException DOMParser Image Audio ReadableStream WritableStream WebAssembly'],
      [COLLECTED, 'WeakRef FinalizationRegistry'],
      ["answers every operation with code of its own, which can't be told from the object's", 'Proxy'],
      ['is the table of all globals; name the one you need', 'global root'],
    ] as const
  ).flatMap(([sentence, names]) => names.split(' ').map((name) => [name, sentence] as const)),
);

/**
 * Globals of the language (ECMAScript with Annex B), as far as they are not refused, and those of every host that compute
 * from their arguments alone (see sandbox/built-ins.ts).
 */
const LANGUAGE: ReadonlySet<string> = new Set(
  (
    'AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError ' +
    'Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN ' +
    'Number Object RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError ' +
    'Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet arguments decodeURI decodeURIComponent ' +
    'encodeURI encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt undefined unescape ' +
    'atob btoa structuredClone'
  ).split(' '),
);

/** Why a global can't be used, as the end of a sentence that begins with it; null if it can. */
export function refusalOfGlobal(name: string): string | null {
  const refusal = REFUSED.get(name);
  if (refusal !== undefined) return refusal;
  return LANGUAGE.has(name) ? null : 'is neither defined in this file nor part of the language; define or import it';
}

/** The same for a property of a global that is itself allowed. */
export function refusalOfMember(name: string, member: string): string | null {
  return name === 'Date' && member === 'now' ? CLOCK : null;
}

/** Functions of the language that came after the oldest Node that Understudy runs on. */
const RECENT: ReadonlySet<string> = new Set(
  (
    'Object.groupBy Map.groupBy Array.fromAsync Math.sumPrecise Math.f16round RegExp.escape Error.isError Iterator.from ' +
    'Iterator.concat Uint8Array.fromBase64 Uint8Array.fromHex'
  ).split(' '),
);

/** Why a function of a global can't be called here, although the language has it, as a sentence's end; null if it can. */
export function refusalOfRecent(name: string, member: string): string | null {
  if (!RECENT.has(`${name}.${member}`)) return null;
  const holder = (globalThis as unknown as Record<string, object | undefined>)[name];
  if (holder && member in holder) return null;
  return `is not there in Node ${process.versions.node}, on which the function is run; use a newer Node, or write it out`;
}

/** The same for calling a global: `Date()` and `new Date()` without arguments, `Function('…')`. */
export function refusalOfCall(name: string, argumentCount: number, isNew: boolean): string | null {
  if (name === 'Date' && (argumentCount === 0 || !isNew)) return CLOCK;
  return name === 'Function' ? CODE : null;
}

/** The same for what a call was seen to reach, under whatever name. */
export function refusalOfOutside(what: Outside): string {
  return { clock: CLOCK, code: CODE, stack: STACK, random: RANDOM }[what];
}

/** Refused, but there where learned functions run: their engine brings them. */
const REFUSED_BUT_PRESENT: ReadonlySet<string> = new Set(
  'Atomics FinalizationRegistry Promise Proxy SharedArrayBuffer WeakRef WebAssembly console eval'.split(' '),
);

/** Whether `typeof name` is 'undefined' where learned functions run. */
export function isAbsentGlobal(name: string): boolean {
  return !LANGUAGE.has(name) && !REFUSED_BUT_PRESENT.has(name);
}

export function isLanguageGlobal(name: string): boolean {
  return LANGUAGE.has(name);
}

/** Why one of node's own modules can't be used. */
export function refusalOfNodeModule(name: string): string {
  const plain = name.replace(/^node:/, '').split('/')[0] ?? name;
  if (plain === 'fs' || plain === 'sqlite')
    return 'reads or writes files, and a network has only its inputs; pass the data in as an argument';
  if (['http', 'https', 'http2', 'net', 'dns', 'tls', 'dgram'].includes(plain)) return NETWORK;
  if (['process', 'child_process', 'os', 'cluster', 'worker_threads', 'tty', 'v8', 'vm'].includes(plain))
    return PROCESS;
  if (plain === 'crypto') return SECRET_RANDOM;
  if (plain === 'timers') return TIMER;
  if (plain === 'perf_hooks') return CLOCK;
  return 'is a module of Node that a network does not have; use plain JavaScript';
}

/** Methods that change the object they are called on, of whatever built-in class. */
export const MUTATORS: ReadonlySet<string> = new Set(
  (
    'push pop shift unshift splice sort reverse fill copyWithin set add delete clear next ' +
    'setTime setDate setMonth setFullYear setHours setMinutes setSeconds setMilliseconds'
  ).split(' '),
);

/** Functions of `Object` and `Reflect` that change their first argument. */
export const ARGUMENT_MUTATORS: ReadonlySet<string> = new Set(
  'assign defineProperty defineProperties setPrototypeOf freeze seal preventExtensions set deleteProperty'.split(' '),
);
