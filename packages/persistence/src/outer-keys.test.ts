import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { outerKeysOf } from './outer-keys.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const versions = (environment: NodeJS.ProcessEnv) => outerKeysOf(environment).map(({ version }) => version);

describe('the outer key', () => {
  it('comes from the environment, the older ones after it', () => {
    expect(versions({ LINLI_OUTER_KEY: `2:${KEY} 1:${KEY}` })).toEqual([2, 1]);
  });

  it('comes from a file where one is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-key-'));
    const file = join(folder, 'outer-key');
    writeFileSync(file, `3:${KEY}\n`);
    const read = versions({ LINLI_OUTER_KEY_FILE: file, LINLI_OUTER_KEY: `1:${KEY}` });
    rmSync(folder, { recursive: true });
    expect(read).toEqual([3]);
  });

  it('is missed by its name', () => {
    expect(() => outerKeysOf({})).toThrow('the environment variable LINLI_OUTER_KEY is missing');
  });

  it('of a developer’s machine serves no production', () => {
    const LINLI_OUTER_KEY = `development:1:${KEY}`;
    expect(versions({ LINLI_OUTER_KEY })).toEqual([1]);
    expect(() => outerKeysOf({ LINLI_OUTER_KEY, NODE_ENV: 'production' })).toThrow('made for development');
  });
});
