import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LearnSettings } from '../shared/jobs.ts';
import type { StepsOf } from '../shared/program.ts';
import type { NetworkKind } from '../shared/report.ts';

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

/** Where models are kept: in the workspace to be shared, or out of sight. `base`: what stored paths are relative to. */
export function storageFolder(context: vscode.ExtensionContext): { readonly folder: string; readonly base: string } {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (root !== undefined && get('storage') === 'workspaceFolder') {
    return { folder: path.join(root, '.understudy'), base: root };
  }
  const folder = (context.storageUri ?? context.globalStorageUri).fsPath;
  return { folder: path.join(folder, 'models'), base: root ?? folder };
}
