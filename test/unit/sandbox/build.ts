import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { REALM_NAME } from '../../../src/analyzer/sandbox/host.ts';

export interface Scripts {
  readonly realmScript: string;
  readonly processScript: string;
  readonly leakyScript: string;
  readonly openScript: string;
  readonly parentScript: string;
  remove(): Promise<void>;
}

/** Bundles the process, the test realm and the other fixtures into a new folder, as the build does for the product. */
export async function buildScripts(): Promise<Scripts> {
  const folder = await mkdtemp(join(tmpdir(), 'understudy-sandbox-'));
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const node = { bundle: true, platform: 'node', target: 'node20', logLevel: 'error' } as const;
  const scripts = {
    realmScript: join(folder, 'realm.js'),
    processScript: join(folder, 'sandbox.cjs'),
    leakyScript: join(folder, 'leaky.cjs'),
    openScript: join(folder, 'open.cjs'),
    parentScript: join(folder, 'parent.mjs'),
  };
  await Promise.all([
    build({
      entryPoints: [here('./fixtures/realm.ts')],
      outfile: scripts.realmScript,
      bundle: true,
      format: 'iife',
      globalName: REALM_NAME,
      platform: 'neutral',
      target: 'es2022',
      logLevel: 'error',
    }),
    build({
      ...node,
      entryPoints: [here('../../../src/analyzer/sandbox/child.ts')],
      outfile: scripts.processScript,
      format: 'cjs',
    }),
    build({ ...node, entryPoints: [here('./fixtures/leaky_child.ts')], outfile: scripts.leakyScript, format: 'cjs' }),
    build({ ...node, entryPoints: [here('./fixtures/open_child.ts')], outfile: scripts.openScript, format: 'cjs' }),
    build({ ...node, entryPoints: [here('./fixtures/parent.ts')], outfile: scripts.parentScript, format: 'esm' }),
  ]);
  return { ...scripts, remove: () => rm(folder, { recursive: true }) };
}
