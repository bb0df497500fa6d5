import { createHash } from 'node:crypto';
import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Refusal } from '@linli/domain/refusal';
import { PUBLIC, rolesFromClaim, type Viewer } from '@linli/domain/viewer';
import { GatewayErrors } from '../gateway.errors.js';
import type { Revocations } from '../revocation/known-revocations.js';
import { subjectOf, whatIsLeft } from '../revocation/revocation.rules.js';
import { IssuerUnavailable } from './signing-keys.js';

/** Asymmetric only: a public key is no secret that could sign. */
const ALGORITHMS = ['ES256', 'RS256', 'EdDSA', 'PS256'];
const LONGEST_LIFE_S = 3_600;
const TOLERANCE_S = 5;
const LONGEST_TOKEN = 8_192;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where access tokens come from and for whom they are meant. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keyFor: JWTVerifyGetKey;
}

/** A token that was verified: whom it names, and from when until when. */
interface Verified {
  readonly viewer: Viewer;
  readonly issuedMs: number;
  readonly untilMs: number;
}

/**
 * Tells who is asking by their access token (RFC 9068). A token is verified once and known again until it expires; what of it was
 * revoked is taken off anew at each request.
 */
export class AccessTokens {
  readonly #from: TokenIssuer;
  readonly #revocations: Revocations;
  readonly #verified = new LRUCache<string, Verified>({ max: 10_000 });

  constructor(from: TokenIssuer, revocations: Revocations) {
    this.#from = from;
    this.#revocations = revocations;
  }

  /**
   * The viewer of an `Authorization` header; the public where there is none. Throws `UNAUTHENTICATED` for anything else that is
   * no good token, so that nobody who meant to be signed in is answered as the public.
   */
  async viewerOf(authorization: string | undefined): Promise<Viewer> {
    if (authorization === undefined) return PUBLIC;
    const [scheme, token, ...more] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined || more.length > 0 || token.length > LONGEST_TOKEN) {
      throw GatewayErrors.tokenRefused();
    }
    const { viewer, issuedMs } = await this.#verifiedOnce(token);
    const left = whatIsLeft(viewer, issuedMs, this.#revocations.of(subjectOf(viewer)));
    if (left === null) throw GatewayErrors.tokenRevoked();
    return left;
  }

  async #verifiedOnce(token: string): Promise<Verified> {
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(digest);
    if (known !== undefined && known.untilMs > Date.now()) return known;
    const payload = await this.#verify(token);
    const [issuedMs, untilMs] = [Number(payload.iat) * 1000, Number(payload.exp) * 1000];
    const verified = { viewer: viewerFrom(payload), issuedMs, untilMs };
    this.#verified.set(digest, verified);
    return verified;
  }

  async #verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.#from.keyFor, {
        algorithms: ALGORITHMS,
        issuer: this.#from.issuer,
        audience: this.#from.audience,
        typ: 'at+jwt',
        requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat'],
        maxTokenAge: LONGEST_LIFE_S,
        clockTolerance: TOLERANCE_S,
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** A fault of the token is its bearer's; that its issuer cannot be reached is not. */
function refusalOf(error: unknown): Refusal {
  return error instanceof IssuerUnavailable ? GatewayErrors.issuerUnavailable() : GatewayErrors.tokenRefused();
}

/** A subject that is no person's id, of a machine say, has roles but is nobody; a person's id is one however it is written. */
function viewerFrom(payload: JWTPayload): Viewer {
  const { sub, exp, iat } = payload;
  const roles = rolesFromClaim(payload['roles'] ?? []);
  if (roles === null || sub === undefined || Number(exp) - Number(iat) > LONGEST_LIFE_S) {
    throw GatewayErrors.tokenRefused();
  }
  return UUID.test(sub) ? { person: sub.toLowerCase(), roles } : { person: null, account: sub, roles };
}
