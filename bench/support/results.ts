import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';

export const resultsFolder = path.resolve(import.meta.dirname, '../results');

/** Where the figures were taken: times mean nothing without it. `load` is the mean of the last minute, when it began. */
export function machine(): object {
  return {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}

/** CPU time of this process, all of its threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Writes bench/results/NAME.json, one line for each entry of a list so that changes can be read. */
export async function writeResults(name: string, results: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(resultsFolder, { recursive: true });
  const fields = Object.entries(results).map(([key, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const items = value.map((item) => `    ${JSON.stringify(item)}`);
    return `  ${JSON.stringify(key)}: [\n${items.join(',\n')}\n  ]`;
  });
  await writeFile(path.join(resultsFolder, `${name}.json`), `{\n${fields.join(',\n')}\n}\n`);
}
