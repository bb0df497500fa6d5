import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Log } from '@linli/subgraph/log';

const REFRESH_MS = 10 * 60_000;
/** How long keys are not asked for again because of a token that names an unknown one. */
const COOLDOWN_MS = 30_000;
const PATIENCE_MS = 1_500;

/** No key of the issuer is known and it does not answer: nobody can be told from anybody. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

/**
 * The issuer's public keys. They are asked for with the first token, again behind it every ten minutes, and at once for a key that is
 * not known; while the issuer is away the keys that are known go on.
 */
export function signingKeys(uri: URL, log: Log): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(uri, {
    cacheMaxAge: Infinity,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: PATIENCE_MS,
  });
  let askedAt = Date.now();

  const refresh = () => {
    if (Date.now() - askedAt < REFRESH_MS) return;
    askedAt = Date.now();
    keys.reload().catch((error: Error) => log.warn({ error: error.name }, "the issuer's keys could not be refreshed"));
  };

  return async (header, token) => {
    if (keys.jwks() !== undefined) refresh();
    try {
      return await keys(header, token);
    } catch (error) {
      if (keys.jwks() === undefined) throw new IssuerUnavailable();
      throw error instanceof errors.JOSEError ? error : new errors.JWKSNoMatchingKey();
    }
  };
}
