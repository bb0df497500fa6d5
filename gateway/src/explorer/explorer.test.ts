import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCity, type RunningCity } from '../testing/running-city.js';

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

const HTML = readFileSync(join(import.meta.dirname, '../../explorer/index.html'), 'utf8');
const LOADED = [...HTML.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => String(address));

describe('the explorer', () => {
  it('loads nothing from elsewhere, and everything that it loads is there', async () => {
    const files = LOADED.filter((address) => address !== 'data:,');
    expect(files).toHaveLength(6);
    for (const file of [...files, '/explorer/examples.json']) {
      expect(file).toMatch(/^\/explorer\//);
      const answer = await fetch(city.url + file);
      expect([file, answer.status]).toEqual([file, 200]);
      await answer.arrayBuffer();
    }
  });

  it('is told by its policy to load from and send to the gateway alone', async () => {
    const policy = (await fetch(`${city.url}/`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(HTML).not.toMatch(/<script>|<style| style=| on\w+=/);
  });

  it('serves its own files and no others', async () => {
    for (const path of ['/explorer/', '/explorer/../package.json', '/explorer/constructor', '/package.json']) {
      expect((await fetch(city.url + path)).status).toBe(404);
    }
  });
});
