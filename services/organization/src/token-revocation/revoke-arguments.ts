import { parseArgs } from 'node:util';
import { isTerritoryCode } from '@linli/domain/territory';
import { isId } from '@linli/persistence/columns';
import { subjectFrom, type RevokedRoles } from './token-revocation.rules.js';

/** What an operator revokes, from the arguments of the command; null where they do not say it. */
export function revokedRolesFrom(args: readonly string[]): RevokedRoles | null {
  const options = { subject: { type: 'string' }, territory: { type: 'string' }, unit: { type: 'string' } } as const;
  try {
    const { subject, territory = null, unit = null } = parseArgs({ args: [...args], options }).values;
    const known = subjectFrom(subject ?? '');
    const isPlace = (territory === null || isTerritoryCode(territory)) && (unit === null || isId(unit));
    if (known === null || !isPlace || (territory !== null && unit !== null)) return null;
    return { subject: known, territory, unit: unit?.toLowerCase() ?? null };
  } catch {
    return null;
  }
}
