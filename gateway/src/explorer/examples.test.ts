import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const FILE = join(import.meta.dirname, '../../explorer/examples.json');

it('the explorer has examples for each kind of user', () => {
  const audiences = JSON.parse(readFileSync(FILE, 'utf8')) as readonly { readonly en: string }[];
  expect(audiences.map(({ en }) => en)).toEqual([
    'The public',
    'A resident',
    'A grid worker',
    'A community officer',
    'An analyst',
    'A partner unit',
  ]);
});
