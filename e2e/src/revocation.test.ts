import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { ROOT } from '@linli/local/config';
import { City, ended } from './city.suite.js';
import { OFFICER, TIANFU, TIANJINGHU } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

const ADMINISTRATOR: readonly RoleHeld[] = [{ role: 'ADMINISTRATOR', territory: '340705' }];
const ANALYST: RoleHeld = { role: 'ANALYST', territory: TIANFU };
const UNIT = '019aa0f0-0000-7000-8000-00000000000a';
/** The gateway asks every five seconds; what is promised is a minute. */
const PROMISED_MS = 60_000;
/** Of a story that waits for the promise once or twice. */
const STORY_MS = 2 * PROMISED_MS;

let city: City;
beforeAll(async () => {
  city = await City.start();
}, 60_000);
afterAll(() => city.stop(), 30_000);

/** The roles with which organization sees the bearer; null where the token is refused. */
const rolesOf = async (token: string): Promise<unknown> => {
  const { status, data } = await city.ask('{ viewer { roles { role territory } } }', { token });
  return status === 401 ? null : ((data?.['viewer'] as { roles: unknown } | null)?.roles ?? []);
};
const sees = (token: string, roles: unknown) =>
  until(JSON.stringify(roles), async () => JSON.stringify(await rolesOf(token)) === JSON.stringify(roles), PROMISED_MS);

describe('within a minute', () => {
  test(
    'a role that an administrator revoked is gone, its bearer keeps the others and may be given it anew',
    async () => {
      const [person, roles] = [randomUUID(), [...OFFICER, ANALYST]];
      const token = await city.mint({ person, roles });
      expect(await rolesOf(token)).toEqual(roles);
      const revoking = `mutation { revokeRoles(subject: "${person}", territory: "${TIANJINGHU}") }`;
      expect((await city.ask(revoking, { roles: OFFICER })).errors[0]?.extensions['code']).toBe('FORBIDDEN');
      expect((await city.ask(revoking, { roles: ADMINISTRATOR })).data).toEqual({ revokeRoles: true });
      await sees(token, [ANALYST]);
      await until('a token that is given afterwards', async () => {
        const later = await rolesOf(await city.mint({ person, roles }));
        return JSON.stringify(later) === JSON.stringify(roles);
      });
      expect(await rolesOf(token)).toEqual([ANALYST]);
    },
    STORY_MS,
  );

  test(
    'whoever signed out everywhere is signed out with each token',
    async () => {
      const person = randomUUID();
      const [one, other] = [
        await city.mint({ person, roles: OFFICER }),
        await city.mint({ person, roles: OFFICER, lifetime: 600 }),
      ];
      expect((await city.ask('mutation { signOutEverywhere }', { token: one })).data).toEqual({
        signOutEverywhere: true,
      });
      await sees(other, null);
      expect(await rolesOf(one)).toBeNull();
    },
    STORY_MS,
  );

  test(
    'what an operator revoked is gone, also for a unit',
    async () => {
      const person = randomUUID();
      const token = await city.mint({ person, roles: [{ role: 'UNIT_REPRESENTATIVE', unit: UNIT }, ANALYST] });
      const command = join(ROOT, 'infra', 'local', 'dist', 'revoke.js');
      const child = spawn(process.execPath, [command, '--subject', person, '--unit', UNIT], {
        env: { PATH: dirname(process.execPath), LINLI_DATA: city.dataFolder },
        stdio: 'ignore',
      });
      expect(await ended(child)).toBe(0);
      await sees(token, [ANALYST]);
    },
    STORY_MS,
  );
});

test(
  'what was revoked stays so while organization is down',
  async () => {
    const person = randomUUID();
    const token = await city.mint({ person, roles: OFFICER });
    await city.ask('mutation { signOutEverywhere }', { token });
    await sees(token, null);
    city.signal('organization', 'SIGSTOP');
    expect(await rolesOf(token)).toBeNull();
    city.signal('organization', 'SIGCONT');
  },
  STORY_MS,
);
