import { parameters } from '../trainer/network/weights.ts';
import { findUnknown } from '../trainer/machine/unknown.ts';
import type { Learned } from './learn.ts';
import type { Portrait } from './model.ts';
import type { Audit } from '../shared/report.ts';
import type { Target } from './target.ts';

type MachinePortrait = Portrait & { readonly network: { readonly audit: Audit } };

/** What there is to say of a network that was just trained, before it is measured. */
export function portraitOf(target: Target, learned: Learned, seed: number): MachinePortrait {
  const { decisions, branchConflicts } = learned.decoded;
  const count = (status: string): number => decisions.filter((decision) => decision.status === status).length;
  return {
    function: { file: target.file, name: target.fn.name, signature: target.fn.signature },
    network: {
      kind: 'machine',
      parameters: parameters(learned.weights),
      steps: target.steps,
      audit: {
        choices: decisions.length,
        only: count('only'),
        ambiguous: count('ambiguous'),
        untrained: count('untrained'),
        conflict: count('conflict') + branchConflicts.length,
      },
    },
    training: {
      seed,
      traces: learned.traces,
      transitions: learned.transitions,
      rounds: learned.rounds,
      seconds: learned.seconds,
      backend: learned.backend,
      stopped: learned.stopped,
      size: learned.size,
    },
    unknown: findUnknown(target.instrumented.program, learned.choices, learned.decoded),
  };
}
