import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  gridSuite,
  NEXT_COMMUNITY,
  officer,
  rowsOf,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterAll(() => suite.end());

type Statement = ReturnType<typeof sql>;

const PLACES = ['340705402', COMMUNITY, NEXT_COMMUNITY, ELSEWHERE, '370114001'];

/** Days around which posts begin and end and trainings are held: they include 29 February. */
const dayOf = (n: number) => sql`('2027-08-20'::date + ${(n * 37) % 250}::int)`;
const person = (n: number) => sql`${personId(1 + (n % 5))}::uuid`;
const someOf = (n: number, key: string, parts: number) =>
  sql`abs(hashtext(${sql.ref(key)}::text)) % ${parts} = ${n % parts}`;

const changes: readonly ((n: number) => readonly Statement[])[] = [
  (n) => [
    sql`
      with post as (
        insert into grid_post (id, role, territory, starts_on, ends_on)
        select gen_random_uuid(), 'GRID_WORKER', place, ${dayOf(n)}, nullif(${dayOf(n)} + ${(n * 13) % 400}::int - 1, ${dayOf(n)} + 38)
        from unnest(${PLACES}::text[]) with ordinality as place (place, position)
        where ${n}::int & (1 << position::int) > 0 returning id
      )
      select set_config('test.posts', coalesce(string_agg(id::text, ','), ''), true) from post`,
    sql`
      insert into grid_post_holder (post, person)
      select post::uuid, ${person(n)} from string_to_table(nullif(current_setting('test.posts'), ''), ',') as post`,
  ],
  (n) => [sql`update grid_post set ends_on = greatest(starts_on - 1, ${dayOf(n)}) where ${someOf(n, 'id', 4)}`],
  (n) => [sql`update grid_post set starts_on = least(ends_on, ${dayOf(n)}) where ${someOf(n, 'id', 5)}`],
  (n) => [sql`update grid_post set ends_on = null, version = version + 1 where ${someOf(n, 'id', 6)}`],
  (n) => [sql`update grid_post set territory = ${PLACES[n % PLACES.length]} where ${someOf(n, 'id', 3)}`],
  (n) => [sql`update grid_post_holder set person = ${person(n)} where ${someOf(n, 'post', 4)}`],
  (n) => [sql`delete from grid_post_holder where person = ${person(n)}`],
  (n) => [
    sql`
      insert into training (id, community, topic, held_on, hours)
      values (gen_random_uuid(), ${COMMUNITY}, '急救', ${n % 7 === 0 ? sql`'2028-02-29'::date` : dayOf(n)}, 1)`,
    sql`
      insert into training_attendee (training, post, completed)
      select training.id, grid_post.id, ${n % 4 > 0} from training, grid_post
      where not exists (select from training_attendee where training = training.id) and ${someOf(n, 'grid_post.id', 2)}`,
  ],
];

/** Carries out a change on a day, all of it at once, as what works without a viewer. */
async function carryOut(statements: readonly Statement[], n: number): Promise<void> {
  await suite.worker.em.fork().transactional(async (em) => {
    await sql`select set_config('linli.today', ${dayOf(n)}::text, true)`.execute(em.getKysely());
    for (const statement of statements) await statement.execute(em.getKysely());
  });
}

const DAYS = sql`generate_series('2026-11-01'::date, '2029-06-01'::date, interval '1 day') as asked (at)`;

interface Numbers {
  readonly area: string;
  readonly staff: number;
  readonly trained: number;
  readonly first: string;
  readonly days: number;
}

function kept(): Promise<readonly Numbers[]> {
  return rowsOf(
    suite,
    sql<Numbers>`
      with total as (
        select area, asked.at::date as day, sum(staff)::int as staff, sum(trained)::int as trained
        from ${DAYS} join staff_change on staff_change.day <= asked.at group by 1, 2 having sum(staff) <> 0 or sum(trained) <> 0
      )
      select area, staff, trained, min(day)::text as first, count(*)::int as days from total group by 1, 2, 3 order by 1, 2, 3`,
  );
}

