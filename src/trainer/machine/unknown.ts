import type { Program } from '../../shared/program.ts';
import type { Unknown } from '../../shared/report.ts';
import type { Choices, Decoded } from './decode.ts';
import { alike } from './describe.ts';
import { readingsOf } from './readings.ts';
import { NO, YES } from './observe/categories.ts';

/** What training left open: branches seen one way, steps that can be read in several ways, steps nothing fits. */
export function findUnknown(program: Program, choices: Choices, decoded: Decoded): Unknown {
  const read = readingsOf(program, decoded);
  return {
    branches: oneWayBranches(program, choices),
    ambiguous: decoded.decisions.flatMap(({ step, status, survivors }) => {
      const range = program.steps[step]?.range;
      if (status !== 'ambiguous' || !range || runsOnce(program, step) || alike(survivors)) return [];
      return [{ range, choices: read(step) }];
    }),
    missing: missingSteps(program, choices, decoded),
  };
}

/** A module's top level runs the same way every time: readings that agree there agree always. */
function runsOnce(program: Program, step: number): boolean {
  return program.functions[program.steps[step]?.fn ?? -1]?.kind === 'module';
}

function oneWayBranches(program: Program, choices: Choices): Unknown['branches'][number][] {
  const seen = new Map<number, Set<number>>();
  for (const { step, category } of choices.branches) {
    if (!program.steps[step]?.decides) continue;
    seen.set(step, (seen.get(step) ?? new Set()).add(category));
  }
  const out: Unknown['branches'][number][] = [];
  for (const [id, categories] of seen) {
    const step = program.steps[id];
    if (categories.size !== 1 || !step?.range || runsOnce(program, id)) continue;
    if (categories.has(YES)) out.push({ range: step.range, seen: 'true' });
    else if (categories.has(NO)) out.push({ range: step.range, seen: 'false' });
  }
  return out;
}

function missingSteps(program: Program, choices: Choices, decoded: Decoded): Unknown['missing'][number][] {
  const out: Unknown['missing'][number][] = [];
  const decided = new Map(decoded.decisions.map((decision) => [decision.step, decision]));
  for (const { step } of choices.values) {
    const range = program.steps[step]?.range;
    const decision = decided.get(step);
    if (!range || (decision && decision.status !== 'untrained')) continue;
    out.push({ range, reason: 'no operator, property or call that the network knows gives the values traced here' });
  }
  for (const step of program.steps) {
    if (step.kind === 'opaque' && step.range && choices.visited.has(step.id)) {
      out.push({ range: step.range, reason: step.why });
    }
  }
  return out;
}
