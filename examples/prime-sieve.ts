/**
 * The sieve of Eratosthenes.
 *
 * @param limit the largest number looked at
 * @returns the primes up to and including `limit`
 * @integer limit
 * @range limit 0..200
 */
export function primesUpTo(limit: number): number[] {
  const composite = new Set<number>();
  const primes: number[] = [];
  for (let n = 2; n <= limit; n++) {
    if (composite.has(n)) continue;
    primes.push(n);
    for (let multiple = n * n; multiple <= limit; multiple += n) composite.add(multiple);
  }
  return primes;
}
