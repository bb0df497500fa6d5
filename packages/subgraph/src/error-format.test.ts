import { expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { errorFormatter } from './error-format.js';
import { createLog } from './log.js';

const format = errorFormatter(createLog('test', 'silent'));

it.each([
  ['a statement that was ended at its deadline', '57014'],
  ['a lock that was not to be had', '55P03'],
])('%s is no defect: the caller may try again', (_, code) => {
  const cause = Object.assign(new Error('canceling statement'), { code });
  const formatted = format({ message: cause.message }, new GraphQLError(cause.message, { originalError: cause }));
  expect(formatted.extensions).toMatchObject({ code: 'TOO_SLOW' });
});
