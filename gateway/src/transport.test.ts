import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import { LOCALHOST } from './testing/localhost-certificate.js';
import { startProductionGateway } from './testing/production-gateway.js';

it('with a certificate the process speaks TLS, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-tls-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, LOCALHOST.cert);
  writeFileSync(key, LOCALHOST.key);
  const gateway = await startProductionGateway({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key });
  const dispatcher = new Agent({ connect: { ca: LOCALHOST.cert } });

  const answer = await request(`${gateway.url.replace('http:', 'https:')}/graphql`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ area(code: "1") { name } }' }),
  });
  expect(await answer.body.json()).toMatchObject({ data: { area: { name: 'Area 1' } } });
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  await expect(fetch(`${gateway.url}/health/live`)).rejects.toThrow('fetch failed');

  await dispatcher.close();
  await gateway.stop();
  rmSync(folder, { recursive: true });
});