async function recounted() {
  const { rows } = await sql`
    with trained as materialized (
      select distinct holder.person, asked.at from ${DAYS}
      join training on training.held_on > asked.at - interval '12 months' and training.held_on <= asked.at
      join training_attendee as attendee on attendee.training = training.id and attendee.completed
      join grid_post_holder as holder on holder.post = attendee.post
    ), total as (
      select area.code as area, asked.at::date as day, count(distinct holder.person)::int as staff,
        count(distinct trained.person)::int as trained
      from ${DAYS} cross join area
      join grid_post_history as place on starts_with(place.territory, area.code)
        and place.since <= asked.at and (place.until is null or place.until > asked.at)
      join grid_post as post on post.id = place.post
        and post.starts_on <= asked.at and (post.ends_on is null or post.ends_on >= asked.at)
      join grid_post_holder as holder on holder.post = post.id
      left join trained on trained.person = holder.person and trained.at = asked.at
      group by 1, 2
    )
    select area, staff, trained, min(day)::text as first, count(*)::int as days from total group by 1, 2, 3 order by 1, 2, 3`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return rows;
}

describe('the kept numbers of staff', () => {
  it('are what a recount gives of every area and day, after whatever changes', async () => {
    const step = fc.tuple(fc.constantFrom(...changes), fc.nat(500));
    let most = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const [change, n] of steps) await carryOut(change(n), n);
        const numbers = await kept();
        expect(numbers).toEqual(await recounted());
        most = Math.max(most, numbers.filter(({ trained }) => trained > 0).length);
      }),
      { numRuns: 10, seed: 340705402 },
    );
    expect(most).toBeGreaterThan(0);
  });

  it('count somebody once who is appointed in many grids at once', async () => {
    const change = changesBy(suite.as(streetOfficer));
    const grids = await Promise.all(
      Array.from(
        { length: 10 },
        async (_, n) =>
          (await change.createGrid({ community: n % 2 === 0 ? COMMUNITY : NEXT_COMMUNITY })).data.createGrid.code,
      ),
    );
    const answers = await Promise.all(
      grids.map((territory) => change.appointToGrid({ territory, person: personId(50), startsOn: '2026-11-01' })),
    );
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(await kept()).toEqual(await recounted());
  });

  it('let nobody wait who changes the same day of the same area', async () => {
    const change = changesBy(suite.as(officer));
    const territory = (await change.createGrid()).data.createGrid.code;
    await suite.worker.em.fork().transactional(async (em) => {
      await sql`
        with post as (
          insert into grid_post (id, role, territory, starts_on) values (gen_random_uuid(), 'GRID_WORKER', ${COMMUNITY}, '2026-11-19')
          returning id
        )
        select set_config('test.posts', (select id::text from post), true)`.execute(em.getKysely());
      await sql`
        insert into grid_post_holder (post, person) values (current_setting('test.posts')::uuid, ${personId(60)})`.execute(
        em.getKysely(),
      );
      const { errors } = await change.appointToGrid({ territory, startsOn: '2026-11-19', person: personId(61) });
      expect(errors).toEqual([]);
    });
    expect(await kept()).toEqual(await recounted());
  });

  it('are written by nobody but the database, and who is counted is read by nobody', async () => {
    const app = suite.database.em.fork().getKysely();
    await expect(sql`update staff_change set staff = 0`.execute(app)).rejects.toThrow('permission denied');
    await expect(sql`select keep_staff('{}')`.execute(app)).rejects.toThrow('permission denied');
    for (const { em } of [suite.database, suite.worker]) {
      await expect(sql`select from staff_member`.execute(em.fork().getKysely())).rejects.toThrow('permission denied');
    }
    expect(await rowsOf(suite, sql`select person from staff_member`)).toEqual([]);
  });
});
