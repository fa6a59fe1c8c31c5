import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LearnSettings } from '../shared/jobs.ts';
import type { StepsOf } from '../shared/program.ts';
import type { NetworkKind } from '../shared/report.ts';
import type { Place } from './learning/stores.ts';

const SECTION = 'understudy';

interface Settings {
  readonly codeLens: boolean;
  readonly inlineHints: boolean;
  readonly recheckOnSave: boolean;
  readonly storage: 'workspaceStorage' | 'workspaceFolder';
  readonly network: NetworkKind;
  readonly steps: StepsOf;
  readonly seed: number;
  readonly budget: number;
  readonly trainingSize: number;
  readonly sizes: readonly number[];
  readonly runsPerSize: number;
  readonly guess: boolean;
  readonly timeout: number;
}

/** package.json gives each a default, and the editor checks the types. */
function get<K extends keyof Settings>(name: K): Settings[K] {
  return vscode.workspace.getConfiguration(SECTION).get(name) as Settings[K];
}

export function learnSettings(): LearnSettings {
  return {
    network: get('network'),
    steps: get('steps'),
    generator: null,
    seed: get('seed'),
    budget: get('budget'),
    trainSize: get('trainingSize'),
    sizes: get('sizes'),
    runs: get('runsPerSize'),
    guess: get('guess'),
    timeout: get('timeout'),
  };
}

export function wantsLenses(): boolean {
  return get('codeLens');
}

export function wantsHints(): boolean {
  return get('inlineHints');
}

export function wantsRecheck(): boolean {
  return get('recheckOnSave');
}

export function affects(event: vscode.ConfigurationChangeEvent, name: keyof Settings): boolean {
  return event.affectsConfiguration(`${SECTION}.${name}`);
}

/**
 * Where models are kept: each in the folder of the workspace that its file is in, to be shared, or all out of sight. Which of the two
 * is settled here; folders may come and go.
 */
export function storagePlaces(context: vscode.ExtensionContext): () => readonly [Place, ...Place[]] {
  const isShared = get('storage') === 'workspaceFolder';
  const folder = path.join((context.storageUri ?? context.globalStorageUri).fsPath, 'models');
  return () => {
    const [root, ...others] = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    if (root === undefined || !isShared) return [{ folder, base: root ?? path.dirname(folder) }];
    const within = (base: string): Place => ({ folder: path.join(base, '.understudy'), base });
    return [within(root), ...others.map(within)];
  };
}
