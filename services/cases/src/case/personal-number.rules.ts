const PHONE = /(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/;
const LANDLINE = /(?<!\d)0[1-9]\d{1,2}[)\- ]{0,2}\d{7,8}(?!\d)/;
const IDENTITY = /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/;

/** Whether a text that everyone may read holds the number of a phone or of an identity card, with full-width digits too. */
export function holdsPersonalNumber(text: string): boolean {
  const plain = text.normalize('NFKC');
  return PHONE.test(plain) || LANDLINE.test(plain) || IDENTITY.test(plain);
}
