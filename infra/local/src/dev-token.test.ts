import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { LONGEST_LIFETIME_S, mintDevToken } from './dev-token.js';
import { ensureSecrets } from './secrets.js';

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'linli-token-'));
  await ensureSecrets(dataFolder, [], []);
});
afterAll(() => rm(dataFolder, { recursive: true }));

it('a token lives no longer than it may, though seconds pass while it is made', async () => {
  const { Date: real } = globalThis;
  let now = real.parse('2026-11-20T02:00:00.000Z');
  globalThis.Date = class extends real {
    constructor(value?: number | string) {
      super(value ?? (now += 1_000));
    }

    static override now(): number {
      return (now += 1_000);
    }
  } as DateConstructor;
  try {
    const { iat, exp } = decodeJwt(await mintDevToken({ dataFolder, roles: [] }));
    expect(Number(exp) - Number(iat)).toBe(LONGEST_LIFETIME_S);
  } finally {
    globalThis.Date = real;
  }
});
