import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../corpus');
const TRAIN_SIZE = 16;

/** What functions.json says of a function (see corpus/README.md). */
interface Listed {
  readonly target: string;
  readonly package: string;
  readonly version: string;
  readonly expect: 'learn' | 'refuse';
  readonly why?: string;
  readonly generator?: string;
  readonly maxSize?: number;
}

export interface CorpusEntry extends Listed {
  /** The target as a path of this machine, and the generator's. */
  readonly location: string;
  readonly generator?: string;
  /** Largest training size, and four times that, as far as the function allows. */
  readonly trainSize: number;
  readonly testSize: number;
}

/** The functions of npm packages, their packages installed. */
export function corpusEntries(): CorpusEntry[] {
  const listed = JSON.parse(readFileSync(path.join(folder, 'functions.json'), 'utf8')) as Listed[];
  installPackages(listed);
  return listed.map(({ maxSize = Infinity, generator, ...entry }) => ({
    ...entry,
    ...(generator === undefined ? {} : { generator: path.join(folder, generator) }),
    location: path.join(folder, 'node_modules', entry.target),
    trainSize: Math.min(TRAIN_SIZE, maxSize),
    testSize: Math.min(4 * TRAIN_SIZE, maxSize),
  }));
}

/** As locked, without scripts of theirs; only if what is there is not what is listed. */
function installPackages(listed: readonly Listed[]): void {
  const installed = listed.every(({ package: name, version }) => {
    const manifest = path.join(folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as Listed).version === version;
  });
  if (installed) return;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The packages of the corpus could not be installed: see the message above.');
}
