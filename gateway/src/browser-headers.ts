type Headers = Readonly<Record<string, string>>;

const ASKED_HEADERS = 'authorization, content-type, accept-language, idempotency-key, x-linli-purpose, x-request-id';

/** What tells browsers to do with an answer only what it is for. */
export function securityHeaders(production: boolean): Headers {
  return {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(production ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** Lets the pages of a listed origin read the answer; nothing for any other. Tokens travel in a header, so no cookies are let in. */
export function corsHeaders(origin: string | undefined, allowed: readonly string[]): Headers {
  if (origin === undefined || !allowed.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': ASKED_HEADERS,
    'access-control-allow-methods': 'GET, POST',
    'access-control-expose-headers': 'x-request-id, x-linli-cost-remaining, retry-after',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}
