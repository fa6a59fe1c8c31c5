export default {
  entry: [
    'test/**/*.test.ts',
    'test/unit/sandbox/fixtures/*.ts',
    'scripts/*.mjs',
    'bench/support/{worker,cell,mpnn-cell,mpnn-step,backend-gradients,lanes}.ts',
    'bench/support/stepping.mjs',
    'bench/support/stock/*.ts',
    'examples/**/*.ts',
    'bench/*.{ts,mjs}',
    'bench/corpus/**/*.mjs',
    'test/data/**/*.mjs',
    'test/e2e/**/*.test.mjs',
    'test/e2e/workspace/*.ts',
    'test/integration/{run.mjs,index.ts}',
    'media/walkthrough/*.ts',
  ],
  project: ['{src,test,bench,examples,media,scripts}/**/*.{ts,tsx,mjs,cjs}', '*.mjs'],
  // Sources that tests read; some are broken on purpose.
  ignore: ['test/fixtures/**'],
  // A type that stands in an exported signature is exported for those who call it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // scripts/package.mjs copies the files of esbuild-wasm.
  ignoreDependencies: ['esbuild-wasm'],
  // The system's own, for a disk that is full (test/e2e/trouble.test.mjs).
  ignoreBinaries: ['mount', 'umount'],
};
