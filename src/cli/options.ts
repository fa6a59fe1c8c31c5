import { parseArgs } from 'node:util';
import { UserError } from '../shared/errors.ts';

/** Every option of every command; a command takes those it lists. */
const OPTIONS = {
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  out: { type: 'string' },
  input: { type: 'string' },
  inputs: { type: 'string' },
  steps: { type: 'string' },
  'no-steps': { type: 'boolean' },
  network: { type: 'string' },
  networks: { type: 'string' },
  seeds: { type: 'string' },
  svg: { type: 'string' },
  html: { type: 'string' },
  backend: { type: 'string' },
  seed: { type: 'string' },
  budget: { type: 'string' },
  'train-size': { type: 'string' },
  sizes: { type: 'string' },
  runs: { type: 'string' },
  generator: { type: 'string' },
  guess: { type: 'boolean' },
  timeout: { type: 'string' },
  format: { type: 'string' },
  dialect: { type: 'string' },
  'emit-ts': { type: 'boolean' },
  spec: { type: 'boolean' },
  loop: { type: 'string' },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** A command line, taken apart. */
export class Arguments {
  private constructor(
    readonly positionals: readonly string[],
    private readonly values: Readonly<Record<string, string | boolean | undefined>>,
  ) {}

  /** @throws {UserError} exit 2 for an option that the command does not have. */
  static parse(args: readonly string[], command: string, allowed: readonly OptionName[]): Arguments {
    const names: readonly OptionName[] = [...allowed, 'verbose', 'help'];
    const options = Object.fromEntries(names.map((name) => [name, OPTIONS[name]]));
    try {
      const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
      return new Arguments(positionals, values);
    } catch (error) {
      const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
      const dashed = /^Option '(?:-\w, )?(--[\w-]+).* argument is ambiguous/.exec(message ?? '');
      if (dashed) throw new UserError(`The value of ${dashed[1]} begins with a dash: write ${dashed[1]}=VALUE.`);
      throw new UserError(`${message ?? ''}: \`understudy ${command} --help\` lists the options.`);
    }
  }

  flag(name: OptionName): boolean {
    return this.values[name] === true;
  }

  text(name: OptionName): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  one<T extends string>(name: OptionName, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined || (choices as readonly string[]).includes(value)) return value as T | undefined;
    throw new UserError(`--${name} takes ${choices.join(' or ')}, not ${JSON.stringify(value)}.`);
  }

  number(name: OptionName, fallback: number, least: number, whole = true): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= least && (!whole || Number.isInteger(value)))
      return value;
    throw new UserError(
      `--${name} takes ${whole ? 'a whole number' : 'a number'} of at least ${least}, not ${JSON.stringify(text)}.`,
    );
  }

  sizes(name: OptionName, fallback: readonly number[]): readonly number[] {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const parts = text.split(',').map((part) => part.trim());
    if (parts.every((part) => /^\d{1,9}(\.\.\d{1,9})?$/.test(part))) return parts.flatMap(doublings);
    throw new UserError(`--${name} takes sizes like 16,64,1000 or 4..1024, not ${JSON.stringify(text)}.`);
  }

  /** The positional arguments, which must be this many. */
  expect(usage: string, least: number, most: number): readonly string[] {
    if (this.positionals.length >= least && this.positionals.length <= most) return this.positionals;
    throw new UserError(`Usage: understudy ${usage}`);
  }
}

/** `4..64` stands for 4, 8, 16, 32, 64; the last size is always among them. */
function doublings(part: string): number[] {
  const [from = 0, to = from] = part.split('..').map(Number);
  const sizes: number[] = [];
  for (let size = Math.max(1, from); size < to; size *= 2) sizes.push(size);
  return [...sizes, to];
}
