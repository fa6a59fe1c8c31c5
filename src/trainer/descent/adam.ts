/** What Adam remembers of earlier steps; with the parameters it is all that a training needs to go on. */
export interface AdamState {
  /** Steps done. */
  step: number;
  /** [parameters] Mean of gradients, … */
  readonly momentum: Float32Array;
  /** [parameters] … and of their squares. */
  readonly scale: Float32Array;
}

const MOMENTUM_MEMORY = 0.9;
const SCALE_MEMORY = 0.98;
const EPSILON = 1e-8;
/** Longest gradient; what is longer is shortened to it. */
const MAX_NORM = 1;

export function createAdam(parameters: number): AdamState {
  return { step: 0, momentum: new Float32Array(parameters), scale: new Float32Array(parameters) };
}

/**
 * One step of Adam (Kingma & Ba 2015) with the gradient's norm cut off (Pascanu et al. 2013). In plain JavaScript: it takes
 * under a millisecond for 100,000 parameters, less than as many small kernels, and is the same on every backend.
 *
 * @param values [parameters] changed in place
 * @param gradient [parameters]
 */
export function adamStep(state: AdamState, values: Float32Array, gradient: Float32Array, learningRate: number): void {
  const { momentum, scale } = state;
  const step = ++state.step;
  let squares = 0;
  for (const g of gradient) squares += g * g;
  const shorten = Math.min(1, MAX_NORM / Math.sqrt(squares + EPSILON));
  const rate = (learningRate * Math.sqrt(1 - SCALE_MEMORY ** step)) / (1 - MOMENTUM_MEMORY ** step);
  for (let i = 0; i < values.length; i++) {
    const g = (gradient[i] ?? 0) * shorten;
    const m = MOMENTUM_MEMORY * (momentum[i] ?? 0) + (1 - MOMENTUM_MEMORY) * g;
    const v = SCALE_MEMORY * (scale[i] ?? 0) + (1 - SCALE_MEMORY) * g * g;
    momentum[i] = m;
    scale[i] = v;
    values[i] = (values[i] ?? 0) - (rate * m) / (Math.sqrt(v) + EPSILON);
  }
}
