import { InputErrors } from './input.errors.js';
import { faultInText } from './text.rules.js';

/** A text of an input as it is kept, without the spaces around it; refuses one that may not be read by anyone. */
export function clearText(text: string, most: number, path: string): string {
  switch (faultInText(text, most)) {
    case 'LENGTH':
      throw InputErrors.textLength({ path, most });
    case 'PERSONAL_NUMBER':
      throw InputErrors.textHoldsPersonalNumber({ path });
    case null:
      return text.trim();
  }
}
