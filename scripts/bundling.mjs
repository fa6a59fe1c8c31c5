// What every bundle for Node has in common.

export const node = {
  platform: 'node',
  target: 'node20',
  // TensorFlow.js registers gradients and backends by side effects of its ES modules; from `main` they would be lost.
  mainFields: ['module', 'main'],
  // esbuild brings a native program, and tfjs-node is an accelerator that is used where the user has installed it.
  external: ['esbuild', '@tensorflow/tfjs-node'],
};

/** What the CommonJS packages in an ES module bundle (the compiler above all) expect to find. */
export const commonJsNames = [
  "import { createRequire as createRequire$ } from 'node:module';",
  "import { fileURLToPath as fileURLToPath$ } from 'node:url';",
  'const require = createRequire$(import.meta.url);',
  'const __filename = fileURLToPath$(import.meta.url);',
  "const __dirname = fileURLToPath$(new globalThis.URL('.', import.meta.url));",
].join('');
