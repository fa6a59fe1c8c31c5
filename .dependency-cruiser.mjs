// The walls between the folders; ARCHITECTURE.md says why they stand where they stand.
import { builtinModules } from 'node:module';

/** Which other folders of src each one may import. */
const LAYERS = {
  shared: [],
  analyzer: ['shared'],
  trainer: ['shared'],
  engine: ['shared', 'analyzer', 'trainer'],
  cli: ['shared', 'engine'],
  extension: ['shared'],
};

const layerRules = Object.entries(LAYERS).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-${['itself', ...allowed].join('-')}`,
  comment: `src/${folder} stands on ${allowed.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|media|test|bench|examples)/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

/** Code that is bundled into the sandboxed realm, or into exported modules, where Node is absent. */
const REALM = '^src/(engine/realm|trainer/machine)/|^src/analyzer/(instrument/runtime|inputs/(generate|mutate))[^/]*$';

const BUILT_IN = `^(node:)?(${builtinModules.map((name) => name.replace(/^node:/, '')).join('|')})$`;

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'media-imports-only-shared',
      comment: 'The panel runs in a web page and speaks the protocol of src/shared.',
      severity: 'error',
      from: { path: '^media/' },
      to: { path: '^(src|test|bench|examples)/', pathNot: '^src/shared/' },
    },
    {
      name: 'only-the-extension-imports-vscode',
      comment: 'Everything else runs without an editor.',
      severity: 'error',
      from: { pathNot: '^(src/extension|test/integration)/' },
      to: { path: '^vscode$|(^|/)node_modules/@types/vscode/' },
    },
    {
      name: 'realm-reaches-no-node-built-in',
      comment: 'This code runs in a realm without Node; it may not reach a built-in through others either.',
      severity: 'error',
      from: { path: REALM },
      to: { path: BUILT_IN, reachable: true },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import one another can be understood only together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-dependency-in-src',
      comment: 'It would be missing where the product is installed: move it to "dependencies".',
      severity: 'error',
      from: { path: '^(src|media)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'A package that another one happens to install can be gone tomorrow: add it to package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'The file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$|^@tensorflow/tfjs-node$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/fixtures|bench/corpus)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.d.ts'],
    },
  },
};
