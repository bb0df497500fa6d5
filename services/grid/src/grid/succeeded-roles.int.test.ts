import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { COMMUNITY, gridSuite, resident, rowsOf, type GridSuite } from '../grid.suite.js';

const [FIRST, SECOND, THIRD, FOURTH, OTHER] = ['001', '002', '003', '004', '005'].map((n) => COMMUNITY + n) as [
  string,
  string,
  string,
  string,
  string,
];
let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  await rowsOf(
    suite,
    sql`insert into grid (code, community, name, kind, themes, opened_on, closed_on)
      select code, ${COMMUNITY}, '网格', 'RESIDENTIAL', '{}', '2026-01-01', closed_on::date
      from (values (${FIRST}, '2026-03-01'), (${SECOND}, '2026-06-01'), (${THIRD}, null), (${FOURTH}, null), (${OTHER}, null))
        as grid (code, closed_on)`,
  );
  await rowsOf(
    suite,
    sql`insert into grid_lineage (predecessor, successor)
      values (${FIRST}, ${SECOND}), (${FIRST}, ${THIRD}), (${SECOND}, ${THIRD}), (${SECOND}, ${FOURTH})`,
  );
});
afterAll(() => suite.end());

const worker = (grid: string) => viewerWith('GRID_WORKER', grid, personId(30));
const territoriesOf = async (viewer: Viewer) => {
  const { roles } = await withSucceededRoles(suite.database.em.fork().getKysely(), 'grid_lineage', viewer);
  return roles.map(({ role, territory }) => [role, territory]);
};

describe('a role for a grid that was closed', () => {
  it('counts for its successors and theirs, each once', async () => {
    expect(await territoriesOf(worker(FIRST))).toEqual([
      ['GRID_WORKER', FIRST],
      ['GRID_WORKER', SECOND],
      ['GRID_WORKER', THIRD],
      ['GRID_WORKER', FOURTH],
    ]);
    expect(await territoriesOf(worker(FOURTH))).toEqual([['GRID_WORKER', FOURTH]]);
  });

  it('leaves other roles, and whoever has none, as they are', async () => {
    expect(await territoriesOf(resident)).toEqual([['RESIDENT', COMMUNITY]]);
    expect(await territoriesOf(PUBLIC)).toEqual([]);
  });

  it('lets staff see who holds a post in a grid that succeeded theirs, and in no other', async () => {
    const [there, elsewhere] = [personId(101), personId(102)];
    const posts = await rowsOf(
      suite,
      sql<{ id: string }>`insert into grid_post (id, role, territory, grid, starts_on)
        select gen_random_uuid(), 'GRID_WORKER', code, code, '2026-07-01' from unnest(array[${FOURTH}, ${OTHER}]) as code
        returning id`,
    );
    const ids = posts.map(({ id }) => id);
    await sql`insert into grid_post_holder (post, person)
      select * from unnest(${ids}::uuid[], ${[there, elsewhere]}::uuid[])`.execute(suite.worker.em.fork().getKysely());
    const query = `{ a: grid(code: "${FOURTH}") { posts { person { id } } } b: grid(code: "${OTHER}") { posts { person { id } } } }`;
    const { data } = await suite.as(worker(FIRST)).ask(query);
    expect(data).toEqual({ a: { posts: [{ person: { id: there } }] }, b: { posts: [{ person: null }] } });
    expect((await suite.as(PUBLIC).ask(query)).data.a).toEqual({ posts: [{ person: null }] });
  });
});
