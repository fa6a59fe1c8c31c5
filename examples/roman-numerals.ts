const NUMERALS: readonly (readonly [value: number, letters: string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/**
 * Writes a number in Roman numerals.
 *
 * @param value from 1 to 3999
 * @throws {RangeError} if there is no numeral for `value`
 * @integer value
 * @range value 1..3999
 */
export function toRoman(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 3999) throw new RangeError(`There is no numeral for ${value}.`);
  let rest = value;
  let numeral = '';
  for (const [worth, letters] of NUMERALS) {
    while (rest >= worth) {
      numeral += letters;
      rest -= worth;
    }
  }
  return numeral;
}

/**
 * Reads a number in Roman numerals.
 *
 * @param numeral such as MCMXCIV
 * @throws {RangeError} if a letter is no Roman digit
 * @alphabet numeral IVXLCDM
 */
export function fromRoman(numeral: string): number {
  let total = 0;
  let previous = 0;
  for (const letter of numeral) {
    const value = digit(letter);
    total += value;
    // The digit before was meant to be taken away from this one, and has been added.
    if (value > previous) total -= 2 * previous;
    previous = value;
  }
  return total;
}

function digit(letter: string): number {
  switch (letter) {
    case 'I':
      return 1;
    case 'V':
      return 5;
    case 'X':
      return 10;
    case 'L':
      return 50;
    case 'C':
      return 100;
    case 'D':
      return 500;
    case 'M':
      return 1000;
    default:
      throw new RangeError(`${letter} is no Roman digit.`);
  }
}
