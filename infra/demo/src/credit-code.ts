/** Characters of a code in the order of their values, 0 to 30. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * The unified social credit code of a legal person with its check character (GB 32100-2015): 31 − (sum mod 31), 31 counting as 0,
 * where the weights are the powers of 3 modulo 31.
 */
export function creditCodeOf(first17: string): string {
  let [sum, weight] = [0, 1];
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return first17 + ALPHABET.charAt((31 - (sum % 31)) % 31);
}
