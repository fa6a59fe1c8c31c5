import type { Host } from '../../analyzer/sandbox/host.ts';
import { UserError } from '../../shared/errors.ts';
import { createRandom, type Random } from '../../shared/random.ts';
import { encode, type Wire } from '../../shared/values.ts';

/** A user's generator: an argument list of a size. */
export type UserInputs = (size: number, random: Random) => unknown[];

/** What it is tried with first, so that what is wrong with it is not laid to the function's charge. */
const TRIED_SIZES = [0, 1, 2, 3, 5, 8, 13, 16] as const;
const TRIAL_MS = 8_000;

/** Tags of what is not read back, with what to call them. */
const UNREADABLE: Readonly<Record<string, string>> = {
  function: 'a function',
  symbol: 'a symbol',
  instance: 'an object of a class of its own',
  cycle: 'an object that contains itself',
  Error: 'an error',
  unreadable: 'a getter that throws',
};

/** Loads a user's generator and tries it. @throws {UserError} exit 2 for one that does not load, end, or give arguments. */
export function openUserInputs(host: Host, code: string): UserInputs {
  const inputs = load(host, code);
  if (typeof inputs !== 'function') {
    throw new UserError('The generator exports no function inputs(size, random): write one that returns an argument array.'); // prettier-ignore
  }
  const ask: UserInputs = (size, random) => requireArguments(callOn(inputs as UserInputs, size, random));
  let tried: number = TRIED_SIZES[0];
  const ended = host.limited(TRIAL_MS, () => {
    for (tried of TRIED_SIZES) ask(tried, createRandom(tried));
  });
  if (ended === 'ok') return ask;
  throw new UserError(`The generator did not end for size ${tried}: mend its function inputs(size, random).`);
}

function load(host: Host, code: string): unknown {
  try {
    const make = host.compile(code, 'generator.js') as () => { readonly inputs?: unknown };
    return make().inputs;
  } catch (error) {
    throw new UserError(`The generator can't be loaded (${messageOf(error)}): mend it, or leave --generator out.`);
  }
}

function callOn(inputs: UserInputs, size: number, random: Random): unknown {
  try {
    return inputs(size, random);
  } catch (error) {
    throw new UserError(
      `The generator failed for size ${size}: ${messageOf(error)}. Mend its function inputs(size, random).`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function requireArguments(args: unknown): unknown[] {
  if (!Array.isArray(args)) {
    throw new UserError('The generator must give an array of arguments: let inputs(size, random) return one.');
  }
  const wrong = unreadable(encode(args));
  if (wrong === null) return args;
  throw new UserError(`The generator gave ${wrong}, which no model can keep: let it give plain values.`);
}

/** What in a value has no wire form that could be read back. */
function unreadable(wire: Wire): string | null {
  if (wire === null || typeof wire !== 'object') return null;
  const tag = Array.isArray(wire) ? undefined : (wire as { readonly [key: string]: Wire })['$'];
  if (typeof tag === 'string' && Object.hasOwn(UNREADABLE, tag)) return UNREADABLE[tag] ?? null;
  for (const part of Object.values(wire as object) as Wire[]) {
    const found = unreadable(part);
    if (found !== null) return found;
  }
  return null;
}
