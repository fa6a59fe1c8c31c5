/** Rewrites the table of packages in README.md from functions.json: `node bench/corpus/licences.mjs`. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const START = '<!-- licences: written by licences.mjs -->\n';
const END = '<!-- end of licences -->';

const readme = path.join(import.meta.dirname, 'README.md');
const entries = JSON.parse(await readFile(path.join(import.meta.dirname, 'functions.json'), 'utf8'));
const packages = new Map();
for (const entry of entries) packages.set(entry.package, [...(packages.get(entry.package) ?? []), entry]);
const rows = [...packages]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, list]) => `| ${name} | ${list[0].version} | ${list[0].licence} | ${list.length} |`);
const table = ['| package | version | licence | functions |', '| --- | --- | --- | --- |', ...rows].join('\n');

const text = await readFile(readme, 'utf8');
const [before, rest] = text.split(START);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error('README.md has no place for the table: put both licence comments back');
await writeFile(readme, `${before}${START}\n${table}\n\n${END}${after}`);
