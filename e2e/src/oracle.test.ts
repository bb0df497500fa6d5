import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { City } from './city.suite.js';
import type { Answer } from './city.suite.js';
import { sightOfCase, steersCase, worksOnCase } from './oracle-matrix.suite.js';
import type { Asker, Held } from './oracle-matrix.suite.js';
import { placesOf, questionsOf } from './oracle-questions.suite.js';
import { buildWorld } from './oracle-world.suite.js';
import type { World, WorldCase } from './oracle-world.suite.js';

const SEED = 20261122;
/** Each caller asks as many questions at once as an operation may have root fields, and tries one change: 11 draws. */
const CALLERS = 910;
const QUESTIONS = 10;

let city: City;
let world: World;

beforeAll(async () => {
  city = await City.start();
  world = await buildWorld(city);
}, 200_000);

afterAll(() => city.stop());

test(`everyone is answered what the matrix lets them see, by every path (10,010 draws, seed ${SEED})`, async () => {
  const drawn = new Map<string, number>();
  const questions = questionsOf(world);
  const kinds = Object.keys(questions).map((kind) =>
    fc.constantFrom(...(questions[kind] ?? [])).map((question) => ({ kind, ...question })),
  );
  const asked = fc.array(fc.oneof(...kinds), { minLength: QUESTIONS, maxLength: QUESTIONS });
  const attempted = fc.record({ row: fc.constantFrom(...world.cases), change: fc.constantFrom(...CHANGES) });
  await fc.assert(
    fc.asyncProperty(askers(world), asked, attempted, async (asker, ten, attempt) => {
      const fields = ten.map(({ field }, at) => `r${at}: ${field}`);
      const [answer, change] = await Promise.all([askedBy(asker, `{ ${fields.join('\n')} }`), outcome(asker, attempt)]);
      const { status, errors } = answer;
      expect({ status, errors }).toEqual({ status: 200, errors: [] });
      const answered = ten.map(({ field }, at) => ({ field, answer: unordered(answer.data?.[`r${at}`]) }));
      expect(answered).toEqual(
        ten.map((question) => ({ field: question.field, answer: unordered(question.expected(asker)) })),
      );
      expect(change).toBe(expectedOutcome(asker, attempt));
      for (const { kind } of [...ten, { kind: 'a change' }]) drawn.set(kind, (drawn.get(kind) ?? 0) + 1);
    }),
    { seed: SEED, numRuns: CALLERS, interruptAfterTimeLimit: 170_000, markInterruptAsFailure: true },
  );
  expect([...drawn.values()].reduce((sum, draws) => sum + draws, 0)).toBe(CALLERS * (QUESTIONS + 1));
  expect(Math.min(...drawn.values())).toBeGreaterThan(400);
}, 200_000);

test('a role for what is no territory is no role, and its token no token', async () => {
  for (const territory of ['', '%', '3407%', '34070510000', '340705100001x', '34,3407']) {
    const { status, data } = await city.ask('{ __typename }', { roles: [{ role: 'CITY_OFFICER', territory }] });
    expect({ territory, status, data }).toEqual({ territory, status: 401, data: null });
  }
});

/** Moves that no case of the world is ready for, so that whoever may make them changes nothing. */
const CHANGES = ['resolveCase', 'closeCase'] as const;
const INPUT = { resolveCase: 'report: "已办"', closeCase: 'note: "已查"' };
const OFFICERS = ['COMMUNITY_OFFICER', 'STREET_OFFICER', 'DISTRICT_OFFICER', 'CITY_OFFICER'];
const ROLES = ['RESIDENT', 'GRID_WORKER', ...OFFICERS, 'ANALYST', 'AUDITOR', 'ADMINISTRATOR'];

interface Attempt {
  readonly row: WorldCase;
  readonly change: (typeof CHANGES)[number];
}

/** The public, and people known and unknown with up to three roles, for places of the world, around, inside and beside them. */
function askers({ people, units, ...rest }: World): fc.Arbitrary<Asker> {
  const places = placesOf({ people, units, ...rest });
  const inTerritory = fc
    .record({ role: fc.constantFrom(...ROLES), territory: fc.constantFrom(...places) })
    .filter(({ role, territory }) => role !== 'RESIDENT' || territory.length >= 12);
  const ofUnit = fc.record({
    role: fc.constant('UNIT_REPRESENTATIVE'),
    unit: fc.oneof(fc.constantFrom(...units), fc.uuid({ version: 7 })),
  });
  const roles = fc.array<Held>(fc.oneof({ weight: 9, arbitrary: inTerritory }, { weight: 1, arbitrary: ofUnit }), {
    maxLength: 3,
  });
  const person = fc.oneof(fc.constantFrom(...people.map(({ id }) => id)), fc.uuid({ version: 7 }));
  const someone = fc.record<Asker>({ person, roles });
  return fc.oneof(
    { weight: 19, arbitrary: someone },
    { weight: 1, arbitrary: fc.constant({ person: null, roles: [] }) },
  );
}

/** An answer with the nodes of its lists in the order of their ids. */
function unordered(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value) =>
    key === 'nodes'
      ? value.toSorted((a: { id?: string }, b: { id?: string }) => (String(a.id) < String(b.id) ? -1 : 1))
      : value,
  );
}

async function askedBy({ person, roles }: Asker, query: string): Promise<Omit<Answer, 'trace'>> {
  const { trace: _, ...answer } = await city.ask(query, person === null ? {} : { person, roles: roles as never });
  return answer;
}

/** What a change comes to; what is hidden has to be answered as what is not there. */
async function outcome(asker: Asker, { row, change }: Attempt): Promise<string> {
  const of = (id: string) => askedBy(asker, `mutation { ${change}(id: "${id}", ${INPUT[change]}) { id } }`);
  const answer = await of(row.id);
  const asAbsent = isDeepStrictEqual(answer, await of(crypto.randomUUID()));
  return `${String(answer.errors[0]?.extensions['code'])}${asAbsent ? ', as what is not there' : ''}`;
}

function expectedOutcome(asker: Asker, { row, change }: Attempt): string {
  if (asker.person === null) return 'UNAUTHENTICATED, as what is not there';
  const steering = change === 'closeCase';
  const held = asker.roles.some(({ role }) => OFFICERS.includes(role));
  if (steering && !held) return 'FORBIDDEN, as what is not there';
  if (sightOfCase(asker, row) === 'NOTHING') return 'NOT_FOUND, as what is not there';
  return (steering ? steersCase : worksOnCase)(asker, row) ? 'CASE_MOVE_NOT_ALLOWED' : 'FORBIDDEN';
}
