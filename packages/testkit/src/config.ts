/** Connection string of the run's PostgreSQL, from the global setup. */
export function testServer(): string {
  const url = process.env['LINLI_TEST_SERVER'];
  if (url === undefined) throw new Error('tests run under the global setup, which starts PostgreSQL: npm test');
  return url;
}
