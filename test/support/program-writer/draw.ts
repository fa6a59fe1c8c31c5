/** Where a program's choices come from; 0 is always the simplest. */
export interface Draw {
  /** A whole number in [0, below). */
  below(below: number): number;
  readonly ended: boolean;
}

/** Choices from a list; when it has run out, every choice is the simplest one. */
export function sequence(choices: readonly number[]): Draw {
  let at = 0;
  return {
    below: (below) => (choices[at++] ?? 0) % below,
    get ended() {
      return at >= choices.length;
    },
  };
}
