/**
 * How a gateway of others proves to Linli's subgraphs who is asking: by the same hop tokens as Linli's own gateway, so that nobody is
 * faster by checking less. An access token is verified once and known again until it expires; a hop token is used again for 30 s.
 */
import { randomUUID } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { PUBLIC, rolesFromClaim } from '../../../packages/domain/dist/viewer.js';
import { HopMinter } from '../../../packages/subgraph/dist/hop-token.js';

const { LINLI_SERVICE_KEY, OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URI } = process.env;
const minter = new HopMinter(JSON.parse(LINLI_SERVICE_KEY));
const keys = createRemoteJWKSet(new URL(OIDC_JWKS_URI));
const verified = new Map();

/** Who asks, and the id of the request. */
export async function askingOf(authorization) {
  return { viewer: authorization ? await viewerOf(authorization) : PUBLIC, requestId: randomUUID() };
}

/** What a subgraph is told of it. */
export async function hopHeaders(subgraph, { viewer, requestId }) {
  return {
    authorization: `Hop ${await minter.mint(subgraph, viewer)}`,
    'x-request-id': requestId,
    'accept-language': 'zh',
    'x-linli-remaining-ms': '3000',
  };
}

/** Where each subgraph of the supergraph answers. */
export function addressOf(subgraph) {
  return `${process.env[`${subgraph.toUpperCase()}_URL`]}/graphql`;
}

async function viewerOf(authorization) {
  const known = verified.get(authorization);
  if (known !== undefined && known.until > Date.now()) return known.viewer;
  const token = authorization.replace(/^Bearer /i, '');
  const { payload } = await jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' });
  const viewer = { person: payload.sub, roles: rolesFromClaim(payload.roles ?? []) };
  verified.set(authorization, { viewer, until: payload.exp * 1000 });
  return viewer;
}
