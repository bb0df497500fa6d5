import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { fixedClock } from '@linli/testkit/clock';
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
import { linesOfFolder, linesOfShipped } from './area-files.js';
import { importAreas } from './area-import.js';

let suite: GridSuite;
let folder: string;
beforeAll(async () => {
  suite = await gridSuite();
  folder = await mkdtemp(join(tmpdir(), 'linli-areas-'));
});
beforeEach(() => writeTable({}));
afterAll(async () => {
  await rm(folder, { recursive: true });
  await suite.end();
});

const clock = fixedClock('2026-11-20T02:00:00.000Z');
const fromFolder = () => importAreas(suite.owner, clock, 'a folder', linesOfFolder(folder));

/** Anhui with Tongling and its one district, as the files of the whole country have them. */
const TABLE: Readonly<Record<string, string>> = {
  'provinces.csv': 'code,name\n34,"安徽省"\n',
  'cities.csv': 'code,name,provinceCode\n3407,"铜陵市",34\n',
  'areas.csv': 'code,name,cityCode,provinceCode\n340705,"铜官区",3407,34\n',
  'streets.csv': 'code,name,areaCode,provinceCode,cityCode\n340705402,"天井湖社区街道",340705,34,3407\n',
  'villages.csv': `code,name,streetCode,provinceCode,cityCode,areaCode\n${COMMUNITY},"天井湖社区居委会",340705402,34,3407,340705\n`,
};
const COMMUNITIES = TABLE['villages.csv'] ?? '';

async function writeTable(changed: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries({ ...TABLE, ...changed })) await writeFile(join(folder, file), text);
}

const areas = () =>
  rowsOf(
    suite,
    sql<{ code: string; name: string; version: number }>`select code, name, version from area order by code`,
  );
const events = () =>
  rowsOf(
    suite,
    sql`select aggregatetype, aggregateid, type, version::int as version, payload from outbox
      where type = 'AreasImported' order by position`,
  );

