/** Characters of a code in the order of their values, 0 to 30: digits and letters without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/** Whether the text has the form of a unified social credit code: 18 characters of its alphabet. */
export function hasCreditCodeForm(text: string): boolean {
  return text.length === LENGTH && Array.from(text).every((character) => ALPHABET.includes(character));
}

/** Whether the text is a unified social credit code: its form, and the check character that its first 17 demand (GB 32100-2015). */
export function isCreditCode(text: string): boolean {
  return hasCreditCodeForm(text) && text.endsWith(checkCharacterOf(text.slice(0, LENGTH - 1)));
}

/** The check is 31 − (sum mod 31), 31 counting as 0; the weights are the powers of 3 modulo 31. */
function checkCharacterOf(first17: string): string {
  let [sum, weight] = [0, 1];
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
