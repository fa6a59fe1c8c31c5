import { clrsExamples, otherExamples } from './support/examples.ts';
import type { LearnJob, LearnOutcome } from './support/job.ts';
import type { BenchOptions } from './support/options.ts';
import { runJobs } from './support/pool.ts';
import { machine, writeResults } from './support/results.ts';
import { markdownTable } from './support/table.ts';

const SIZES: LearnJob['sizes'] = [
  { size: 16, runs: 200, boxSeconds: 5, callSeconds: 5 },
  { size: 64, runs: 200, boxSeconds: 5, callSeconds: 5 },
  { size: 1000, runs: 20, boxSeconds: 5, callSeconds: 20 },
];

/** Draws of one item. Integers are all that the network is trained on. */
const ITEMS: Readonly<Record<string, string>> = {
  integers: 'Math.floor(random() * 41) - 20',
  words: `Array.from({ length: Math.floor(random() * 6) }, () => 'abcdefgh'[Math.floor(random() * 8)]).join('')`,
  floats: '(random() - 0.5) * 10 ** Math.floor(random() * 8)',
};

type Shape = 'list' | 'find in list' | 'find by list';

/** Which items the functions handle follows from what they do with them: comparing alone. */
const FUNCTIONS: Readonly<Record<string, Shape>> = {
  'examples/insertion-sort.ts': 'list',
  'examples/merge-sort.ts': 'list',
  'examples/copy.ts': 'list',
  'examples/binary-search.ts': 'find in list',
  'examples/clrs/insertion-sort.ts': 'list',
  'examples/clrs/bubble-sort.ts': 'list',
  'examples/clrs/heapsort.ts': 'list',
  'examples/clrs/quicksort.ts': 'list',
  'examples/clrs/quickselect.ts': 'list',
  'examples/clrs/minimum.ts': 'list',
  'examples/clrs/binary-search.ts': 'find by list',
};

/** Sorts and searches learned on lists of integers, then run on words and on floats, strictly. */
export async function typesBench({ seeds, only, parallel }: BenchOptions): Promise<string> {
  const [seed = 1] = seeds;
  const examples = [...otherExamples(), ...clrsExamples()].flatMap(({ name, target }) => {
    const [file] = Object.keys(FUNCTIONS).filter((each) => target.includes(`/${each}#`));
    return file && (only === null || only.test(target)) ? [{ file, name, target }] : [];
  });
  const outcomes = await runJobs(
    examples.map(({ file, target }) => jobOf(target, seed, FUNCTIONS[file] ?? 'list')),
    { parallel },
  );
  const results = examples.map(({ file, name }, i) => {
    const outcome = outcomes[i] as LearnOutcome;
    return { file, name, ...Object.fromEntries(Object.keys(ITEMS).map((items) => [items, counts(outcome, items)])) };
  });
  if (only === null) {
    await writeResults('types', { machine: machine(), settings: { seed, sizes: SIZES, parallel }, functions: results });
  }
  const head = ['function', ...Object.keys(ITEMS).flatMap((items) => SIZES.map(({ size }) => `${items}, ${size}`))];
  const rows = examples.map(({ file, name }, i) => [
    `${name} (${file})`,
    ...Object.keys(ITEMS).flatMap((items) => counts(outcomes[i] as LearnOutcome, items)),
  ]);
  return ['## Types: exact runs on other items than the integers trained on', markdownTable(head, rows)].join('\n\n');
}

function jobOf(target: string, seed: number, shape: Shape): LearnJob {
  return {
    target,
    generator: null,
    generatorText: generatorText(shape, ITEMS['integers'] ?? ''),
    seed,
    budget: 60,
    trainSize: 16,
    sizes: [],
    others: Object.entries(ITEMS).map(([name, item]) => ({
      name,
      generatorText: generatorText(shape, item),
      sizes: SIZES,
    })),
    limitSeconds: 300,
  };
}

/** Lists random, presorted, reversed, of few different items or of one, of any length up to the size. */
function generatorText(shape: Shape, item: string): string {
  const order = '(a, b) => (a < b ? -1 : a > b ? 1 : 0)';
  const sought = 'random() < 0.5 && list.length > 0 ? list[Math.floor(random() * list.length)] : item()';
  const args = {
    list: 'list',
    'find in list': `list.sort(order), ${sought}`,
    'find by list': `${sought}, list.sort(order)`,
  }[shape];
  return `
    const order = ${order};
    export function inputs(size, random) {
      const item = () => ${item};
      const least = ${shape === 'list' ? 1 : 0};
      const length = Math.max(least, random() < 0.5 ? size : Math.floor(random() * (size + 1)));
      const few = Array.from({ length: 1 + Math.floor(random() * 3) }, item);
      const fresh = random() < 0.7;
      const list = Array.from({ length }, () => (fresh ? item() : few[Math.floor(random() * few.length)]));
      const way = random();
      if (way < 0.15) list.sort(order);
      else if (way < 0.3) list.sort(order).reverse();
      return [${args}];
    }`;
}

/** By size. */
function counts(outcome: LearnOutcome, items: string): string[] {
  if (outcome.status !== 'learned') return SIZES.map(() => outcome.message);
  return (outcome.others[items] ?? []).map(({ runs, exact, refused, wrong }) => {
    return `${exact}/${runs}${refused > 0 ? `, ${refused} refused` : ''}${wrong > 0 ? `, ${wrong} wrong` : ''}`;
  });
}
