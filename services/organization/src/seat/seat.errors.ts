import { catalogue } from '@linli/domain/refusal';

export const SeatErrors = catalogue({
  secretaryTaken: {
    code: 'SEAT_TAKEN',
    zh: '这一任期内该组织已有书记；请先结束其任期（endSeat）。',
    en: 'The organisation has a secretary in that time; end their seat first (endSeat).',
  },
  alreadyHeld: {
    code: 'SEAT_ALREADY_HELD',
    zh: '此人在这一任期内已任该职。',
    en: 'The person holds this very seat in that time already.',
  },
  endsBeforeItStarts: {
    code: 'BAD_USER_INPUT',
    zh: '任期不能在 {startsOn} 开始之前结束（{path}）。',
    en: 'A seat cannot end before it starts on {startsOn} ({path}).',
  },
  hasEnded: {
    code: 'SEAT_ENDED',
    zh: '任期已于 {endsOn} 结束，不能再改。',
    en: 'The seat ended with {endsOn} and is changed no more.',
  },
  notLonger: {
    code: 'BAD_USER_INPUT',
    zh: '任期到 {endsOn} 为止，只能提前（{path}）；延任请重新任命。',
    en: 'The seat lasts until {endsOn} and can only end earlier ({path}); to go on, appoint anew.',
  },
});
