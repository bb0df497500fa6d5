import { expect, it } from '@jest/globals';
import { allow, changeOf, refuse, type Outcome } from './outcome.js';
import { Refusal } from './refusal.js';

const refusalOf = (reason: 'TOO_LATE') => new Refusal(reason, { zh: '太晚了。', en: 'It is too late.' });

it('an outcome that allows gives its change', () => {
  expect(changeOf<string, 'TOO_LATE'>(allow('CLOSED'), refusalOf)).toBe('CLOSED');
});

it('an outcome that refuses throws the refusal that its reason stands for', () => {
  const outcome: Outcome<string, 'TOO_LATE'> = refuse('TOO_LATE');
  expect(() => changeOf(outcome, refusalOf)).toThrow(refusalOf('TOO_LATE'));
});
