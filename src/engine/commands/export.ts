import path from 'node:path';
import type { Program } from '../../shared/program.ts';
import { describeRefusal } from '../../trainer/machine/describe.ts';
import { generateMachine } from '../../trainer/machine/run/generate.ts';
import { standaloneScript, writeOutput } from '../files.ts';
import { refusalsOf } from '../refusal.ts';
import { loadNetwork, type SavedNetwork } from '../model.ts';
import { VERSION } from '../version.ts';

/**
 * Writes a network as a module: a synchronous drop-in with the function's name and signature. The weights are decoded
 * here, once; the module holds the program they stand for and depends on nothing.
 */
export async function exportCommand(model: string, out: string, guess: boolean): Promise<void> {
  const network = await loadNetwork(model);
  const { program, decoded, entry, fresh, portrait } = network;
  const strict = !(guess || network.guess);
  const machine = generateMachine(program, decoded.table, { strict, trace: false });
  const typed = /\.[cm]?ts$/.test(out);
  const { seed } = portrait.training;
  const setting = strict
    ? 'It refuses (throws) where training left things open.'
    : 'It guesses where training left things open.';
  await writeOutput(out, [
    ...(typed ? ['// @ts-nocheck'] : []),
    `// Understudy ${VERSION}: the network that learned ${portrait.function.name} of ${path.basename(network.file)}, seed ${seed}.`,
    `// ${portrait.network.parameters} parameters, decoded to the likeliest choice at each step. ${setting}`,
    `const network=(()=>{${await standaloneScript('network')}return understudy.network;})()(`,
    `${machine},`,
    `${[JSON.stringify(entry), String(fresh), JSON.stringify(known(program)), JSON.stringify(reasonsOf(network))].join(',')});`,
    '',
    functionText(portrait.function.name, portrait.function.signature, typed),
  ]);
}

/** Of the step table a network needs only what an ambiguous call is checked by. */
function known(program: Program): unknown {
  const steps = program.steps.filter((step) => step.kind === 'call' || step.kind === 'yieldStar');
  return {
    names: program.names,
    steps: Object.fromEntries(
      steps.map((step) => {
        const { id, kind } = step;
        return [id, kind === 'call' ? { id, kind, children: step.children, spread: step.spread } : { id, kind }];
      }),
    ),
  };
}

function reasonsOf({ program, decoded }: SavedNetwork): Record<number, string> {
  const reasons: Record<number, string> = {};
  const reasonFor = refusalsOf(program, decoded);
  for (const { id, range } of program.steps) {
    const place = range ? `line ${range.start.line}, column ${range.start.column}: ` : '';
    const decision = decoded.decisions.find(({ step }) => step === id);
    if (decision && decision.survivors.length > 1) {
      reasons[id] = place + reasonFor({ step: id, kind: 'ambiguous' });
    } else if (program.steps[id]?.decides && decoded.table.next.get(id)?.size === 1) {
      reasons[id] = place + reasonFor({ step: id, kind: 'branch' });
    } else if (range && !decoded.table.visited.has(id)) {
      reasons[id] = place + describeRefusal('uncalled', [], null);
    }
  }
  return reasons;
}

/** What stands after a function's name; arguments of a constructor before those of its method. */
function typesOf(signature: string): string | null {
  const open = signature.search(/[(<]/);
  if (open < 0) return null;
  const types = signature.slice(open);
  if (!signature.startsWith('new ')) return types;
  const made = listIn(types);
  const method = types.slice(made.length).replace(/^[^(<]*/, '');
  const list = method.startsWith('<') ? null : listIn(method);
  const both = [made, list ?? ''].map((each) => each.slice(1, -1)).filter((each) => each !== '');
  return list === null ? null : `(${both.join(', ')})${method.slice(list.length)}`;
}

/** The list in parentheses that a text begins with. */
function listIn(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text.slice(0, i + 1);
  }
  return text;
}

/** `name(a: T): R` as a function that hands its arguments to the network. */
function functionText(name: string, signature: string, typed: boolean): string {
  const local = name.split('.').at(-1) ?? name;
  const isDefault = local === 'default';
  const called = isDefault ? 'learned' : local;
  const heading = isDefault ? 'export default function ' : 'export function ';
  const types = typed ? typesOf(signature) : null;
  return types === null
    ? `${heading}${called}(...args) {\n  return network(...args);\n}`
    : `${heading}${called}${types} {\n  return network(...arguments);\n}`;
}
