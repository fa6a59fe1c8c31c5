// Rules about correctness and about what may be used where; Prettier sees to the looks, dependency-cruiser to the layers.
import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Code that is bundled into the sandboxed realm, or into exported modules, where Node is absent. */
const REALM = [
  'src/engine/realm/**/*.ts',
  'src/analyzer/instrument/{runtime,*-tracer}.ts',
  'src/trainer/machine/**/*.ts',
  'src/analyzer/inputs/generate*.ts',
  'src/analyzer/inputs/mutate*.ts',
];

const NODE_GLOBALS = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global'];

const EVERY_SOURCE_OF_RANDOMNESS_HAS_A_SEED = {
  object: 'Math',
  property: 'random',
  message: 'Use createRandom of src/shared/random.ts, so that a seed decides a run.',
};

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    '.understudy/',
    'test/artefacts/',
    'test/fixtures/',
    'test/e2e/workspace/',
    'media/walkthrough/',
    '.vscode-test/',
    '.tensorflow/',
  ]),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },

  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-else-return': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'LabeledStatement > BlockStatement', message: 'Make the block a function and return from it.' },
      ],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },

  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowArray: true },
      ],
      // What a user's program threw, which can be anything, has to be thrown again.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      // VS Code's Disposable is a class by name; anything with a `dispose` will do.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // Characters are what the algorithms here are about; code points are meant where a string is spread.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `delete` of a computed key is what programs do, and what is done in their place.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // With noUncheckedIndexedAccess every read of an array is `T | undefined`; `!` says that an index is in bounds.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },

  {
    files: ['src/**/*.ts'],
    rules: {
      complexity: ['error', { max: 25, variant: 'modified' }],
      'max-depth': ['error', 5],
      'max-lines': ['error', 400],
      'max-params': ['error', 7],
      'no-console': 'error',
      'no-restricted-properties': ['error', EVERY_SOURCE_OF_RANDOMNESS_HAS_A_SEED],
    },
  },
  {
    files: REALM,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map((name) => ({ name, message: 'This code runs where Node is absent.' })),
          patterns: [{ group: ['node:*'], message: 'This code runs where Node is absent.' }],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...NODE_GLOBALS.map((name) => ({ name, message: 'This code runs where Node is absent.' })),
      ],
    },
  },

  {
    // Here every operator of the language stands for itself, whatever its operands.
    files: ['src/trainer/machine/bank/**/*.ts', 'src/analyzer/instrument/runtime.ts'],
    rules: {
      eqeqeq: 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  {
    // Programs are evaluated here: that is what it is for.
    files: [...REALM, 'test/support/**/*.ts', 'test/**/fixtures/**/*.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },

  // Examples are what a user would have written, an algorithm as the textbook has it.
  {
    files: ['examples/**/*.ts'],
    rules: { '@typescript-eslint/prefer-for-of': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
  },
  {
    files: ['test/e2e/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        // Mocha's, and those of the pages in which functions of the tests are evaluated.
        [
          'describe',
          'it',
          'before',
          'after',
          'afterEach',
          'window',
          'document',
          'getComputedStyle',
          'CSSStyleSheet',
          'MutationObserver',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
  },
);
