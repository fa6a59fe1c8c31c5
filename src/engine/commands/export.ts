import path from 'node:path';
import type { Program } from '../../shared/program.ts';
import { describeRefusal } from '../../trainer/machine/describe.ts';
import { generateMachine } from '../../trainer/machine/run/generate.ts';
import { standaloneScript, writeOutput } from '../files.ts';
import { refusalsOf } from '../refusal.ts';
import { loadNetwork, type SavedNetwork } from '../model.ts';
import { VERSION } from '../version.ts';
import { exportedFunction, NETWORK } from './exported-function.ts';

/**
 * Writes a network as a module: a synchronous drop-in with the function's name and signature. The weights are decoded
 * here, once; the module holds the program they stand for and depends on nothing.
 */
export async function exportCommand(model: string, out: string, guess: boolean): Promise<void> {
  const network = await loadNetwork(model);
  const { program, decoded, entry, fresh, portrait } = network;
  const strict = !(guess || network.guess);
  const machine = generateMachine(program, decoded.table, { strict, trace: false });
  const typed = /\.[cm]?ts$/.test(out);
  const { seed } = portrait.training;
  const setting = strict
    ? 'It refuses (throws) where training left things open.'
    : 'It guesses where training left things open.';
  await writeOutput(out, [
    ...(typed ? ['// @ts-nocheck'] : []),
    `// Understudy ${VERSION}: the network that learned ${portrait.function.name} of ${path.basename(network.file)}, seed ${seed}.`,
    `// ${portrait.network.parameters} parameters, decoded to the likeliest choice at each step. ${setting}`,
    `const ${NETWORK}=(()=>{${await standaloneScript('network')}return understudy.network;})()(`,
    `${machine},`,
    `${[JSON.stringify(entry), String(fresh), JSON.stringify(known(program)), JSON.stringify(reasonsOf(network))].join(',')});`,
    '',
    exportedFunction(portrait.function.name, portrait.function.signature, typed),
  ]);
}

/** Of the step table a network needs only what an ambiguous call is checked by. */
function known(program: Program): unknown {
  const steps = program.steps.filter((step) => step.kind === 'call' || step.kind === 'yieldStar');
  return {
    names: program.names,
    steps: Object.fromEntries(
      steps.map((step) => {
        const { id, kind } = step;
        return [id, kind === 'call' ? { id, kind, children: step.children, spread: step.spread } : { id, kind }];
      }),
    ),
  };
}

function reasonsOf({ program, decoded }: SavedNetwork): Record<number, string> {
  const reasons: Record<number, string> = {};
  const reasonFor = refusalsOf(program, decoded);
  for (const { id, range } of program.steps) {
    const place = range ? `line ${range.start.line}, column ${range.start.column}: ` : '';
    const decision = decoded.decisions.find(({ step }) => step === id);
    if (decision && decision.survivors.length > 1) {
      reasons[id] = place + reasonFor({ step: id, kind: 'ambiguous' });
    } else if (program.steps[id]?.decides && decoded.table.next.get(id)?.size === 1) {
      reasons[id] = place + reasonFor({ step: id, kind: 'branch' });
    } else if (range && !decoded.table.visited.has(id)) {
      reasons[id] = place + describeRefusal('uncalled', [], null);
    }
  }
  return reasons;
}
