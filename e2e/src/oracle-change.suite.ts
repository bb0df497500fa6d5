import type { RoleHeld } from '@linli/domain/viewer';
import type { City } from './city.suite.js';
import { until } from './until.suite.js';

/** The officer of the whole province, who builds the world. */
export const PROVINCE: readonly RoleHeld[] = [{ role: 'CITY_OFFICER', territory: '34' }];
/** The civil day in Beijing. */
export const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/**
 * Makes a change as the officer of the whole province, or as whoever is named, and gives what it made. What names something of which
 * the service has still to hear is asked again.
 */
export async function change(
  city: City,
  mutation: string,
  input: string,
  key = 'id',
  person: string | null | undefined = null,
  roles: readonly RoleHeld[] = PROVINCE,
): Promise<string> {
  const asking = { roles, ...(person ? { person } : {}) };
  let answer = await city.ask(`mutation { ${mutation}${input} { ${key} } }`, asking);
  await until(`${mutation}${input}: ${JSON.stringify(answer.errors)}`, async () => {
    if (answer.data === null) answer = await city.ask(`mutation { ${mutation}${input} { ${key} } }`, asking);
    return answer.data !== null;
  });
  const made = answer.data?.[mutation] as Record<string, string>;
  return made[key] as string;
}
