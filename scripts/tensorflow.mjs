// `node scripts/tensorflow.mjs`: puts @tensorflow/tfjs-node where nothing else sees it (.tensorflow/) and shows that learning with
// it gives what the built-in WebAssembly backend gives: models of the machine, losses and gradients of the
// other networks. Needs a network, and where the package's own download fails: Linux, Python with pip, g++ and Node's headers.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { commonJsNames, node } from './bundling.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const place = path.join(root, '.tensorflow');
const PACKAGE = '@tensorflow/tfjs-node@4.22.0';
const folder = path.join(place, 'node_modules/@tensorflow/tfjs-node');
const EXAMPLES = [
  'insertion-sort.ts',
  'merge-sort.ts#mergeSort',
  'levenshtein.ts',
  'roman-numerals.ts#toRoman',
  'clrs/bfs.ts#bfs',
  'clrs/dijkstra.ts#dijkstra',
  'clrs/lcs-length.ts#lcsLength',
];

/** Largest difference of a logit: both backends sum in 32 bits, in different orders, and Adam enlarges what is next to nothing. */
const TOLERANCE = 0.05;
/** Of the largest part of a gradient, and of the losses over twenty steps of Adam from the same weights. */
const GRADIENT_TOLERANCE = 1e-4;
const LOSS_TOLERANCE = 1e-3;

try {
  install();
  run(process.execPath, ['esbuild.mjs'], root);
  const copy = copyOfUnderstudy();
  const rows = EXAMPLES.map((example) => compare(copy, example));
  const descents = await compareDescents();
  const failed = [
    ...rows.filter((row) => !row.same || !(row.difference <= TOLERANCE)),
    ...descents.filter((row) => !(row.gradient <= GRADIENT_TOLERANCE && row.loss <= LOSS_TOLERANCE)),
  ];
  process.stdout.write(
    failed.length === 0
      ? `\n${rows.length} models: the same choices and results; logits within ${TOLERANCE}. ${descents.length} networks: gradients within ` +
          `${GRADIENT_TOLERANCE} of the largest part, losses of twenty steps within ${LOSS_TOLERANCE}.\n`
      : `\nDiffering: ${failed.map((row) => row.name).join(', ')}.\n`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function install() {
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), '{"private":true}');
  if (loads()) return;
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', PACKAGE], place);
  // What the package's own installation does: a library and a binding from where its makers keep them.
  spawnSync('npm', ['rebuild', '--loglevel=silent', '@tensorflow/tfjs-node'], { cwd: place, stdio: 'ignore' });
  if (loads()) return;
  process.stdout.write(
    'The prebuilt library can not be had here: building the binding against the tensorflow-cpu wheel …\n',
  );
  buildBinding();
  if (!loads()) throw new Error(`The binding was built but does not load: look at ${folder}.`);
}

function loads() {
  const program = "process.exit(require('@tensorflow/tfjs-node').getBackend() === 'tensorflow' ? 0 : 1)";
  return spawnSync(process.execPath, ['-e', program], { cwd: place, stdio: 'ignore' }).status === 0;
}

