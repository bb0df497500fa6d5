const MOST_CHARACTERS = 100;

/** A name as it is kept: trimmed, 1 to 100 characters, none of them NUL; null where the text is none. */
export function nameFrom(text: string | null): string | null {
  const trimmed = (text ?? '').trim();
  if (trimmed.includes('\0')) return null;
  const characters = Array.from(trimmed).length;
  return characters >= 1 && characters <= MOST_CHARACTERS ? trimmed : null;
}
