import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { ROOT } from '@linli/local/config';
import type { City } from './city.suite.js';
import { OFFICER, RESIDENT, TIANJINGHU } from './tianjinghu.suite.js';

interface Audience {
  readonly en: string;
  readonly examples: readonly { readonly en: string; query: string; variables: Record<string, unknown> }[];
}

const ROLES: Readonly<Record<string, readonly RoleHeld[] | undefined>> = {
  'A resident': RESIDENT,
  'A grid worker': [{ role: 'GRID_WORKER', territory: `${TIANJINGHU}001` }],
  'A community officer': OFFICER,
  'An analyst': [{ role: 'ANALYST', territory: '3407' }],
  'A partner unit': [{ role: 'UNIT_REPRESENTATIVE', unit: '0e2e0000-0000-8000-8000-00000000dead' }],
};

/** That whoever opens the explorer and sends an example is answered. */
export function tellOfExamples(city: () => City): void {
  describe('the examples of the explorer', () => {
    test('are answered without a refusal, but for the one that wants the id of a case', async () => {
      const file = await readFile(join(ROOT, 'gateway', 'explorer', 'examples.json'), 'utf8');
      const audiences = JSON.parse(file) as readonly Audience[];
      const refused: unknown[] = [];
      for (const { en: audience, examples } of audiences) {
        const roles = ROLES[audience];
        for (const { en: example, query, variables } of examples) {
          const { errors } = await city().ask(query, { variables, ...(roles === undefined ? {} : { roles }) });
          refused.push(...errors.map(({ extensions }) => `${example}: ${String(extensions['code'])}`));
        }
      }
      expect(refused).toEqual(['Accept a case: NOT_FOUND']);
    });
  });
}
