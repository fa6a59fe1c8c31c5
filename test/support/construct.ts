/** One construct of the language each: a module that exports `f`, and what arguments it takes. */
export interface Construct {
  readonly name: string;
  readonly source: string;
  readonly inputs: 'n' | 'a' | 's' | 'ab';
  /** Set where the machine can't know the whole: an operation that never once succeeds leaves no trace. */
  readonly traceOnly?: true;
  /** Not strict, as a script without the exporting word is. */
  readonly sloppy?: true;
}
