import { catalogue } from '@linli/domain/refusal';

export const AgreementErrors = catalogue({
  signedAlready: {
    code: 'AGREEMENT_SIGNED_ALREADY',
    zh: '协议“{title}”的这一方已签署，或协议已终止（{status}）。',
    en: 'This side has signed “{title}” already, or it has ended ({status}).',
  },
  signedTooEarly: {
    code: 'BAD_USER_INPUT',
    zh: '签署日期（{path}）不能晚于今天 {today}。',
    en: 'The day of signing ({path}) cannot lie after today, {today}.',
  },
  signedAfterItsEnd: {
    code: 'BAD_USER_INPUT',
    zh: '签署日期（{path}）晚于协议终止日 {endsOn}。',
    en: 'The day of signing ({path}) lies after the day that it ends, {endsOn}.',
  },
  ended: {
    code: 'AGREEMENT_ENDED',
    zh: '协议“{title}”已终止，不能再列入资源（{path}）。',
    en: '“{title}” has ended and lists no more resources ({path}).',
  },
});
