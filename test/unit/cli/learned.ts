import { writeFileSync } from 'node:fs';
import type { CommandLine } from '../../support/cli.ts';

/** Options of a quick learn. */
export const SMALL = ['--budget', '20', '--sizes', '16', '--runs', '20'];

/** Writes shy.ts, which never reaches its discount in training: `price > 50` for whole prices of at most 16. */
export function writeShy(cli: CommandLine): void {
  writeFileSync(
    cli.at('shy.ts'),
    `/** @integer price\n * @range price 0..16 */\nexport function discount(price: number): number {\n  if (price > 50) return price - 5;\n  return price;\n}\n`,
  );
}
