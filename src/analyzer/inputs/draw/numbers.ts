import { pick, randomInt } from '../../../shared/random.ts';
import type { BigintSpec, NumberSpec } from '../spec.ts';
import { chance, type Context } from './context.ts';

const WIDE = 1_000_000;
const SPECIALS = [NaN, Infinity, -Infinity, -0] as const;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The usual range at a size: around zero as far as the limits allow, never empty. */
function usualRange(spec: NumberSpec | BigintSpec, size: number, reach = Math.max(size, 2)): Bounds {
  const low = spec.min ?? Math.min(-reach, (spec.max ?? 0) - reach);
  const high = spec.max ?? Math.max(reach, low + reach);
  if (low > high) return { low, high: low };
  return { low: Math.max(low, -WIDE, Math.min(high, -reach)), high: Math.min(high, Math.max(low, 0) + 2 * reach) };
}

/**
 * A number for an argument or inside of one. As an argument of its own it follows the size: up to it in training, and
 * between half of it and all of it where the size is exact (runs at one size should differ).
 */
export function drawNumber(spec: NumberSpec, context: Context): number {
  const { random, style } = context;
  const isSpecial = style === 'special' && spec.specials;
  if (context.exact && context.depth === 0 && !isSpecial) return exactNumber(spec, context);
  switch (style) {
    case 'literals':
      if (spec.extra.length > 0) return fit(spec, pick(random, spec.extra));
      break;
    case 'special':
      if (spec.specials) return pick(random, SPECIALS);
      break;
    case 'wide':
      return wideNumber(spec, context);
    case 'negative':
      return fit(spec, -Math.abs(usual(spec, context)));
    case 'fractional':
      return spec.integer ? usual(spec, context) : fraction(spec, context);
    case 'zeros':
    case 'equal':
      return fit(spec, 0);
    case 'duplicates':
    case 'sorted':
      return fit(spec, randomInt(random, 1, 2));
    case 'repeats':
      return fit(spec, spec.max ?? context.size);
    default:
      break;
  }
  if (spec.extra.length > 0 && chance(random, 0.3)) {
    // Between thresholds that lie far outside of the usual range, or on them.
    const [low, high] = [Math.min(0, ...spec.extra), Math.max(...spec.extra)];
    const reach = spec.scale === 'count' ? Math.min(high, 4 * context.size) : high;
    return fit(spec, chance(random, 0.5) ? pick(random, spec.extra) : randomInt(random, low, Math.ceil(reach * 1.5)));
  }
  return usual(spec, context);
}

function usual(spec: NumberSpec, context: Context): number {
  const isLimited = spec.min !== null && spec.max !== null;
  const { low, high } = isLimited && chance(context.random, 0.5) ? all(spec) : usualRange(spec, context.size);
  const isNarrow = !Number.isInteger(low) || !Number.isInteger(high) || high - low <= 1;
  if (!spec.integer && isNarrow && chance(context.random, 0.9))
    return round(low + context.random() * (high - low), spec);
  return randomInt(context.random, Math.ceil(low), Math.max(Math.ceil(low), Math.floor(high)));
}

function all(spec: NumberSpec): Bounds {
  return { low: Math.max(spec.min ?? -WIDE, -WIDE), high: Math.min(spec.max ?? WIDE, WIDE) };
}

function exactNumber(spec: NumberSpec, context: Context): number {
  const { random, size } = context;
  // Limits that leave no room for the size: everything they allow.
  if (spec.max !== null && spec.max < size) return usual(spec, context);
  const magnitude = randomInt(random, Math.ceil(size / 2), size);
  const isNegative = context.style === 'negative' || context.style === 'reversed';
  const sign = isNegative && (spec.min === null || spec.min <= -magnitude) ? -1 : 1;
  const part = context.style === 'fractional' && !spec.integer ? randomInt(random, 1, 3) / 4 : 0;
  return fit(spec, sign * (magnitude - part));
}

function wideNumber(spec: NumberSpec, context: Context): number {
  const reach = spec.scale === 'count' && context.depth === 0 ? Math.max(context.size, 2) : WIDE;
  const low = Math.max(spec.min ?? -reach, -reach);
  const high = Math.max(low, Math.min(spec.max ?? reach, Math.max(reach, low)));
  return fit(spec, randomInt(context.random, Math.ceil(low), Math.max(Math.ceil(low), Math.floor(high))));
}

/** Quarters are exact in binary; tenths are not, which is where sums begin to differ. */
function fraction(spec: NumberSpec, context: Context): number {
  const whole = usual(spec, context);
  const part = chance(context.random, 0.5) ? randomInt(context.random, 1, 3) / 4 : randomInt(context.random, 1, 9) / 10;
  return fit(spec, whole + part);
}

function round(value: number, spec: NumberSpec): number {
  const tenths = Math.round(value * 1000) / 1000;
  return (spec.min !== null && tenths < spec.min) || (spec.max !== null && tenths > spec.max) ? value : tenths;
}

/** The nearest value that the spec allows. */
export function fit(spec: NumberSpec, value: number): number {
  if (Number.isNaN(value) || (!Number.isFinite(value) && spec.specials)) return value;
  let fitted = spec.integer ? Math.trunc(value) : value;
  if (spec.min !== null && fitted < spec.min) fitted = spec.integer ? Math.ceil(spec.min) : spec.min;
  if (spec.max !== null && fitted > spec.max) fitted = spec.integer ? Math.floor(spec.max) : spec.max;
  return fitted === 0 ? 0 : fitted;
}

export function drawBigint(spec: BigintSpec, context: Context): bigint {
  const plain: NumberSpec = { ...spec, kind: 'number', integer: true, specials: false, scale: 'value' };
  const value = BigInt(drawNumber(plain, context));
  // Beyond 2^53 is where bigints are used; keep the sign and the limits.
  const large = context.style === 'wide' && spec.max === null && value > 0n;
  return large ? value * BigInt(1 + randomInt(context.random, 0, WIDE)) * 1_000_003n : value;
}
