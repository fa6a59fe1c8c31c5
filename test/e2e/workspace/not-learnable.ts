import { readFileSync } from 'node:fs';

export function readNumber(name: string): number {
  return Number(readFileSync(name, 'utf8'));
}
