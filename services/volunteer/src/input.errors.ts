import { catalogue } from '@linli/domain/refusal';

/** Refusals of inputs that any mutation here may take. */
export const InputErrors = catalogue({
  textLength: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 须为 1 至 {most} 个字；请改正后重试。',
    en: '{path} has 1 to {most} characters; correct it and try again.',
  },
  textHoldsPersonalNumber: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 人人可查，请勿写入电话号码或身份证号。',
    en: 'Anyone can read {path}: leave phone and identity numbers out of it.',
  },
  quantityOutOfBounds: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 须为正整数。',
    en: '{path} is a whole number of 1 or more.',
  },
  daysCrossed: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 早于起始日期；请改正其中一项。',
    en: '{path} lies before the day that it starts; correct one of them.',
  },
  tooMany: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 超过上限 {most} 项。',
    en: '{path} would hold more than {most}.',
  },
});
