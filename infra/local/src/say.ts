import type { Language } from '@linli/domain/refusal';

/** A sentence in each language that the launcher speaks. */
export type Words = Readonly<Record<Language, string>>;

/** Tells whoever started us something. */
export type Say = (words: Words) => void;

/** Speaks one language, a line at a time. */
export function speaker(language: Language, write: (line: string) => void): Say {
  return (words) => write(words[language]);
}

/** A failure in the words of whoever started us; null where it is a defect of ours, which needs its stack. */
export function wordsOf(error: unknown): Words | null {
  return error instanceof Error && 'messages' in error ? (error.messages as Words) : null;
}
