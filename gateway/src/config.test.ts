import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const COMPLETE = {
  PORT: '4000',
  LINLI_SERVICE_KEY: '{"kid":"gateway"}',
  GRID_URL: 'http://127.0.0.1:4001',
  OIDC_ISSUER: 'http://localhost/linli-dev',
  OIDC_AUDIENCE: 'linli',
  OIDC_JWKS_URI: 'http://127.0.0.1:4009/jwks',
};

describe('the environment of the gateway', () => {
  it('is complete with an address for each subgraph, a key and an issuer', () => {
    const config = readConfig(['grid'], COMPLETE);
    expect(config.subgraphs).toEqual([{ name: 'grid', url: new URL('http://127.0.0.1:4001') }]);
    expect(config.corsOrigins).toEqual([]);
  });

  it('is refused with the name of everything that is missing or wrong', () => {
    const { OIDC_ISSUER: _, ...rest } = COMPLETE;
    const wrong = { ...rest, PORT: 'x', LINLI_SERVICE_KEY: '{"kid":"grid"}' };
    expect(() => readConfig(['grid', 'cases'], wrong)).toThrow(
      'the environment is not complete: PORT is no port; LINLI_SERVICE_KEY has another kid than "gateway"; ' +
        'CASES_URL is missing; OIDC_ISSUER is missing',
    );
  });

  it('has a certificate with its key, or neither', () => {
    expect(readConfig(['grid'], COMPLETE).tls).toBeNull();
    expect(() => readConfig(['grid'], { ...COMPLETE, TLS_CERT_FILE: '/nowhere/cert.pem' })).toThrow(
      'TLS_CERT_FILE cannot be read; TLS_KEY_FILE is missing',
    );
  });

  it('names folders that are there', () => {
    expect(() => readConfig(['grid'], { ...COMPLETE, LINLI_DOCUMENTS: '/nowhere' })).toThrow(
      'LINLI_DOCUMENTS is no folder',
    );
  });

  it('never traces in production', () => {
    expect(readConfig(['grid'], { ...COMPLETE, LINLI_TRACE: '1' }).trace).toBe(true);
    expect(readConfig(['grid'], { ...COMPLETE, LINLI_TRACE: '1', NODE_ENV: 'production' }).trace).toBe(false);
  });
});
