import type { SpecReport } from '../../shared/report.ts';
import { officialType } from '../../trainer/clrs/official.ts';
import { openRealm } from '../learn.ts';
import { specify, type Specified } from '../specify.ts';
import { openTarget, requireLearnable } from '../target.ts';
import { inputsFor } from './learn.ts';

export interface SpecifyCommand {
  readonly target: string;
  readonly dialect?: string;
  readonly generator?: string;
  readonly seed: number;
  readonly timeout: number;
  /** Sample hints at the loop or recursion that begins on this line. */
  readonly loop?: number;
}

/** Infers the CLRS specification of a function. */
export async function specifyCommand(command: SpecifyCommand): Promise<SpecReport> {
  const target = await openTarget(command.target, command);
  requireLearnable(target);
  const realm = await openRealm(target, null, command.timeout * 1000);
  try {
    const { inputs } = await inputsFor(target, realm, command.generator, command.seed);
    const line = command.loop === undefined ? {} : { line: command.loop };
    return describeSpecified(await specify(target, realm, { seed: command.seed, inputs, ...line }));
  } finally {
    await realm.dispose();
  }
}

function describeSpecified({ inferred, cycles, chosen }: Specified): SpecReport {
  const { specification, origins, unplaced } = inferred;
  return {
    name: specification.algorithm,
    probes: specification.probes.map((probe) => ({
      ...probe,
      type: officialType(probe.type),
      from: origins.get(probe.name) ?? '',
    })),
    unplaced,
    cycles: cycles.map((cycle) => ({
      kind: cycle.kind,
      function: cycle.fn,
      range: cycle.range,
      iterations: Number.isFinite(cycle.iterations) ? cycle.iterations : null,
      nodes: cycle.nodes,
      chosen: cycle === chosen,
    })),
  };
}
