import { CONTENDERS } from '../../shared/comparison.ts';
import { UserError } from '../../shared/errors.ts';
import type { Job, JobEvent, JobKind, Jobs, LearnSettings } from '../../shared/jobs.ts';
import type { Pauses } from '../pauses.ts';

type Handlers = {
  readonly [K in JobKind]: (
    request: Jobs[K][0],
    tell: (event: JobEvent<K>) => void,
    pauses: Pauses,
  ) => Promise<Jobs[K][1]>;
};

/** Each job loads just the part of the engine that it needs. */
const HANDLERS: Handlers = {
  async analyze({ file }) {
    const { analyzeCommand } = await import('../commands/analyze.ts');
    return analyzeCommand(file);
  },
  async learn({ target: name, out, settings, examples }, tell, pauses) {
    const [{ learnTarget }, { describeCommand, sourceOf }, { openTarget }, { sourcePieces }] = await Promise.all([
      import('../commands/learn.ts'),
      import('../commands/describe.ts'),
      import('../target.ts'),
      import('../pieces.ts'),
    ]);
    const command = { out, examples, ...optionsOf(settings) };
    const target = await openTarget(name, command);
    const pieces = await sourcePieces(target);
    const report = await learnTarget(target, command, tell, pauses);
    // The others make no choices of steps that could be listed.
    const listing = await (settings.network === 'machine' ? describeCommand(out) : sourceOf(name));
    return { report, listing, pieces };
  },
  async compare({ target, networks, seeds, settings }, tell, pauses) {
    const { compareCommand } = await import('../commands/compare.ts');
    const contenders = networks.map((name) => {
      const contender = CONTENDERS[name];
      if (!contender) throw new UserError(`There is no network ${name} to compare with.`);
      return { name, ...contender };
    });
    const command = { ...optionsOf(settings), target, contenders };
    const numbers = Array.from({ length: seeds }, (_, i) => settings.seed + i);
    return compareCommand({ ...command, seeds: numbers }, tell, pauses);
  },
  async specify({ target, settings, loop }) {
    const { specifyCommand } = await import('../commands/specify.ts');
    const { seed, timeout, generator } = settings;
    const given = { ...(generator === null ? {} : { generator }), ...(loop === null ? {} : { loop }) };
    return specifyCommand({ target, seed, timeout, ...given });
  },
  async check({ model, target, settings }) {
    const { checkCommand } = await import('../commands/check.ts');
    return checkCommand({ model, target, ...optionsOf(settings) });
  },
  async pseudocode({ file, text, isPlain }) {
    const { readPseudocode } = await import('../commands/pseudocode.ts');
    return readPseudocode(file, text, isPlain);
  },
  async replay(request) {
    const { replayCommand } = await import('../commands/replay.ts');
    return replayCommand(request);
  },
  async export({ model, out, guess }) {
    const { exportCommand } = await import('../commands/export.ts');
    await exportCommand(model, out, guess);
    return null;
  },
};

/** The settings as the commands take them. */
function optionsOf({ generator, ...settings }: LearnSettings) {
  return { ...settings, ...(generator === null ? {} : { generator }) };
}

type Tell = (event: JobEvent<JobKind>) => void;

/** Does one job. @throws {UserError} what a person can act on; anything else is a defect. */
export function runJob(job: Job, tell: Tell, pauses: Pauses): Promise<unknown> {
  const handler = HANDLERS[job.kind] as (request: Job['request'], tell: Tell, pauses: Pauses) => Promise<unknown>;
  return handler(job.request, tell, pauses);
}
