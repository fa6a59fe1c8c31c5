import fc from 'fast-check';
import { inStageOrder } from '../../../src/trainer/clrs/official.ts';
import { shapeOf, sizeOf, type Dataset, type Probe, type Specification } from '../../../src/trainer/clrs/spec.ts';

const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/);

const PLAIN = { noNullPrototype: true } as const;

const probe: fc.Arbitrary<Probe> = fc
  .record(
    {
      name,
      stage: fc.constantFrom('input', 'output', 'hint'),
      location: fc.constantFrom('node', 'edge', 'graph'),
      type: fc.constantFrom('scalar', 'mask', 'mask_one', 'categorical', 'pointer', 'permutation'),
      categories: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    } as const,
    PLAIN,
  )
  .map(({ categories, ...rest }) => (rest.type === 'categorical' ? { ...rest, categories } : rest));

const specification: fc.Arbitrary<Specification> = fc.record(
  {
    algorithm: name,
    probes: fc.uniqueArray(probe, { minLength: 1, maxLength: 5, selector: (each) => each.name }).map(inStageOrder),
  },
  PLAIN,
);

/** Datasets of trajectories with up to 4 nodes and 3 steps, of any finite floats. */
export const datasets: fc.Arbitrary<Dataset> = specification.chain((spec) => {
  const hints = spec.probes.some(({ stage }) => stage === 'hint');
  const trajectory = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 })).chain(([n, steps]) => {
    const length = hints ? steps : 0;
    const arrays = spec.probes.map((each) => {
      const size = sizeOf(shapeOf(each, n, length));
      return fc
        .float32Array({ minLength: size, maxLength: size, noNaN: true, noDefaultInfinity: true })
        .map((data) => [each.name, data] as const);
    });
    return fc.tuple(...arrays).map((entries) => ({ n, length, data: Object.fromEntries(entries) }));
  });
  return fc.record(
    {
      specification: fc.constant(spec),
      trajectories: fc.array(trajectory, { minLength: 1, maxLength: 4 }),
    },
    PLAIN,
  );
});
