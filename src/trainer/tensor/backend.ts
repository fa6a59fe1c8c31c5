import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import { UserError } from '../../shared/errors.ts';
import { registerGradients } from './gradients.ts';

export const BACKEND_NAMES = ['tensorflow', 'wasm'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** A tensor library that is ready to compute. */
export interface Backend {
  readonly name: BackendName;
  readonly tf: typeof TensorFlow;
}

export interface BackendOptions {
  /** Where the `.wasm` files lie; by default beside the running module (the bundle), else in the installed package. */
  readonly wasmDirectory?: string;
  /** Loads a module that may not be installed; tests put a stand-in here. */
  readonly load?: (specifier: string) => Promise<unknown>;
}

const NATIVE_PACKAGE = '@tensorflow/tfjs-node';
const WASM_FILE = 'tfjs-backend-wasm-simd.wasm';

/**
 * Makes TensorFlow.js ready: the native library if it is installed and loads, else WebAssembly on one thread.
 * A process has one backend; asking again for the same is cheap.
 *
 * @param force the backend to use, whatever else is there.
 * @throws {UserError} if the forced backend can't be used.
 */
export async function selectBackend(force?: BackendName, options: BackendOptions = {}): Promise<Backend> {
  const tf = await import('@tensorflow/tfjs-core');
  // Production mode: no warning when a second copy of the core (the native package brings one) joins the shared engine.
  tf.enableProdMode();
  registerGradients(tf);
  if (force !== 'wasm') {
    const failure = await startNative(tf, options.load ?? ((specifier) => import(specifier)));
    if (!failure) return { name: 'tensorflow', tf };
    if (force === 'tensorflow') {
      throw new UserError(
        `The tensorflow backend needs the package ${NATIVE_PACKAGE}, which ${failure.reason}: ` +
          `run "npm install ${NATIVE_PACKAGE}", or drop --backend tensorflow to use the built-in wasm backend.`,
        undefined,
        [],
        { cause: failure.cause },
      );
    }
  }
  await startWasm(tf, options.wasmDirectory ?? findWasmDirectory());
  return { name: 'wasm', tf };
}

interface LoadFailure {
  readonly reason: string;
  readonly cause: unknown;
}

/** The package registers itself with the engine when it is imported. Its binding breaks on some versions of Node. */
async function startNative(
  tf: typeof TensorFlow,
  load: (specifier: string) => Promise<unknown>,
): Promise<LoadFailure | null> {
  // The library tells on standard error which instructions it was not compiled for.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  try {
    await load(NATIVE_PACKAGE);
  } catch (cause) {
    const missing = (cause as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    return { reason: missing ? 'is not installed' : `does not load on Node ${process.version}`, cause };
  }
  try {
    if (await tf.setBackend('tensorflow')) return null;
    return { reason: 'does not start', cause: undefined };
  } catch (cause) {
    return { reason: 'does not start', cause };
  }
}

async function startWasm(tf: typeof TensorFlow, directory: string): Promise<void> {
  if (tf.getBackend() === 'wasm') return;
  if (!existsSync(path.join(directory, WASM_FILE))) {
    throw new UserError(`${WASM_FILE} is missing in ${directory}: install Understudy again.`);
  }
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(directory + path.sep);
  const started = await withoutNewProcessListeners(() => tf.setBackend('wasm'));
  if (!started) throw new UserError('WebAssembly could not be started: run Understudy with Node 20 or newer.');
}

/**
 * The compiled library listens for uncaught errors and rejections and throws them again, which hides
 * how this process would report them; what it added is taken away.
 */
async function withoutNewProcessListeners<T>(action: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.rawListeners(event));
  try {
    return await action();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event)) {
        if (!before[i]?.includes(listener)) process.removeListener(event, listener as () => void);
      }
    });
  }
}

function findWasmDirectory(): string {
  const beside = path.dirname(fileURLToPath(import.meta.url));
  if (existsSync(path.join(beside, WASM_FILE))) return beside;
  try {
    return path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  } catch {
    return beside;
  }
}
