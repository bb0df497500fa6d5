const PHONE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/;
const LANDLINE = /(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)/;
const IDENTITY = /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/;

/** What is wrong with a text that anyone may read. */
export type TextFault = 'LENGTH' | 'PERSONAL_NUMBER';

/**
 * What is wrong with a text that is kept in the clear: 1 to `most` characters without the spaces around it, and no number of a
 * phone or of an identity card, with full-width digits too. Null for a sound one.
 */
export function faultInText(text: string, most: number): TextFault | null {
  const characters = Array.from(text.trim()).length;
  if (characters < 1 || characters > most) return 'LENGTH';
  const plain = text.normalize('NFKC');
  return PHONE.test(plain) || LANDLINE.test(plain) || IDENTITY.test(plain) ? 'PERSONAL_NUMBER' : null;
}
