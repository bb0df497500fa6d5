import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { garden, rowsOf, type Garden } from './persistence.suite.js';
import { withSession } from './session-context.js';

let suite: Garden;
beforeAll(async () => {
  suite = await garden();
});
afterAll(() => suite.end());

it('what a database is asked inside a transaction of another, it answers itself', async () => {
  const { app, worker } = suite;
  const whoAnswers = 'select current_user::text as role';
  const [outside] = await rowsOf(worker, whoAnswers);
  const [inside] = await withSession(app, {}, () => rowsOf(worker, whoAnswers));
  expect(inside).toEqual(outside);
});
