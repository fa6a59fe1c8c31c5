import type { StepsWanted } from '../engine/realm/protocol.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { CONTENDERS } from '../shared/comparison.ts';
import type { CheckReport } from '../shared/report.ts';
import { USAGE } from './help.ts';
import { readInputs } from './inputs.ts';
import { Arguments, type OptionName } from './options.ts';

const SIZES = [16, 64, 1000];
/** Of a comparison. */
const COMPARED_SIZES = [4, 8, 16, 32, 64, 128, 256];
const COMPARED_RUNS = 50;
const NETWORKS = ['machine', 'mpnn', 'mpnn:triplets', 'mpnn:scheduled', 'transformer'] as const;

type Command = (args: Arguments) => Promise<ExitCode>;

interface Entry {
  readonly options: readonly OptionName[];
  readonly run: Command;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  analyze: {
    options: ['json', 'dialect', 'emit-ts', 'spec', 'loop', 'seed', 'generator', 'timeout'],
    run: analyze,
  },
  instrument: { options: ['out'], run: instrument },
  trace: { options: ['json', 'input', 'inputs', 'no-steps', 'timeout', 'dialect'], run: trace },
  learn: {
    options: [
      ...(['json', 'out', 'network', 'steps', 'backend', 'seed', 'budget', 'train-size', 'sizes', 'runs'] as const),
      ...(['generator', 'guess', 'timeout', 'dialect'] as const),
    ],
    run: learn,
  },
  compare: {
    options: [
      ...(['json', 'networks', 'seeds', 'svg', 'html', 'backend', 'seed', 'budget', 'train-size', 'sizes'] as const),
      ...(['runs', 'generator', 'timeout', 'dialect'] as const),
    ],
    run: compareNetworks,
  },
  run: { options: ['json', 'input', 'inputs', 'no-steps', 'guess', 'timeout'], run: runModel },
  check: { options: ['json', 'sizes', 'runs', 'seed', 'guess', 'timeout', 'dialect'], run: check },
  show: { options: ['json'], run: show },
  export: {
    options: ['out', 'format', 'guess', 'sizes', 'runs', 'seed', 'loop', 'generator', 'timeout', 'dialect'],
    run: exportAs,
  },
};

/** Runs one command line. Results go to standard output, everything else to standard error. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(USAGE);
    return name === undefined ? ExitCode.usage : ExitCode.done;
  }
  if (name === '--version') {
    const { VERSION } = await import('../engine/version.ts');
    process.stdout.write(`${VERSION}\n`);
    return ExitCode.done;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UserError(`There is no command ${JSON.stringify(name)}: \`understudy --help\` lists them.`);
  const args = Arguments.parse(rest, name, command.options);
  if (args.flag('help')) {
    process.stdout.write(USAGE);
    return ExitCode.done;
  }
  return command.run(args);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function analyze(args: Arguments): Promise<ExitCode> {
  const [target = ''] = args.expect('analyze FILE[#NAME] [--json]', 1, 1);
  if (args.flag('spec')) {
    const { analyzeSpecification, renderSpecification } = await import('./specify.ts');
    const report = await analyzeSpecification(args, target, dialectOf(args));
    if (args.flag('json')) print(report);
    else process.stdout.write(renderSpecification(report));
    return ExitCode.done;
  }
  const ofSpec = ['loop', 'seed', 'generator', 'timeout'] as const;
  const without = ofSpec.find((option) => args.text(option) !== undefined);
  if (without !== undefined) throw new UserError(`--${without} goes with --spec: pass both, or leave it out.`);
  const [{ analyzeCommand, typescriptOf }, { renderAnalysis }] = await Promise.all([
    import('../engine/commands/analyze.ts'),
    import('./render.ts'),
  ]);
  if (args.flag('emit-ts')) {
    const typescript = typescriptOf(target, dialectOf(args));
    if (args.flag('json')) print({ typescript });
    else process.stdout.write(typescript);
    return ExitCode.done;
  }
  const functions = await analyzeCommand(target, dialectOf(args));
  if (args.flag('json')) print({ functions });
  else process.stdout.write(renderAnalysis(functions));
  return functions.length > 0 && functions.every((fn) => !fn.learnable) ? ExitCode.notLearnable : ExitCode.done;
}

function dialectOf(args: Arguments): { readonly dialect?: string } {
  const dialect = args.text('dialect');
  return dialect === undefined ? {} : { dialect };
}

async function instrument(args: Arguments): Promise<ExitCode> {
  const [file = ''] = args.expect('instrument FILE --out FILE2', 1, 1);
  const out = args.text('out');
  if (out === undefined) throw new UserError('Pass --out FILE2: where the instrumented module goes.');
  const { instrumentCommand } = await import('../engine/commands/instrument.ts');
  await instrumentCommand(file, out);
  return ExitCode.done;
}

/** What a run's steps are wanted for: JSON has all of them, a person sees what is written where there is one run. */
function stepsWanted(args: Arguments, many: boolean): StepsWanted {
  if (args.flag('no-steps')) return 'none';
  if (args.flag('json')) return 'all';
  return many ? 'none' : 'writes';
}

async function trace(args: Arguments): Promise<ExitCode> {
  const [target = ''] = args.expect('trace TARGET --input JSON [--json]', 1, 1);
  const { inputs, many } = readInputs(args);
  const steps = stepsWanted(args, many);
  const [{ traceCommand }, { renderOutcome }] = await Promise.all([
    import('../engine/commands/trace.ts'),
    import('./render.ts'),
  ]);
  const reports = await traceCommand({
    target,
    inputs,
    steps,
    timeout: args.number('timeout', 10, 0.001, false),
    ...dialectOf(args),
  });
  for (const report of reports) {
    if (args.flag('json')) print(report);
    else process.stdout.write(renderOutcome(report, many));
  }
  return ExitCode.done;
}

