import { inStageOrder } from '../official.ts';
import { shapeOf, sizeOf, type Specification, type Stage, type Trajectory } from '../spec.ts';
import type { Axes } from './axes.ts';
import { FormWriter, sourcesOf, type Form } from './forms.ts';
import { readSource, type DecodedRun } from './sources.ts';
import type { Track } from './tracks.ts';

/** Runs as trajectories of a specification. It is made of data alone, so that it can be kept with a network. */
export class Codec {
  readonly specification: Specification;

  constructor(
    algorithm: string,
    readonly tracks: readonly Track[],
    readonly axes: Axes,
  ) {
    this.specification = { algorithm, probes: inStageOrder(tracks.map(({ probe }) => probe)) };
  }

  /** A run as dense arrays, of the stages asked for; null if it has no nodes. */
  encode(run: DecodedRun, stages: readonly Stage[] = ['input', 'output', 'hint']): Trajectory | null {
    const n = this.axes.nodes(run);
    if (n === 0) return null;
    const hints = stages.includes('hint') && this.tracks.some(({ probe }) => probe.stage === 'hint');
    const length = hints ? run.states.length : 0;
    const writer = new FormWriter(this.axes, run, n);
    const data: Record<string, Float32Array> = {};
    for (const { probe, form } of this.tracks) {
      if (!stages.includes(probe.stage)) continue;
      const out = new Float32Array(sizeOf(shapeOf(probe, n, length)));
      const width = sizeOf(shapeOf({ ...probe, stage: 'input' }, n, 0));
      const values = sourcesOf(form).map((source) => readSource(source, run));
      const moments = probe.stage === 'hint' ? length : 1;
      for (let t = 0; t < moments; t++) {
        const now = values.map((moment) => moment[t]);
        writer.write(form, now, out.subarray(t * width, (t + 1) * width));
      }
      data[probe.name] = out;
    }
    return { n, length, data };
  }

  /** The forms of a stage, by probe name. */
  forms(stage: Stage): ReadonlyMap<string, Form> {
    return new Map(this.tracks.flatMap(({ probe, form }) => (probe.stage === stage ? [[probe.name, form]] : [])));
  }
}
