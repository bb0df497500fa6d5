import { createHash } from 'node:crypto';
import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK, type JSONWebKeySet } from 'jose';
import { LRUCache } from 'lru-cache';
import { PUBLIC, rolesFromClaim, type Viewer } from '@linli/domain/viewer';

/** The algorithm of every key between our own processes; nothing else is accepted. */
const ALGORITHM = 'EdDSA';
const LIFETIME_S = 60;
const REUSED_FOR_S = 30;

/** What a hop token says: which process asks, and for whom. A service that asks for itself, for a feed, has no viewer. */
export interface Hop {
  readonly from: string;
  readonly viewer: Viewer | null;
}

/** Mints hop tokens: short proofs, for one process, of who is asking. */
export class HopMinter {
  readonly #from: string;
  readonly #key: Promise<CryptoKey | Uint8Array>;
  readonly #minted = new LRUCache<string, { token: string; until: number }>({ max: 10_000 });

  /** `privateKey` is a JWK of Ed25519 whose `kid` is the name of the process that it speaks for. */
  constructor(privateKey: JWK) {
    if (privateKey.kid === undefined) throw new Error('a service key has the name of its process as kid');
    this.#from = privateKey.kid;
    this.#key = importJWK(privateKey, ALGORITHM);
  }

  /** A token that tells `audience` who is asking; the same one is used again for 30 seconds. */
  async mint(audience: string, viewer: Viewer | null): Promise<string> {
    const now = Date.now() / 1000;
    const slot = `${audience}\n${JSON.stringify(viewer)}`;
    const known = this.#minted.get(slot);
    if (known !== undefined && known.until > now) return known.token;
    const claims = viewer === null ? {} : { viewer };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#from, typ: 'hop+jwt' })
      .setIssuer(this.#from)
      .setAudience(audience)
      .setIssuedAt(Math.floor(now))
      .setExpirationTime(Math.floor(now) + LIFETIME_S)
      .sign(await this.#key);
    this.#minted.set(slot, { token, until: now + REUSED_FOR_S });
    return token;
  }
}

/** Verifies hop tokens that are meant for one process; a token that was verified is known again for as long as it lives. */
export class HopVerifier {
  readonly #audience: string;
  readonly #keys: Map<string, Promise<CryptoKey | Uint8Array>>;
  readonly #verified = new LRUCache<string, { hop: Hop; until: number }>({ max: 10_000 });

  constructor(audience: string, peerKeys: JSONWebKeySet) {
    this.#audience = audience;
    this.#keys = new Map(peerKeys.keys.map((key) => [String(key.kid), importJWK(key, ALGORITHM)]));
  }

  /** What the token says; null where it is none that we accept. */
  async verify(token: string): Promise<Hop | null> {
    const digest = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(digest);
    if (known !== undefined && known.until > Date.now()) return known.hop;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, (header) => this.#keyOf(header.kid), {
        algorithms: [ALGORITHM],
        audience: this.#audience,
        typ: 'hop+jwt',
        requiredClaims: ['iss', 'exp', 'iat'],
      });
      const hop = hopFrom(payload.iss, protectedHeader.kid, payload['viewer']);
      if (hop !== null) this.#verified.set(digest, { hop, until: (payload.exp ?? 0) * 1000 });
      return hop;
    } catch {
      return null;
    }
  }

  async #keyOf(kid: string | undefined): Promise<CryptoKey | Uint8Array> {
    const key = this.#keys.get(kid ?? '');
    if (key === undefined) throw new Error('unknown key');
    return key;
  }
}

/** The gateway alone speaks for viewers; any other process, and the gateway without one, speaks for itself only. */
function hopFrom(issuer: string | undefined, kid: string | undefined, viewer: unknown): Hop | null {
  if (issuer === undefined || issuer !== kid) return null;
  if (viewer === undefined) return { from: issuer, viewer: null };
  if (issuer !== 'gateway') return null;
  if (typeof viewer !== 'object' || viewer === null) return null;
  const { person, account, roles } = viewer as Record<string, unknown>;
  const held = rolesFromClaim(roles);
  if (held === null || (person !== null && typeof person !== 'string')) return null;
  if (account !== undefined) {
    return typeof account === 'string' ? { from: issuer, viewer: { person, account, roles: held } } : null;
  }
  return { from: issuer, viewer: person === null && held.length === 0 ? PUBLIC : { person, roles: held } };
}
