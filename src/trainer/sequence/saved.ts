import type * as TensorFlow from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { Json } from '../model/manifest.ts';
import type { Tensors } from '../model/safetensors.ts';
import { Parameters } from '../tensor/parameters.ts';
import { Transformer } from './network.ts';
import { parameterSpecs } from './transformer.ts';
import { Vocabulary } from './vocabulary.ts';

const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));

const descriptionSchema = v.object({
  shape: v.object({
    vocabulary: size,
    values: size,
    width: size,
    heads: size,
    headWidth: size,
    layers: size,
    hidden: size,
  }),
  tokens: v.array(v.string()),
  bins: v.array(v.number()),
});

/** What `readTransformer` needs besides the tensors. */
export function describeTransformer({ shape, vocabulary }: Transformer): Json {
  return { shape: { ...shape }, tokens: [...vocabulary.tokens], bins: [...vocabulary.bins] };
}

/** @throws if description and tensors don't belong together */
export function readTransformer(tf: typeof TensorFlow, description: Json, tensors: Tensors): Transformer {
  const { shape, tokens, bins } = v.parse(descriptionSchema, description);
  const weights = new Parameters(tf, parameterSpecs(shape), 0);
  const network = new Transformer(tf, weights, shape, new Vocabulary(tokens, bins));
  try {
    weights.load(tensors);
    return network;
  } catch (error) {
    network.dispose();
    throw error;
  }
}
