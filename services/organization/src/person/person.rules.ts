/** A person as they are given by whoever registers them. */
export interface GivenPerson {
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly address?: string | null | undefined;
}

/** What is kept of a person, sealed; null for what was not given. */
export interface PersonalData {
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
}

/** A correction as it is given; what is null is not corrected. */
export interface GivenCorrection {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** Digits with spaces or hyphens between, and an international prefix where there is one; 5 to 20 characters. */
const PHONE = /^\+?[0-9][0-9 -]{3,18}[0-9]$/;
const BOUNDS = { name: 50, address: 200 } as const;

export function isPhone(text: string): boolean {
  return PHONE.test(text);
}

/** A phone number as it is compared: its digits, without the country's prefix before a mobile number. */
export function phoneDigits(phone: string): string {
  return phone.replace(/[^0-9]/g, '').replace(/^(00)?86(?=1[0-9]{10}$)/, '');
}

/** The data as they are kept, trimmed; a blank phone or address is none. */
export function personalDataOf({ name, phone, address }: GivenPerson): PersonalData {
  return { name: name.trim(), phone: trimmed(phone), address: trimmed(address) };
}

/** The parts to correct, trimmed; a blank phone or address is taken out. */
export function correctionOf({ name, phone, address }: GivenCorrection): Partial<PersonalData> {
  return {
    ...(name === null ? {} : { name: name.trim() }),
    ...(phone === null ? {} : { phone: trimmed(phone) }),
    ...(address === null ? {} : { address: trimmed(address) }),
  };
}

/** The first part that cannot be kept: a name of 1 to 50 characters, a phone number, an address of at most 200; null where all can. */
export function faultIn({ name, phone, address }: PersonalData): keyof PersonalData | null {
  const characters = Array.from(name).length;
  if (characters < 1 || characters > BOUNDS.name) return 'name';
  if (phone !== null && !isPhone(phone)) return 'phone';
  return address !== null && Array.from(address).length > BOUNDS.address ? 'address' : null;
}

function trimmed(text: string | null | undefined): string | null {
  const kept = (text ?? '').trim();
  return kept === '' ? null : kept;
}
