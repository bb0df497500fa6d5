import { catalogue } from '@linli/domain/refusal';

export const LedgerErrors = catalogue({
  nothingEntered: {
    code: 'BAD_USER_INPUT',
    zh: '台账（{path}）至少要填一项。',
    en: 'A ledger ({path}) has at least one entry.',
  },
  enteredTwice: {
    code: 'BAD_USER_INPUT',
    zh: '同一类别只填一次（{path}）；请合并后重试。',
    en: 'A category is entered once ({path}); put the two together and try again.',
  },
  withheldHasNoCount: {
    code: 'BAD_USER_INPUT',
    zh: '注明不公开的类别不填数目（{path}）。',
    en: 'What is withheld has no count ({path}).',
  },
  countNeeded: {
    code: 'BAD_USER_INPUT',
    zh: '请填写数目（{path}）；来源不公开的，请注明 WITHHELD，而不要填 0。',
    en: 'Enter the count ({path}); where the source withholds it say WITHHELD, and never 0.',
  },
  countOutOfBounds: {
    code: 'BAD_USER_INPUT',
    zh: '数目（{path}）须在 0 至 200000000 之间。',
    en: 'A count ({path}) is between 0 and 200000000.',
  },
  inTheFuture: {
    code: 'BAD_USER_INPUT',
    zh: '台账日期（{path}）不能晚于今天（{today}）。',
    en: 'The day of a ledger ({path}) cannot be after today ({today}).',
  },
});
