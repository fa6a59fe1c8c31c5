import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLI = path.join(ROOT, 'dist', 'cli.js');
const FIXTURES = path.join(ROOT, 'test', 'fixtures', 'cli');

/** Command lines that run at the same time. */
const POOL = 2;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line, run in a copy of the fixtures with a folder for temporary files of its own. */
export class CommandLine {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly groups: number[] = [];
  private readonly home: string;
  readonly folder: string;
  readonly temporary: string;

  constructor() {
    buildIfStale();
    this.home = mkdtempSync(path.join(tmpdir(), 'understudy-cli-'));
    this.folder = path.join(this.home, 'work');
    this.temporary = path.join(this.home, 'tmp');
    mkdirSync(this.temporary);
    cpSync(FIXTURES, this.folder, { recursive: true });
    renameSync(path.join(this.folder, 'packages'), path.join(this.folder, 'node_modules'));
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  /** A path in the folder that commands run in. */
  at(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }

  /** Runs one command line and waits for its end. */
  async run(...args: readonly string[]): Promise<Ended> {
    if (this.running >= POOL) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await this.spawn(args);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  /** Runs one command line that has to end with a code, and reads the one JSON value that it prints. */
  async json(code: number, ...args: readonly string[]): Promise<unknown> {
    const ended = await this.run(...args, '--json');
    if (ended.code !== code) {
      throw new Error(
        `${args.join(' ')}: exit ${ended.code}, not ${code}\n${ended.stderr}${ended.stdout.slice(0, 2000)}`,
      );
    }
    return JSON.parse(ended.stdout) as unknown;
  }

  private spawn(args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: this.folder,
      env: { ...process.env, TMPDIR: this.temporary, TEMP: this.temporary, TMP: this.temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a process left behind can be found.
      detached: process.platform !== 'win32',
    });
    if (child.pid !== undefined) this.groups.push(child.pid);
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
      });
    });
  }

  /** Names of temporary files that commands left behind. */
  leftFiles(): string[] {
    return readdirSync(this.temporary);
  }

  /** Groups of processes of commands that ended, in which some process is still alive after a moment. */
  async leftProcesses(): Promise<number[]> {
    let left = process.platform === 'win32' ? [] : this.groups;
    for (let tries = 0; tries < 20; tries++) {
      left = left.filter(isAlive);
      if (left.length === 0) break;
      await delay(100);
    }
    return left;
  }
}

function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

function buildIfStale(): void {
  const built = statSync(CLI, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const changed = sources.map((file) => statSync(path.join(ROOT, 'src', file)).mtimeMs);
  if (Math.max(...changed) <= built) return;
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed: ${stderr}`);
}
