import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { callersLanguage, devIssuerConfig, launcherConfig, ROOT, tokenConfig } from './config.js';

it('without any setting, Linli listens on loopback and keeps everything in the checkout', () => {
  expect(launcherConfig({})).toEqual({
    dataFolder: join(ROOT, '.linli'),
    host: '127.0.0.1',
    port: 4000,
    databaseUrl: null,
    loadsDemo: true,
    inherited: { NODE_ENV: 'development' },
  });
});

it('the processes see of the caller only what is meant for them', () => {
  const env = {
    PATH: '/bin',
    LINLI_TRACE: '1',
    DATABASE_URL: 'postgres://db/linli',
    npm_config_prefix: '/usr',
    SECRET: 's',
  };

  expect(launcherConfig(env).inherited).toEqual({ NODE_ENV: 'development', PATH: '/bin', LINLI_TRACE: '1' });
});

it.each(['http', '-1', '65536', '4000.5', '0x10'])('PORT=%s is refused', (PORT) => {
  expect(() => launcherConfig({ PORT })).toThrow(expect.objectContaining({ code: 'SETTING_MALFORMED' }));
});

it.each([
  ['the launcher', launcherConfig],
  ['the token command', tokenConfig],
  ['the development issuer', devIssuerConfig],
])('%s refuses production', (_, read) => {
  expect(() => read({ NODE_ENV: 'production' })).toThrow(expect.objectContaining({ code: 'NOT_IN_PRODUCTION' }));
});

it.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{}, 'en'],
] as const)('a caller with %j is spoken to in %s', (env, language) => {
  expect(callersLanguage(env)).toBe(language);
});
