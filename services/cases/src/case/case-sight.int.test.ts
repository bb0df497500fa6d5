import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  BUILDING,
  casesSuite,
  GRID,
  gridWorker,
  handler,
  neighbour,
  NEXT_BUILDING,
  officer,
  officerElsewhere,
  resident,
  type CasesSuite,
} from '../cases.suite.js';
import { accept, assign, movesIn } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { reported, moving } = movesIn(() => suite);

describe('who sees a case', () => {
  const seen = async (viewer: Viewer, id: string) =>
    (
      await suite
        .as(viewer)
        .ask(`{ case(id: "${id}") { title description status grid { code } building { id } timeline { sequence } } }`)
    ).data.case;

  it('shows its text to its reporter, its handler and the staff of its territory', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    for (const viewer of [resident, handler, officer]) {
      expect(await seen(viewer, id)).toMatchObject({
        title: '三单元门口垃圾未清',
        description: '已经堆了两天，请来电 13800138000。',
        building: { id: BUILDING },
      });
    }
  });

  it('shows a grid worker the cases of their own grid, and not that there are others', async () => {
    const [own, next] = [await reported(), await reported(resident, { building: NEXT_BUILDING })];
    expect([(await seen(gridWorker, own))?.title, await seen(gridWorker, next)]).toEqual(['三单元门口垃圾未清', null]);
  });

  it('shows a neighbour that a case of a public kind exists, by its category and grid alone', async () => {
    const id = await reported();
    expect(await seen(neighbour, id)).toEqual({
      title: 'Litter and refuse',
      description: null,
      status: 'REPORTED',
      grid: { code: GRID },
      building: null,
      timeline: [],
    });
  });

  it('hides a case of a private kind from neighbours, and every case from elsewhere and the public', async () => {
    const id = await reported(resident, { category: 'CONFLICT.FAMILY' });
    const answers = await Promise.all([neighbour, officerElsewhere, PUBLIC].map((viewer) => seen(viewer, id)));
    expect(answers).toEqual([null, null, null]);
  });

  it('shows no row to a connection without a session, also one that had a session before', async () => {
    await reported();
    const { rows } = await sql`select id from "case"`.execute(suite.database.em.fork().getKysely());
    expect(rows).toEqual([]);
  });
});
