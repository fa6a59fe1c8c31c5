import type { LearnEvent } from '../../shared/events.ts';
import type { Job, JobKind, Jobs } from '../../shared/jobs.ts';
import type { Pauses } from '../pauses.ts';

type Tell = (event: LearnEvent) => void;

type Handlers = { readonly [K in JobKind]: (request: Jobs[K][0], tell: Tell, pauses: Pauses) => Promise<Jobs[K][1]> };

/** Each job loads just the part of the engine that it needs. */
const HANDLERS: Handlers = {
  async analyze({ file }) {
    const { analyzeCommand } = await import('../commands/analyze.ts');
    return analyzeCommand(file);
  },
  async learn({ target, out, settings, examples }, tell, pauses) {
    const [{ learnCommand }, { describeCommand }] = await Promise.all([
      import('../commands/learn.ts'),
      import('../commands/describe.ts'),
    ]);
    const report = await learnCommand({ target, out, examples, ...settings }, tell, pauses);
    return { report, listing: await describeCommand(out) };
  },
  async check({ model, target, settings }) {
    const { checkCommand } = await import('../commands/check.ts');
    return checkCommand({ model, target, ...settings });
  },
  async pseudocode({ file, text }) {
    const { readPseudocode } = await import('../commands/pseudocode.ts');
    return readPseudocode(file, text);
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

/** Does one job. @throws {UserError} what a person can act on; anything else is a defect. */
export function runJob(job: Job, tell: Tell, pauses: Pauses): Promise<unknown> {
  const handler = HANDLERS[job.kind] as (request: Job['request'], tell: Tell, pauses: Pauses) => Promise<unknown>;
  return handler(job.request, tell, pauses);
}
