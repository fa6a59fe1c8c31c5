import * as v from 'valibot';
import { UserError } from '../../shared/errors.ts';

/** Versions of the folder's format that this Understudy reads: this one only. */
const FORMAT_VERSION = 1;
const FORMAT = 'understudy-model';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === 'object' && Object.values(value).every(isJson);
}

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A plain name: nothing that leads out of the folder. */
export const fileNameSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/));

/** What a model says of itself. It holds no times, so that two learns with one seed are equal byte for byte. */
const descriptionSchema = v.object({
  /** The version of Understudy that wrote it. */
  createdBy: v.string(),
  function: v.object({ file: v.string(), name: v.string(), signature: v.string() }),
  /** Of the source text that was learned. */
  source: v.object({ sha256: sha256Schema }),
  network: v.object({
    kind: v.picklist(['machine', 'mpnn', 'transformer']),
    steps: v.picklist(['expression', 'statement']),
  }),
  /** What else the network needs to run and the report to be told again: step table, weights' table, training. */
  parts: v.record(v.string(), v.custom<Json>(isJson, 'this is not JSON')),
});

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  ...descriptionSchema.entries,
  /** Every other file of the folder. */
  files: v.record(
    fileNameSchema,
    v.object({ bytes: v.pipe(v.number(), v.integer(), v.minValue(0)), sha256: sha256Schema }),
  ),
});

export type Description = v.InferOutput<typeof descriptionSchema>;
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** @throws {TypeError} if the description can't be written as it is, `NaN` for instance. */
export function formatManifest(description: Description, files: Manifest['files']): string {
  const manifest = { format: FORMAT, version: FORMAT_VERSION, ...description, files };
  const checked = v.safeParse(manifestSchema, manifest);
  if (!checked.success) throw new TypeError(`a model can't be described by this: ${describe(checked.issues[0])}`);
  return JSON.stringify(manifest, null, 1) + '\n';
}

/** @throws {UserError} in one sentence that says what is wrong with the model and what to do. */
export function parseManifest(text: string, dir: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UserError(`The model in ${dir} is damaged (model.json is not JSON): learn the function again.`);
  }
  const { format, version } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== FORMAT) {
    throw new UserError(`${dir} holds no model of Understudy: give the folder that understudy learn wrote.`);
  }
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    throw new UserError(
      `The model in ${dir} has format version ${version} and this Understudy reads up to ${FORMAT_VERSION}: ` +
        'update Understudy, or learn the function again.',
    );
  }
  const parsed = v.safeParse(manifestSchema, json);
  if (parsed.success) return parsed.output;
  throw new UserError(
    `The model in ${dir} is damaged (model.json: ${describe(parsed.issues[0])}): learn the function again.`,
  );
}

/** Whether a text is the manifest of a model, even of a damaged or newer one. */
export function looksLikeManifest(text: string): boolean {
  return text.includes(`"${FORMAT}"`);
}

function describe(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`;
}
