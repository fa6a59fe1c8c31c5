import assert from 'node:assert/strict';
import { measureAnswers } from '../../../src/engine/answering/measure.ts';
import { inputsFor } from '../../../src/engine/commands/learn.ts';
import { learn, openRealm } from '../../../src/engine/learn.ts';
import { measureSizes } from '../../../src/engine/measure.ts';
import type { CompareRequest, CompareResult } from '../../../src/engine/realm/protocol.ts';
import { openTarget } from '../../../src/engine/target.ts';
import type { Wire } from '../../../src/shared/values.ts';
import type { AnsweringNetwork } from '../../../src/trainer/example.ts';

describe('networks that are compared', function () {
  this.timeout(120_000);

  it('are measured on the same inputs in the same order, however many of them are taken at a time', async () => {
    const target = await openTarget('examples/copy.ts#copy');
    const realm = await openRealm(target, null, 10_000);
    try {
      const { inputs } = await inputsFor(target, realm, undefined, 1);
      const options = { seed: 1, budget: 60, trainSize: 4, guess: false, inputs, timeout: 10 };
      await learn(target, options, realm);
      // What the machine was given, drawn as it was asked for.
      const asked: (readonly Wire[])[] = [];
      const call = realm.call.bind(realm);
      const heard = async (name: 'compare', request: CompareRequest, ms: number): Promise<CompareResult> => {
        const { seed, size, runs, exact } = request;
        asked.push(...(await call('draw', { seed, size, count: runs, exact }, 10_000)));
        return call(name, request, ms);
      };
      realm.call = heard as typeof realm.call;
      const measuring = { seed: 1, sizes: [3, 200], runs: 20, boxMs: 20_000, inputs };
      await measureSizes(realm, measuring);
      realm.call = call;

      const judged: (readonly Wire[])[] = [];
      const network: Pick<AnsweringNetwork, 'judge'> = {
        judge: (examples) => {
          judged.push(...examples.map(({ input }) => input));
          return examples.map((_, example) => ({ example, verdict: 'wrong', score: null }));
        },
      };
      await measureAnswers(realm, network as AnsweringNetwork, measuring);
      assert.equal(judged.length, 40);
      assert.deepEqual(judged, asked);
    } finally {
      await realm.dispose();
    }
  });
});
