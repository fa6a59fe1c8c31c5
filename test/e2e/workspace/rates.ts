const HIGH = 100;

export function rate(price: number): number {
  return price > HIGH ? 3 : 2;
}