/** The wheel holds libtensorflow's shared libraries and C headers; the package holds the binding's source. */
function buildBinding() {
  const wheel = path.join(place, 'wheel');
  run('pip', ['download', '--quiet', '--no-deps', '--dest', wheel, 'tensorflow-cpu'], place);
  const [file] = readdirSync(wheel).filter((name) => name.endsWith('.whl'));
  run('python3', ['-m', 'zipfile', '-e', path.join(wheel, file), wheel], place);
  const libraries = path.join(folder, 'deps/lib');
  for (const name of readdirSync(path.join(wheel, 'tensorflow')).filter((each) =>
    /^libtensorflow.*\.so\.2$/.test(each),
  ))
    cpSync(path.join(wheel, 'tensorflow', name), path.join(libraries, name));
  mkdirSync(path.join(folder, 'lib/napi-v8'), { recursive: true });
  const source = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(folder, 'binding', name));
  const headers = [folder, path.join(wheel, 'tensorflow/include'), nodeHeaders()].map((each) => `-I${each}`);
  const link = ['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const made = path.join(folder, 'lib/napi-v8/tfjs_binding.node');
  const options = ['-O2', '-shared', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8'];
  run('g++', [...options, ...headers, ...source, '-o', made, `-L${libraries}`, ...link], place);
  rmSync(wheel, { recursive: true });
}

function nodeHeaders() {
  const beside = path.join(path.dirname(path.dirname(process.execPath)), 'include/node');
  if (!existsSync(beside)) throw new Error(`Node's headers are not at ${beside}: install them, then try again.`);
  return beside;
}

/** A program looks for packages beside itself. */
function copyOfUnderstudy() {
  const copy = path.join(place, 'dist');
  rmSync(copy, { recursive: true, force: true });
  cpSync(path.join(root, 'dist'), copy, { recursive: true });
  writeFileSync(path.join(copy, 'package.json'), '{"type":"module"}');
  for (const name of ['esbuild', '@esbuild'])
    cpSync(path.join(root, 'node_modules', name), path.join(place, 'node_modules', name), { recursive: true });
  return path.join(copy, 'cli.js');
}

function compare(cli, example) {
  const [native, wasm] = ['tensorflow', 'wasm'].map((backend) => learn(cli, example, backend));
  const difference = Math.max(...native.weights.map((weight, i) => Math.abs(weight - wasm.weights[i])));
  const same = native.report === wasm.report && native.weights.length === wasm.weights.length;
  process.stdout.write(
    `${example.padEnd(26)} ${same ? 'same report' : 'DIFFERS'}, ${native.weights.length} logits, largest difference ${difference.toExponential(1)}\n`,
  );
  return { name: example, same, difference };
}

function learn(cli, example, backend) {
  const out = path.join(place, 'models', backend);
  const args = [cli, 'learn', path.join(root, 'examples', example), '--backend', backend, '--out', out, '--json'];
  const done = spawnSync(process.execPath, [...args, '--sizes', '16,64', '--runs', '50'], { encoding: 'utf8' });
  if (done.status !== 0 && done.status !== 1) throw new Error(`learn ${example} --backend ${backend}: ${done.stderr}`);
  const { network, training, generalisation, unknown } = JSON.parse(done.stdout);
  if (training.backend !== backend) throw new Error(`${example} was trained with ${training.backend}.`);
  const counts = generalisation.map(({ size, runs, exact, refused, wrong }) => ({ size, runs, exact, refused, wrong }));
  return { weights: weightsOf(out), report: JSON.stringify({ network, counts, unknown, traces: training.traces }) };
}

/** Of each network that descends on batches, in relation to their size: the largest differences of its gradient and of its losses. */
async function compareDescents() {
  const outfile = path.join(place, 'gradients.mjs');
  await build({
    entryPoints: [path.join(root, 'bench/support/backend-gradients.ts')],
    outfile,
    bundle: true,
    ...node,
    format: 'esm',
    banner: { js: commonJsNames },
    logLevel: 'warning',
  });
  const [native, wasm] = ['tensorflow', 'wasm'].map((backend) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [outfile, backend, path.join(root, 'dist')], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    if (status !== 0) throw new Error(`The gradients on ${backend} can not be had: ${stderr}`);
    return JSON.parse(stdout);
  });
  return native.map(({ network: name, gradient, losses }, i) => {
    const scale = Math.max(...gradient.map(Math.abs));
    const row = {
      name,
      gradient: Math.max(...gradient.map((part, k) => Math.abs(part - wasm[i].gradient[k]))) / scale,
      loss: Math.max(...losses.map((loss, k) => Math.abs(loss - wasm[i].losses[k]) / loss)),
    };
    const told = [row.gradient, row.loss].map((figure) => figure.toExponential(1));
    process.stdout.write(`${name.padEnd(26)} gradient and losses differ by ${told.join(' and ')}\n`);
    return row;
  });
}

/** safetensors: the header's length in 8 bytes, the header, 32-bit floats. */
function weightsOf(model) {
  const bytes = readFileSync(path.join(model, 'weights.safetensors'));
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  return [...new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length))];
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw new Error(`${command} was not found: install it, then try again.`, { cause: error });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: read its message above.`);
}
