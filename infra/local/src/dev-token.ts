import { createHash } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { RoleHeld } from '@linli/domain/viewer';
import { issuerKeyOf } from './secrets.js';
import { DEV_AUDIENCE, DEV_ISSUER } from './topology.js';

/** Who a development token is for, from the data folder of a Linli that was started once. */
export interface DevTokenRequest {
  readonly dataFolder: string;
  readonly roles: readonly RoleHeld[];
  /** Id of the person; by default one that the roles determine, so that the same roles are always the same person. */
  readonly person?: string;
  /** In seconds, at most `LONGEST_LIFETIME_S`, which is the default. */
  readonly lifetime?: number;
}

export const LONGEST_LIFETIME_S = 3600;

/** Mints an access token as an OIDC provider would, for development and tests. */
export async function mintDevToken({ dataFolder, roles, person, lifetime }: DevTokenRequest): Promise<string> {
  const key = await issuerKeyOf(dataFolder);
  // From one look at the clock: two would at times make a token that lives a second longer than any may.
  const issuedAt = Math.floor(Date.now() / 1000);
  return new SignJWT({ roles })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid ?? '' })
    .setIssuer(DEV_ISSUER)
    .setAudience(DEV_AUDIENCE)
    .setSubject(person ?? personOf(roles))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (lifetime ?? LONGEST_LIFETIME_S))
    .sign(await importJWK(key, 'ES256'));
}

/** A UUID of version 8, whose bits are free to choose: here the hash of the roles. */
export function personOf(roles: readonly RoleHeld[]): string {
  const names = roles.map(({ role, territory, unit }) => [role, territory ?? unit]);
  const hash = createHash('sha256').update(JSON.stringify(names)).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const digits = `${hash.slice(0, 12)}8${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
