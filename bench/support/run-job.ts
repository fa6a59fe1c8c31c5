import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const LIMIT_MS = 30 * 60_000;

/**
 * Does a job in a Node process of its own and keeps what it prints, whole or not at all.
 * @throws if the process fails
 */
export async function runJob(args: readonly string[], folder: string, file: string): Promise<string> {
  const result = await runNode(args, folder);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, result);
  renameSync(`${file}.tmp`, file);
  return result;
}

function runNode(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, timeout: LIMIT_MS, maxBuffer: 2 ** 26 }, (error, stdout) => {
      if (error) reject(new Error(error.message));
      else resolve(stdout);
    });
  });
}
