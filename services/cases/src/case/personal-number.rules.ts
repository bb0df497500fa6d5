const PHONE = /(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/;
const PHONE_IN_ONE = /(?<!\d)(?:(?:\+|00)?86)?1[3-9]\d{9}(?!\d)/;
const LANDLINE = /(?<!\d)0[1-9]\d{1,2}[)\- ]{0,2}\d{7,8}(?!\d)/;
const IDENTITY = /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/;

/** What people put between the digits of one number; taken out kind by kind, so that a day beside a number does not join it. */
const SEPARATORS = [/(?<=\d)\s{1,3}(?=\d)/g, /(?<=\d)\p{Dash}{1,3}(?=\d)/gu, /(?<=\d)[.·・]{1,3}(?=\d)/g];
const INVISIBLE = /\p{Cf}/gu;
const NUMERALS = '零一二三四五六七八九';
/** As many numerals in a row as a phone has; fewer are an ordinary number. */
const LONG_NUMERAL = /[零一二三四五六七八九]{11,}/g;

/** Whether a text that everyone may read holds the number of a phone or of an identity card, however its digits are written. */
export function holdsPersonalNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').replace(/〇/g, '零').replace(/幺/g, '一');
  const inDigits = plain.replace(LONG_NUMERAL, (run) => Array.from(run, (one) => NUMERALS.indexOf(one)).join(''));
  if (PHONE.test(inDigits)) return true;
  const spellings = [inDigits, ...SEPARATORS.map((separator) => inDigits.replace(separator, ''))];
  return spellings.some((spelling) => [PHONE_IN_ONE, LANDLINE, IDENTITY].some((form) => form.test(spelling)));
}
