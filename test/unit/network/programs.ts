import { createRandom, pick, randomInt } from '../../../src/shared/random.ts';
import type { ChoiceData, Evidence } from '../../../src/trainer/network/scorer.ts';

type Value = number | boolean;
const OPERATORS: readonly (readonly [string, (a: number, b: number) => Value])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['%', (a, b) => a % b],
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
  ['===', (a, b) => a === b],
  ['!==', (a, b) => a !== b],
  ['max', Math.max],
];

export interface SyntheticProgram {
  readonly data: ChoiceData[];
  /** Per choice: the candidates that equal the true one on every visit; the true one is among them. */
  readonly right: ReadonlySet<number>[];
}

export interface Traits {
  readonly seed: number;
  readonly choices: number;
  readonly visits: number;
  /** Share of visits whose traced value is replaced. */
  readonly corrupted?: number;
}

/** Steps over random integers: each applies one operator to two operands, or reads one of several variables. */
export function syntheticProgram({ seed, choices, visits, corrupted = 0 }: Traits): SyntheticProgram {
  const random = createRandom(seed);
  const data: ChoiceData[] = [];
  const right: Set<number>[] = [];
  for (let s = 0; s < choices; s++) {
    const reads = random() < 0.4;
    const candidates = reads
      ? Array.from({ length: randomInt(random, 3, 12) }, (_, i) => ({
          key: `variable ${i}`,
          feature: `var:${Math.min(i, 3)}`,
          value: (env: readonly number[]): Value => env[i] ?? 0,
        }))
      : OPERATORS.flatMap(([name, apply]) =>
          [0, 1].map((first) => ({
            key: `${name} from ${first}`,
            feature: `op:${name}`,
            value: (env: readonly number[]): Value => apply(env[first] ?? 0, env[1 - first] ?? 0),
          })),
        );
    const truth = pick(random, candidates);
    const alive = new Set(candidates.keys());
    const rows = new Map<string, { consistent: number[]; count: number }>();
    for (let i = 0; i < visits; i++) {
      const env = Array.from({ length: 12 }, () => randomInt(random, -6, 6));
      const values = candidates.map((candidate) => candidate.value(env));
      const actual = truth.value(env);
      values.forEach((value, c) => {
        if (!Object.is(value, actual)) alive.delete(c);
      });
      const traced = random() < corrupted ? corrupt(actual, randomInt(random, -6, 6)) : actual;
      const consistent = values.flatMap((value, c) => (Object.is(value, traced) ? [c] : []));
      const row = rows.get(String(consistent)) ?? { consistent, count: 0 };
      rows.set(String(consistent), row);
      row.count++;
    }
    data.push({
      id: `step ${s}`,
      candidates: candidates.map(({ key, feature }) => ({ key, feature })),
      evidence: [...rows.values()],
    });
    right.push(alive);
  }
  return { data, right };
}

function corrupt(value: Value, other: number): Value {
  return typeof value === 'boolean' ? !value : other;
}

/** A choice of `labels`, consistent with the listed candidates `count` times a row. */
export function choice(
  id: string,
  labels: readonly string[],
  ...rows: readonly (readonly [count: number, ...string[]])[]
): ChoiceData {
  const evidence: Evidence[] = rows.map(([count, ...names]) => ({
    count,
    consistent: names.map((name) => labels.indexOf(name)),
  }));
  return { id, candidates: labels.map((label) => ({ key: label, feature: label })), evidence };
}
