import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits, type AuditResult } from 'graphql-http';
import { startCity, type RunningCity } from './testing/running-city.js';

/** Trust asks for 400 there, whatever form of answer the caller accepts; Apollo Server itself has the same three. */
const WARNINGS = [
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

describe('the gateway answers as GraphQL over HTTP asks, by its audits:', () => {
  it('no error, and no warning that Apollo Server itself has not', async () => {
    const audits = serverAudits({ url: `${city.url}/graphql`, fetchFn: fetch });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    expect(results).toHaveLength(61);
    expect(named(results, 'error')).toEqual([]);
    expect(named(results, 'warn')).toEqual(WARNINGS);
  });
});

function named(results: readonly AuditResult[], status: AuditResult['status']): string[] {
  return results.filter((result) => result.status === status).map(({ name }) => name);
}
