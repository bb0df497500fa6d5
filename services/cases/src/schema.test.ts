import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { buildCasesSchema } from './schema.js';

it('the committed schema is the one that the code builds', () => {
  const committed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
  expect(buildCasesSchema().sdl).toBe(committed);
});
