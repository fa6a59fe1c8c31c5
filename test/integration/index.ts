import path from 'node:path';
import { defineTests } from './extension.test.ts';
import { definePseudocodeTests } from './pseudocode.test.ts';

/** What VS Code calls. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const root = process.env['UNDERSTUDY_ROOT'] ?? '';
  const counts = process.env['UNDERSTUDY_COUNTS'];
  const mocha = new Mocha({
    timeout: 60_000,
    reporter: path.join(root, 'test/reporter.cjs'),
    ...(counts ? { reporterOptions: { counts } } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  defineTests();
  definePseudocodeTests();
  await new Promise<void>((resolve, reject) => {
    mocha
      .run((failures) => {
        if (failures > 0) reject(new Error(`${failures} tests failed`));
        else resolve();
      })
      .on('pass', (test) => log(`  ✓ ${test.fullTitle()}`))
      .on('fail', (test, error: Error) => log(`  ✗ ${test.fullTitle()}\n${error.stack ?? error.message}`));
  });
}

/** The extension host forwards what is logged as an error to the page, and so to the runner. */
function log(text: string): void {
  console.error(`[test] ${text}`);
}
