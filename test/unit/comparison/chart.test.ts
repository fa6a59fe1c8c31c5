import assert from 'node:assert/strict';
import { chartSvg, legendText } from '../../../src/shared/chart.ts';
import { comparisonPage, shareCells, tableRows } from '../../../src/shared/comparison-page.ts';
import { spreads, type ComparedNetwork, type Comparison } from '../../../src/shared/comparison.ts';

const result = (size: number, exact: number, runs = 10) => {
  return { size, runs, exact, refused: 0, wrong: runs - exact, limited: 0, seconds: 1 };
};

function network(name: string, ...seeds: (readonly [number, number, number])[]): ComparedNetwork {
  const sizes = [4, 16, 64];
  const runs = seeds.map((counts, i) => {
    const results = counts.map((exact, j) => result(sizes[j] ?? 0, exact));
    return { seed: i + 1, parameters: 1234, seconds: i + 1, stopped: 'done' as const, results };
  });
  return { name, network: 'machine', steps: 'expression', runs, failed: null };
}

const comparison: Comparison = {
  function: { file: 'f.ts', name: 'f', signature: 'f<T>(a: T[]): T' },
  sizes: [4, 16, 64],
  trainSize: 16,
  budget: 60,
  backend: 'wasm',
  networks: [network('machine', [10, 10, 10]), network('transformer', [10, 8, 0], [9, 6, 0])],
};

describe('a comparison', () => {
  it('has mean, worst and best of its seeds', () => {
    const [, transformer] = comparison.networks;
    assert.ok(transformer);
    assert.deepEqual(spreads(transformer, 'exact'), [
      { size: 4, mean: 0.95, low: 0.9, high: 1, inputs: 20 },
      { size: 16, mean: 0.7, low: 0.6, high: 0.8, inputs: 20 },
      { size: 64, mean: 0, low: 0, high: 0, inputs: 20 },
    ]);
    assert.deepEqual(spreads(transformer, 'score'), []);
    assert.deepEqual(shareCells(transformer, [4, 16, 64, 256], 'exact'), [
      '95% (90%–100%)',
      '70% (60%–80%)',
      '0%',
      '–',
    ]);
  });

  it('tells where few inputs were come to', () => {
    const slow = network('x', [10, 1, 1]);
    const results = [result(4, 10), result(16, 1, 1), result(64, 2, 4)];
    const few = { ...slow, runs: [{ ...slow.runs[0]!, results }] };
    assert.deepEqual(shareCells(few, [4, 16, 64], 'exact'), ['100%', '100% of 1 run', '50% of 4 runs']);
    const picture = chartSvg({ ...comparison, networks: [few] });
    assert.deepEqual(picture.match(/<circle[^>]*fill="none"/g)?.length, 2);
  });

  it('rounds nothing up to all nor down to none', () => {
    const close = { ...network('x'), runs: [{ ...network('x', [1, 1, 1]).runs[0]!, results: [result(4, 999, 1000)] }] };
    assert.deepEqual(shareCells(close, [4], 'exact'), ['99%']);
    const rare = { ...close, runs: [{ ...close.runs[0]!, results: [result(4, 1, 1000)] }] };
    assert.deepEqual(shareCells(rare, [4], 'exact'), ['1%']);
  });

  it('is a table of exact runs, and below them the scores of the networks that have some', () => {
    const scored = network('mpnn', [10, 5, 0]);
    const results = scored.runs[0]!.results.map((each, i) => ({ ...each, score: [1, 0.75, 0.5][i]! }));
    const networks = [...comparison.networks, { ...scored, runs: [{ ...scored.runs[0]!, results }] }];
    assert.deepEqual(tableRows({ ...comparison, networks }).slice(2), [
      ['mpnn', '100%', '50%', '0%'],
      ['mpnn, CLRS score', '100%', '75%', '50%'],
    ]);
  });

  it('is a picture with a line for each network, on a logarithmic axis', () => {
    const svg = chartSvg(comparison);
    const lines = [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) => points?.split(' ') ?? []);
    assert.deepEqual(
      lines.map((points) => points.length),
      [3, 3],
    );
    const xs = lines[0]?.map((point) => Number(point.split(',')[0])) ?? [];
    assert.equal((xs[1] ?? 0) - (xs[0] ?? 0), (xs[2] ?? 0) - (xs[1] ?? 0));
    // Only where there are several seeds is there a spread.
    assert.equal([...svg.matchAll(/<polygon/g)].length, 1);
    assert.match(svg, /training sizes/);
    assert.doesNotMatch(svg, /NaN|undefined/);
  });

  it('tells parameters and time, and what could not be learned', () => {
    assert.equal(
      legendText(network('transformer', [1, 1, 1], [1, 1, 1])),
      'transformer: 1,234 parameters, 2.0 s of training, 2 seeds',
    );
    assert.equal(legendText({ ...network('mpnn'), failed: 'No.' }), 'mpnn: not learned');
  });

  it('is a page that loads nothing and takes no text for markup', () => {
    const page = comparisonPage(comparison);
    assert.match(page, /f&lt;T&gt;\(a: T\[\]\): T/);
    assert.doesNotMatch(page, /<script|<link|src=|url\(/);
    assert.match(page, /<td>95% \(90%–100%\)<\/td>/);
  });
});
