/** Whether a text is one that PostgreSQL can hold: Unicode that is well-formed, without the character NUL. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
