import Module from 'node:module';
import { intrinsics } from './intrinsics.ts';

/**
 * Takes away, from the worker's own realm, what an escape from the user's realm would look for. User code holds no
 * object of this realm; should it come by one all the same, these are the walls behind the first:
 *
 *  1. No code can be made from strings here (a flag of the process), so a constructor leads to no `process`.
 *  2. The language's objects are frozen: nothing that Node's internals rely on can be replaced.
 *  3. Globals that are not the language's are gone: timers, `fetch`, `process`, `Buffer`.
 *  4. Nothing can be loaded any more, whoever holds `require` or `process`. The permission model of Node below 25 knows
 *     files, processes and addons, but no network; without `net`, `dgram`, `dns`, `http` there is none.
 *  5. Files, child processes and addons are denied to the whole process (its flags).
 *
 * @param languageGlobals names of the globals to keep.
 */
export function lockDown(languageGlobals: readonly string[]): void {
  sealLoader();
  sealProcess(process);
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!languageGlobals.includes(name)) Reflect.deleteProperty(globalThis, name);
  }
  for (const object of intrinsics().keys()) Object.freeze(object);
}

function denied(): never {
  throw new Error('The sandbox lets no code load modules or use the process.');
}

function deny(object: object, names: readonly string[]): void {
  for (const name of names) {
    if (name in object) Object.defineProperty(object, name, { value: denied, writable: false, configurable: false });
  }
}

function sealLoader(): void {
  deny(Module, ['_load', 'createRequire', 'register', 'runMain', '_resolveFilename', '_initPaths']);
  deny(Module.prototype, ['require', 'load', '_compile']);
}

function sealProcess(target: NodeJS.Process): void {
  deny(target, ['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'kill', '_kill', 'abort']);
  deny(target, [
    'exit',
    'reallyExit',
    '_debugProcess',
    '_debugEnd',
    '_startProfilerIdleNotifier',
    'openStdin',
    'loadEnvFile',
    'chdir',
  ]);
  Reflect.deleteProperty(target, 'mainModule');
  Reflect.deleteProperty(target, 'report');
}