describe('an import of areas', () => {
  it('keeps an area that is as it was, and other prefectures; removes what its own no longer name', async () => {
    const before = await areas();
    const done = await fromFolder();
    expect(done).toEqual({ named: 5, added: 0, renamed: 0, removed: 1, kept: 0 });
    expect(await areas()).toEqual(before.filter(({ code }) => code !== NEXT_COMMUNITY));
    const [event] = await events();
    expect(event).toMatchObject({ aggregatetype: 'area', aggregateid: '*', type: 'AreasImported', payload: {} });
  });

  it('for the second time changes nothing and publishes nothing', async () => {
    await fromFolder();
    const [before, published] = [await areas(), await events()];
    expect(await fromFolder()).toEqual({ named: 5, added: 0, renamed: 0, removed: 0, kept: 0 });
    expect(await areas()).toEqual(before);
    expect(await events()).toEqual(published);
  });

  it('adds and renames, and gives what it changed its own number as version', async () => {
    await writeTable({ 'villages.csv': `${COMMUNITIES}${NEXT_COMMUNITY},"映湖社区",340705402,34,3407,340705\n` });
    expect(await fromFolder()).toMatchObject({ added: 1, renamed: 0 });
    await writeTable({ 'villages.csv': `${COMMUNITIES}${NEXT_COMMUNITY},"映湖新社区",340705402,34,3407,340705\n` });
    expect(await fromFolder()).toMatchObject({ added: 0, renamed: 1 });
    const [{ number } = { number: 0 }] = await rowsOf(
      suite,
      sql<{ number: number }>`select max(number) as number from area_import`,
    );
    expect(await areas()).toContainEqual({ code: NEXT_COMMUNITY, name: '映湖新社区', version: number });
    expect(await areas()).toContainEqual({ code: COMMUNITY, name: '天井湖社区居委会', version: 1 });
    expect((await events()).at(-1)).toMatchObject({ version: number });
  });

  it('keeps the names that an area had, the last one first, until it has them again', async () => {
    const table = (name: string) => ({
      'villages.csv': `${COMMUNITIES}${NEXT_COMMUNITY},"${name}",340705402,34,3407,340705\n`,
    });
    const importedAs = async (...names: string[]) => {
      for (const name of names) {
        await writeTable(table(name));
        await fromFolder();
      }
      const answer = await suite.as(PUBLIC).ask(`{ area(code: "${NEXT_COMMUNITY}") { formerNames } }`);
      return answer.data.area.formerNames.slice(0, 2);
    };
    expect(await importedAs('东风社区', '红旗社区', '凤凰社区')).toEqual(['红旗社区', '东风社区']);
    expect(await importedAs('东风社区')).toEqual(['凤凰社区', '红旗社区']);
    await writeTable({});
    await fromFolder();
    expect(await importedAs('长江社区')).toEqual(['东风社区', '凤凰社区']);
  });

  it('keeps an area that is gone from the table while something stands in it, with those around it', async () => {
    await changesBy(suite.as(officer)).createGrid();
    await writeTable({
      'streets.csv': TABLE['streets.csv']?.split('\n')[0] + '\n',
      'villages.csv': COMMUNITIES.split('\n')[0] + '\n',
    });
    expect(await fromFolder()).toMatchObject({ named: 3, kept: 2 });
    expect((await areas()).map(({ code }) => code)).toEqual(
      expect.arrayContaining([COMMUNITY, '340705402', ELSEWHERE]),
    );
  });

  it('keeps an area of which a ledger or a training tells', async () => {
    const there = '340705402098';
    const villages = [NEXT_COMMUNITY, there].map((code) => `${code},"新社区",340705402,34,3407,340705\n`);
    await writeTable({ 'villages.csv': COMMUNITIES + villages.join('') });
    await fromFolder();
    const { errors } = await suite.as(streetOfficer).ask(`mutation {
      recordLedger(territory: "${NEXT_COMMUNITY}", asOf: "2026-11-01", entries: [{ category: VETERANS, count: 12 }]) { count } }`);
    expect(errors).toEqual([]);
    await rowsOf(suite, sql`insert into training values (gen_random_uuid(), ${there}, '消防安全', '2026-11-01', 1)`);
    await writeTable({});
    expect(await fromFolder()).toMatchObject({ removed: 0, kept: 2 });
    expect((await areas()).map(({ code }) => code)).toEqual(expect.arrayContaining([NEXT_COMMUNITY, there]));
  });

  it.each([
    ['a code of other digits', 'areas.csv', '34070,"铜官区",3407,34', 'AREA_CODE_WRONG'],
    ['a code that is none', 'areas.csv', '3407O5,"铜官区",3407,34', 'AREA_CODE_WRONG'],
    ['no name', 'streets.csv', '340705403," ",340705,34,3407', 'AREA_NAME_MISSING'],
    ['no parent', 'villages.csv', '340705499001,"某社区",340705499,34,3407,340705', 'AREA_PARENT_MISSING'],
    ['a second name', 'villages.csv', `${COMMUNITY},"别的社区",340705402,34,3407,340705`, 'AREA_NAMED_TWICE'],
    ['columns missing', 'villages.csv', '340705402009', 'AREA_FILE_NOT_A_TABLE'],
  ])('with a line of %s names file and line, and takes nothing in', async (_, file, line, code) => {
    const before = await areas();
    await writeTable({ [file]: `${TABLE[file]}${line}\n` });
    await expect(fromFolder()).rejects.toMatchObject({ code, facts: { file, line: 3 } });
    expect(await areas()).toEqual(before);
  });

  it('without one of its files takes nothing in', async () => {
    const before = await areas();
    await rm(join(folder, 'streets.csv'));
    await expect(fromFolder()).rejects.toMatchObject({ code: 'AREA_FILE_UNREADABLE', facts: { file: 'streets.csv' } });
    expect(await areas()).toEqual(before);
  });

  it('that another one overtook is refused, and both leave a whole table', async () => {
    const both = await Promise.allSettled([fromFolder(), fromFolder()]);
    const refused = both.filter((one) => one.status === 'rejected').map((one) => one.reason.code);
    expect(refused.every((code) => code === 'AREA_IMPORT_OVERTAKEN')).toBe(true);
    expect(refused.length).toBeLessThan(2);
  });
});

describe('the table that is shipped', () => {
  it('has the five prefectures, and the places that the demo stands on', async () => {
    expect(await importAreas(suite.owner, clock, '--shipped', linesOfShipped())).toMatchObject({ named: 12_337 });
    const cities = await rowsOf(suite, sql<{ code: string }>`select code from area where level = 'CITY' order by code`);
    expect(cities.map(({ code }) => code)).toEqual(['1507', '3407', '3411', '3609', '3701']);
    const places = ['340705402001', '341181003010', '370114001', '150782001001', '360924100007'];
    const named = await rowsOf(
      suite,
      sql<{
        code: string;
        name: string;
      }>`select code, name from area where code = any(${places}::text[]) order by code`,
    );
    expect(Object.fromEntries(named.map(({ code, name }) => [code, name]))).toEqual({
      '150782001001': '胜南社区居民委员会',
      '340705402001': '天井湖社区居委会',
      '341181003010': '天福社区居委会',
      '360924100007': '崇文社区居委会',
      '370114001': '明水街道',
    });
    const communities = await rowsOf(
      suite,
      sql`select from area where starts_with(code, '370114001') and name like '%社区居民委员会'`,
    );
    expect(communities).toHaveLength(17);
  });
});
