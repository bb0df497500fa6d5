import { describe, expect, it } from '@jest/globals';
import { required, serviceEnvironmentFrom } from './service-environment.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://app@127.0.0.1/linli_cases',
  WORKER_DATABASE_URL: 'postgres://worker@127.0.0.1/linli_cases',
  LINLI_SERVICE_KEY: '{"kty":"OKP","kid":"cases"}',
  LINLI_PEER_KEYS: '{"keys":[]}',
  LINLI_CURSOR_KEY: 'a-key',
};

describe("a service's environment", () => {
  it('has a usual value for what may be left out', () => {
    expect(serviceEnvironmentFrom(COMPLETE)).toEqual({
      host: '127.0.0.1',
      port: 0,
      databaseUrl: 'postgres://app@127.0.0.1/linli_cases',
      workerDatabaseUrl: 'postgres://worker@127.0.0.1/linli_cases',
      serviceKey: { kty: 'OKP', kid: 'cases' },
      peerKeys: { keys: [] },
      cursorKey: 'a-key',
      logLevel: 'info',
      trace: false,
    });
  });

  it('is read where it is given', () => {
    const given = {
      ...COMPLETE,
      HOST: '0.0.0.0',
      PORT: '4001',
      LOG_LEVEL: 'warn',
      LINLI_TRACE: '1',
      LINLI_AUDIT_HEADS: '/a',
    };
    expect(serviceEnvironmentFrom(given)).toMatchObject({
      host: '0.0.0.0',
      port: 4001,
      logLevel: 'warn',
      trace: true,
      auditHeads: '/a',
    });
  });

  it.each(Object.keys(COMPLETE))('without %s is refused by name', (name) => {
    for (const value of [undefined, '']) {
      expect(() => serviceEnvironmentFrom({ ...COMPLETE, [name]: value })).toThrow(
        `the environment variable ${name} is missing`,
      );
    }
  });

  it('gives any other variable that a service requires', () => {
    expect(required({ GRID_URL: 'http://127.0.0.1:4002' }, 'GRID_URL')).toBe('http://127.0.0.1:4002');
  });
});
