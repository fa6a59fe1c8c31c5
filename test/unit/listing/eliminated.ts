import { createRandom } from '../../../src/shared/random.ts';
import { callOn } from '../../../src/engine/realm/calling.ts';
import type { Program } from '../../../src/shared/program.ts';
import { eliminationTable } from '../../../src/trainer/machine/audit.ts';
import type { Candidate } from '../../../src/trainer/machine/bank/candidates.ts';
import { toChoices } from '../../../src/trainer/machine/choices.ts';
import type { Decoded, Decision } from '../../../src/trainer/machine/decode.ts';
import { Observer } from '../../../src/trainer/machine/observe/observer.ts';
import { summarise } from '../../../src/trainer/machine/observe/summary.ts';
import type { Construct } from '../../support/construct.ts';
import { argumentsFor } from '../../support/constructs.ts';
import { instrumentText, runInstrumented } from '../../support/evaluate.ts';

/** What elimination alone leaves of a function: it is quick, and one seed gives one text. */
export function eliminated(
  source: string,
  draw: Construct['inputs'] | readonly (readonly unknown[])[],
  name = 'f',
): { readonly program: Program; readonly decoded: Decoded } {
  const made = instrumentText(source);
  const observer = new Observer(made.program);
  const traced = runInstrumented(made, observer)[name];
  if (!traced) throw new Error(`The source exports no ${name}.`);
  const random = createRandom(5);
  const lists = typeof draw === 'string' ? Array.from({ length: 150 }, () => argumentsFor(draw, random)) : draw;
  for (const args of lists) {
    observer.finish(callOn(traced, args).threw);
  }
  const choices = toChoices(summarise(observer));
  const table = eliminationTable(choices);
  const decisions = choices.values.flatMap(({ step, candidates, survivors }): Decision[] => {
    const left = survivors.map((i) => candidates[i] as Candidate);
    const candidate = table.values.get(step)?.candidate;
    if (!candidate) return [];
    return [{ step, candidate, probability: 1, status: left.length > 1 ? 'ambiguous' : 'only', survivors: left }];
  });
  return { program: made.program, decoded: { table, decisions, branchConflicts: [] } };
}
