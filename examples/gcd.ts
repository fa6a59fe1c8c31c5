/**
 * Euclid's algorithm for the greatest common divisor.
 *
 * @param a a whole number, not negative
 * @param b a whole number, not negative
 * @integer a
 * @integer b
 * @range a 0..1000
 * @range b 0..1000
 */
export function gcd(a: number, b: number): number {
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