async function runModel(args: Arguments): Promise<ExitCode> {
  const [model = ''] = args.expect('run MODEL --input JSON [--json]', 1, 1);
  const { inputs, many } = readInputs(args);
  const steps = stepsWanted(args, many);
  const [{ runCommand }, { renderRun }] = await Promise.all([
    import('../engine/commands/run.ts'),
    import('./render.ts'),
  ]);
  const timeout = args.number('timeout', 10, 0.001, false);
  const reports = await runCommand({ model, inputs, steps, guess: args.flag('guess'), timeout });
  for (const report of reports) {
    if (args.flag('json')) print(report);
    else process.stdout.write(renderRun(report, many));
  }
  return ExitCode.done;
}

async function learn(args: Arguments): Promise<ExitCode> {
  const [target = ''] = args.expect('learn TARGET [options] [--json]', 1, 1);
  const out = args.text('out');
  const named = args.one('network', NETWORKS);
  const { network, variant } = CONTENDERS[named ?? ''] ?? {};
  const steps = args.one('steps', ['expression', 'statement']);
  if (steps !== undefined && network !== undefined && network !== 'machine')
    throw new UserError(`--steps is for the register machine: leave it out with --network ${named ?? network}.`);
  const command = {
    ...learnOptions(args, target, SIZES, 200),
    guess: args.flag('guess'),
    ...(network === undefined ? {} : { network }),
    ...(variant === undefined ? {} : { variant }),
    ...(out === undefined ? {} : { out }),
    ...(steps === undefined ? {} : { steps }),
  };
  const [{ learnCommand }, { ProgressBar }] = await Promise.all([
    import('../engine/commands/learn.ts'),
    import('./progress.ts'),
  ]);
  const bar = new ProgressBar(process.stderr, command.sizes.length);
  try {
    const report = await learnCommand(command, (event) => bar.show(event));
    bar.end();
    return await tell(args, report);
  } finally {
    bar.end();
  }
}

/** What `learn` and `compare` have in common. */
function learnOptions(args: Arguments, target: string, sizes: readonly number[], runs: number) {
  const generator = args.text('generator');
  const backend = args.one('backend', ['tensorflow', 'wasm']);
  return {
    target,
    seed: args.number('seed', 1, 0),
    budget: args.number('budget', 60, 0.001, false),
    trainSize: args.number('train-size', 16, 1),
    sizes: args.sizes('sizes', sizes),
    runs: args.number('runs', runs, 1),
    timeout: args.number('timeout', 10, 0.001, false),
    ...(generator === undefined ? {} : { generator }),
    ...(backend === undefined ? {} : { backend }),
    ...dialectOf(args),
  };
}

async function compareNetworks(args: Arguments): Promise<ExitCode> {
  const [target = ''] = args.expect('compare TARGET [options] [--json]', 1, 1);
  const { compare } = await import('./compare.ts');
  return compare(args, learnOptions(args, target, COMPARED_SIZES, COMPARED_RUNS), print);
}

async function check(args: Arguments): Promise<ExitCode> {
  const [model = '', target] = args.expect('check MODEL [TARGET] [--json]', 1, 2);
  const { checkCommand } = await import('../engine/commands/check.ts');
  const report = await checkCommand({
    model,
    ...(target === undefined ? {} : { target }),
    runs: args.number('runs', 200, 1),
    sizes: args.sizes('sizes', SIZES),
    seed: args.number('seed', 1, 0),
    guess: args.flag('guess'),
    timeout: args.number('timeout', 10, 0.001, false),
    ...dialectOf(args),
  });
  return tell(args, report);
}

async function tell(args: Arguments, report: CheckReport): Promise<ExitCode> {
  if (args.flag('json')) print(report);
  else {
    const { renderReport } = await import('./render.ts');
    process.stdout.write(renderReport(report));
  }
  return report.divergence ? ExitCode.divergence : ExitCode.done;
}

async function show(args: Arguments): Promise<ExitCode> {
  const [model = ''] = args.expect('show MODEL [--json]', 1, 1);
  const [{ describeCommand }, { listingText }] = await Promise.all([
    import('../engine/commands/describe.ts'),
    import('../shared/listing.ts'),
  ]);
  const listing = await describeCommand(model);
  if (args.flag('json')) print({ functions: listing });
  else process.stdout.write(`${listingText(listing)}\n`);
  return ExitCode.done;
}

async function exportAs(args: Arguments): Promise<ExitCode> {
  const [subject = ''] = args.expect('export MODEL --format ts|clrs --out PATH', 1, 1);
  const format = args.one('format', ['ts', 'clrs']) ?? 'ts';
  const out = args.text('out');
  if (out === undefined)
    throw new UserError(`Pass --out PATH: where the ${format === 'ts' ? 'module' : 'folder'} goes.`);
  if (format === 'clrs') {
    const { exportTrajectories } = await import('./specify.ts');
    process.stdout.write(await exportTrajectories(args, subject, out, dialectOf(args)));
    return ExitCode.done;
  }
  const ofClrs = ['sizes', 'runs', 'seed', 'loop', 'generator', 'timeout', 'dialect'] as const;
  const without = ofClrs.find((option) => args.text(option) !== undefined);
  if (without !== undefined) throw new UserError(`--${without} goes with --format clrs: pass both, or leave it out.`);
  const { exportCommand } = await import('../engine/commands/export.ts');
  await exportCommand(subject, out, args.flag('guess'));
  return ExitCode.done;
}
