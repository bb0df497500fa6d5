/** What the tokens of a subject lose: the roles for a territory and all within it, those for a unit, or with neither everything. */
export interface RevokedRoles {
  /** A person's id, or the account of a machine. */
  readonly subject: string;
  readonly territory: string | null;
  readonly unit: string | null;
}

const SUBJECT = /^[\x21-\x7e]{1,200}$/;
const PERSON = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The subject as it is written down; null for a text that no token has as its subject. */
export function subjectFrom(text: string): string | null {
  if (!SUBJECT.test(text)) return null;
  return PERSON.test(text) ? text.toLowerCase() : text;
}
