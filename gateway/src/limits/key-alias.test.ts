import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { committedSupergraph } from '../supergraph.js';
import { startCity, type RunningCity } from '../testing/running-city.js';
import { KEYS } from './key-alias.rule.js';

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

describe('the name of the key of an object', () => {
  it.each([
    '{ areas { nodes { code: name openCases } } }',
    '{ areas { nodes { ...F } } } fragment F on Area { code: name }',
  ])('is no alias for another field of it: %s', async (query) => {
    const { status, errors } = await city.ask(query);
    expect([status, errors[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT', path: 'code' }]);
  });

  it('may be given to the key itself, and another name too', async () => {
    const { data } = await city.ask('{ area(code: "1") { code: code id: code other: name openCases } }');
    expect(data).toEqual({ area: { code: '1', id: '1', other: 'Area 1', openCases: 1 } });
  });

  it('is one of those that are kept', () => {
    const keys = [...committedSupergraph().matchAll(/\b(?:key|requires): "([^"]*)"/g)].map(([, fields]) => fields);
    expect(keys.filter((fields) => !KEYS.has(fields ?? ''))).toEqual([]);
  });
});
