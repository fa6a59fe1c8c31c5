import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

/** In place of `src/trainer/tensor/gradients.ts`: TensorFlow.js's own gradients, which the import above has registered. */
export function registerGradients(): void {
  return;
}
