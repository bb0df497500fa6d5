import { Envelope, outerKeyFrom } from '@linli/persistence/envelope';
import { civilDayOf } from '@linli/domain/civil-time';
import { rangeOf } from '@linli/domain/territory';
import { SERVICES } from '@linli/local/topology';
import type { ServiceName } from '@linli/local/topology';
import pg from 'pg';
import type { OpenDatabases } from '../stack.js';
import { governanceOf } from './governance-reference.js';
import { REFERENCES } from './reference-statements.js';
import type { Asks } from './reference-statements.js';
import type { Variables, WorkName } from './works.js';

/**
 * The right answers, asked of the databases by SQL as a superuser, with the caller's rights written out in the statements, and counted
 * from the rows where Linli reads a kept total. Of writes, what is not new each time.
 */
export class Reference {
  readonly #pools: Readonly<Record<ServiceName, pg.Pool>>;
  readonly #envelope: Envelope;

  constructor(databases: OpenDatabases) {
    const pools = SERVICES.map(
      (service) => [service, new pg.Pool({ connectionString: databases.addressOf(service), max: 2 })] as const,
    );
    this.#pools = Object.fromEntries(pools) as unknown as Record<ServiceName, pg.Pool>;
    this.#envelope = new Envelope(outerKeyFrom(databases.setting.secrets.outerKey));
  }

  async answerTo(work: WorkName, variables: Variables): Promise<unknown> {
    const ask: Asks = (service, statement, values) => this.#ask(service, statement, values);
    const today = civilDayOf(new Date());
    switch (work) {
      case 'W6':
        return governanceOf(ask, variables['community'] as string, today, this.#envelope);
      case 'W5-register': {
        const { title, quantity } = variables['input'] as { title: string; quantity: number };
        return { registerResource: { title, remaining: quantity, status: 'OPEN' } };
      }
      case 'W4': {
        const { building } = variables['input'] as { building: string };
        const grid = await ask('grid', 'select to_json(grid) from building where id = $1', [building]);
        return { reportCase: { status: 'REPORTED', grid: { code: grid } } };
      }
      case 'W1':
        return this.#newestCases(ask, variables['community'] as string, today);
      case 'W2':
        return { grid: await ask('grid', REFERENCES.grid, [variables['grid']]) };
      case 'W3':
        return this.#districtFigures(ask, variables['district'] as string, today);
      case 'W5-list':
        return {
          resources: { nodes: await ask('volunteer', REFERENCES.resources, [variables['area'], variables['field']]) },
        };
    }
  }

  async close(): Promise<void> {
    for (const service of SERVICES) await this.#pools[service].end();
  }

  async #ask(service: ServiceName, statement: string, values: readonly unknown[]): Promise<unknown> {
    const { rows } = await this.#pools[service].query<unknown[]>({
      text: statement,
      values: [...values],
      rowMode: 'array',
    });
    return rows[0]?.[0] ?? null;
  }

  async #newestCases(ask: Asks, community: string, today: string) {
    const grids = (await ask('grid', REFERENCES.gridsOfCommunity, [community, today, 20])) as { code: string }[];
    const cases = (await ask('cases', REFERENCES.newestCases, [grids.map(({ code }) => code)])) as Record<
      string,
      unknown
    >;
    return {
      area: { grids: { nodes: grids.map((grid) => ({ ...grid, cases: { nodes: cases[grid.code] ?? [] } })) } },
    };
  }

  async #districtFigures(ask: Asks, district: string, today: string) {
    const { from, until } = rangeOf(district);
    type Community = { code: string; name: string; gridCoverage: unknown };
    const streets = (await ask('grid', REFERENCES.communitiesByStreet, [from, until])) as Community[][];
    const party = (await ask('organization', REFERENCES.partyCoverage, [from, until, today])) as Record<
      string,
      unknown
    >;
    const units = (await ask('volunteer', REFERENCES.unitCounts, [from, until])) as Record<string, number>;
    const open = (await ask('cases', REFERENCES.publicOpenCases, [district])) as Record<string, number> | null;
    const figures = (community: Community) => ({
      ...community,
      partyCoverage: party[community.code],
      units: { totalCount: units[community.code] ?? 0 },
      openCases: open?.[community.code] ?? 0,
    });
    const nodes = streets.map((communities) => ({ children: { nodes: communities.map(figures) } }));
    return { area: { children: { nodes } } };
  }
}
