import { expect, it } from '@jest/globals';
import { readAuditArguments } from './audit-arguments.js';

it('the audit of every service is verified where none is named', () => {
  expect(readAuditArguments(['verify'])).toEqual(['organization', 'grid', 'volunteer', 'cases']);
});

it.each([['--service cases'], ['--service=cases']])('%s verifies that one alone', (option) => {
  expect(readAuditArguments(['verify', ...option.split(' ')])).toEqual(['cases']);
});

it.each(['', 'mend', 'verify --service', 'verify --service school', 'verify cases', 'verify --service grid cases'])(
  '"%s" is answered with how to use the command',
  (line) => {
    expect(() => readAuditArguments(line.split(' '))).toThrow(expect.objectContaining({ code: 'USAGE' }));
  },
);
