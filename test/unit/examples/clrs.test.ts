import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Sample {
  readonly size: number;
  readonly args: readonly unknown[];
  readonly returns: unknown;
}

const EXAMPLES = join(import.meta.dirname, '../../../examples/clrs');
const SAMPLES = process.env['CLRS_DATA'] ?? join(import.meta.dirname, '../../data/clrs');

const CLRS_30 = [
  'activity_selector',
  'articulation_points',
  'bellman_ford',
  'bfs',
  'binary_search',
  'bridges',
  'bubble_sort',
  'dag_shortest_paths',
  'dfs',
  'dijkstra',
  'find_maximum_subarray_kadane',
  'floyd_warshall',
  'graham_scan',
  'heapsort',
  'insertion_sort',
  'jarvis_march',
  'kmp_matcher',
  'lcs_length',
  'matrix_chain_order',
  'minimum',
  'mst_kruskal',
  'mst_prim',
  'naive_string_matcher',
  'optimal_bst',
  'quickselect',
  'quicksort',
  'segments_intersect',
  'strongly_connected_components',
  'task_scheduling',
  'topological_sort',
];

async function load(algorithm: string): Promise<(...args: unknown[]) => unknown> {
  const file = join(EXAMPLES, `${algorithm.replaceAll('_', '-')}.ts`);
  const name = algorithm.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const exported = ((await import(file)) as Record<string, unknown>)[name];
  assert(typeof exported === 'function', `${file} should export a function ${name}`);
  return exported as (...args: unknown[]) => unknown;
}

describe('examples/clrs', () => {
  it('holds the 30 algorithms, each under its name, and nothing else', async () => {
    const files = CLRS_30.map((algorithm) => `${algorithm.replaceAll('_', '-')}.ts`);
    assert.deepEqual(readdirSync(EXAMPLES).sort(), files.sort());
    for (const algorithm of CLRS_30) await load(algorithm);
  });

  const sampled = readdirSync(SAMPLES).filter((file) => file.endsWith('.json'));

  it('has official samples of 20 algorithms', () => assert.equal(sampled.length, 20));

  for (const file of sampled) {
    const { algorithm, samples } = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) as {
      algorithm: string;
      samples: Sample[];
    };
    it(`${algorithm} returns what the official implementation returns, ${samples.length} times`, async () => {
      const run = await load(algorithm);
      assert.deepEqual(new Set(samples.map((sample) => sample.size)), new Set([16, 64]));
      samples.forEach(({ args, returns, size }, i) => {
        assert.deepEqual(run(...structuredClone(args)), returns, `sample ${i}, size ${size}`);
      });
    });
  }
});
