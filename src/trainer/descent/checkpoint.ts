import { readFile, rename, rm, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { decodeSafetensors, encodeSafetensors, SafetensorsError } from '../model/safetensors.ts';

/** A training in full: what it needs to go on as if it had never been cut off. */
export interface TrainingState {
  readonly step: number;
  /** Share of the first learning rate. */
  readonly rate: number;
  /** Checks since validation last improved. */
  readonly idleChecks: number;
  readonly bestLoss: number;
  readonly bestAccuracy: number;
  readonly bestStep: number;
  /** Validations in a row that were perfect. */
  readonly solved: number;
  /** Training time so far, seconds. */
  readonly seconds: number;
  /** [parameters] each */
  readonly values: Float32Array;
  /** Their running mean. */
  readonly averaged: Float32Array;
  readonly best: Float32Array;
  readonly momentum: Float32Array;
  readonly scale: Float32Array;
}

const NUMBERS = ['step', 'rate', 'idleChecks', 'bestLoss', 'bestAccuracy', 'bestStep', 'solved', 'seconds'] as const;
const ROWS = ['values', 'averaged', 'best', 'momentum', 'scale'] as const;

/** Where a training that was cut off is found again; `key` tells trainings of other functions and options apart. */
export class CheckpointFile {
  constructor(
    private readonly file: string,
    private readonly key: number,
  ) {}

  /** Written whole or not at all: a crash leaves the one before. */
  async save(state: TrainingState): Promise<void> {
    const row = (data: Float32Array) => ({ shape: [data.length], data });
    const numbers = new Float64Array([this.key, ...NUMBERS.map((name) => state[name])]);
    const bytes = encodeSafetensors({
      ...Object.fromEntries(ROWS.map((name) => [name, row(state[name])])),
      // 64-bit numbers as pairs of 32-bit words, bit by bit.
      numbers: row(Float32Array.from(new Uint16Array(numbers.buffer))),
    });
    await mkdir(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.tmp`;
    await writeFile(temporary, bytes);
    await rename(temporary, this.file);
  }

  /** null where there is none, or one of another training, or half of one. */
  async load(parameters: number): Promise<TrainingState | null> {
    try {
      const tensors = decodeSafetensors(await readFile(this.file));
      const words = Uint16Array.from(tensors['numbers']?.data ?? []);
      const [key, ...numbers] = new Float64Array(words.buffer);
      const rows = ROWS.map((name) => tensors[name]?.data ?? new Float32Array());
      if (key !== this.key || rows.some((row) => row.length !== parameters)) return null;
      return {
        ...(Object.fromEntries(NUMBERS.map((name, i) => [name, numbers[i] ?? 0])) as Record<
          (typeof NUMBERS)[number],
          number
        >),
        ...(Object.fromEntries(ROWS.map((name, i) => [name, rows[i]])) as Record<(typeof ROWS)[number], Float32Array>),
      };
    } catch (error) {
      if (error instanceof SafetensorsError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(): Promise<void> {
    await rm(this.file, { force: true });
  }
}
