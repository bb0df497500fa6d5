import type { City } from './city.suite.js';
import { change, PROVINCE, TODAY } from './oracle-change.suite.js';
import { dealsOf } from './oracle-deals.suite.js';
import type { WorldDeal } from './oracle-deals.suite.js';
import { sightOfPerson } from './oracle-matrix.suite.js';
import type { CaseFacts, PersonFacts, PostFacts } from './oracle-matrix.suite.js';
import { until } from './until.suite.js';

/** Two communities of one street, one of the next street, one of the next district, one of the next city; grids in each. */
export const COMMUNITIES = ['340705100001', '340705100002', '340705402001', '340706100001', '341181003010'] as const;
const DAY_BEFORE = new Date(Date.now() - 16 * 3_600_000).toISOString().slice(0, 10);

export interface WorldCase extends CaseFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly building: { readonly id: string; readonly number: string } | null;
  readonly handlers: readonly { readonly __typename: string }[];
}

export type WorldPerson = PersonFacts & { readonly name: string };

/** What is there, with the facts that decide who sees it. */
export interface World {
  readonly grids: readonly string[];
  readonly cases: readonly WorldCase[];
  readonly people: readonly WorldPerson[];
  readonly deals: readonly WorldDeal[];
  readonly units: readonly string[];
  /** Seats by organisation, for paths through one. */
  readonly organizations: readonly { readonly id: string; readonly secretary: string; readonly member: string }[];
  readonly posts: readonly (PostFacts & { readonly id: string })[];
  readonly diaries: readonly { readonly id: string; readonly place: string }[];
  readonly ledgers: readonly LedgerFacts[];
}

/** What the two grids of a community count of the same people: one of them a small count. */
export interface LedgerFacts {
  readonly community: string;
  readonly small: { readonly grid: string; readonly count: number };
  readonly large: { readonly grid: string; readonly count: number };
}

interface Settled {
  readonly community: string;
  readonly grids: readonly string[];
  readonly buildings: readonly { readonly id: string; readonly number: string; readonly grid: string }[];
  readonly residents: readonly [string, string];
  readonly post: { readonly id: string; readonly holder: string };
  readonly formerPost: { readonly id: string; readonly holder: string };
  readonly branch: { readonly id: string; readonly secretary: string; readonly member: string };
  readonly unit: string;
  readonly people: readonly Omit<WorldPerson, 'reportedTo'>[];
  readonly deals: readonly WorldDeal[];
}

/** Builds a small world through the gateway, as its officers, residents and units would. */
export async function buildWorld(city: City): Promise<World> {
  const settled = await Promise.all(COMMUNITIES.map((community, at) => settle(city, community, at)));
  const cases = (await Promise.all(settled.map((there) => reportCases(city, there)))).flat();
  const diaries = await Promise.all(settled.map((there) => writeDiary(city, there)));
  const ledgers = await Promise.all(settled.map((there, at) => recordLedgers(city, there, at)));
  await Promise.all(
    settled.map(({ formerPost }) => change(city, 'endGridPost', `(id: "${formerPost.id}", endsOn: "${DAY_BEFORE}")`)),
  );
  await until('cases knows which posts have ended', async () => {
    const [{ formerPost }] = settled as [Settled];
    const assigned = cases.filter(({ title }) => title.startsWith('离任')).map(({ id }) => id);
    const { data } = await city.ask(`{ case(id: "${assigned[0]}") { id } }`, { roles: [], person: formerPost.holder });
    return data?.['case'] === null;
  });
  const people = settled
    .flatMap((there) => there.people)
    .map((person) => {
      const reported = cases.filter(({ reporter }) => reporter === person.id);
      return { ...person, reportedTo: reported.map(({ handledBy }) => handledBy) };
    });
  await until('organization knows whom the cases disclose', () => knowsReporters(city, settled, people));
  return {
    grids: settled.flatMap(({ grids }) => grids),
    cases,
    people,
    deals: settled.flatMap(({ deals }) => deals),
    units: settled.map(({ unit }) => unit),
    organizations: settled.map(({ branch }) => branch),
    posts: settled.map(({ post, grids }) => ({ ...post, place: grids[0] as string })),
    diaries,
    ledgers,
  };
}

/** Whether organization has heard whom the cases disclose, and whose posts have ended: whoever may handle cases is told the names of those who reported them. */
async function knowsReporters(city: City, settled: readonly Settled[], people: readonly WorldPerson[]) {
  const reporters = people.filter(({ reportedTo }) => reportedTo.length > 0);
  const query = reporters.map(({ id }, at) => `r${at}: person(id: "${id}") { displayName }`).join('\n');
  const askers = settled.flatMap(({ post, formerPost, branch, unit }) => [
    ...[post.holder, formerPost.holder, branch.secretary].map((person) => ({ person, roles: [] })),
    { person: crypto.randomUUID(), roles: [{ role: 'UNIT_REPRESENTATIVE' as const, unit }] },
  ]);
  const told = await Promise.all(
    askers.map(async (asker) => {
      const { data } = await city.ask(`{ ${query} }`, asker);
      const names = reporters.filter((row) => sightOfPerson(asker, row) === 'NAME').map(({ name }) => name);
      return (
        names.join() ===
        Object.values(data ?? {})
          .flatMap(nameIn)
          .join()
      );
    }),
  );
  return told.every(Boolean);
}

function nameIn(person: unknown): string[] {
  const { displayName } = (person ?? { displayName: '**' }) as { displayName: string };
  return displayName.includes('*') ? [] : [displayName];
}

async function settle(city: City, community: string, at: number): Promise<Settled> {
  const grid = (name: string, more = '') =>
    change(city, 'createGrid', `(input: { community: "${community}", name: "${name}"${more} })`, 'code');
  const first = await grid('一网格');
  const second = await grid('二网格');
  const micro = await grid('微网格', `, kind: MICRO, parent: "${first}"`);
  const grids = [first, second, micro];
  const buildings = [];
  for (const code of [first, micro]) {
    const number = `${at + 1}号楼`;
    const id = await change(city, 'createBuilding', `(input: { grid: "${code}", number: "${number}" })`);
    buildings.push({ id, number, grid: code });
  }
  const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'].map((name) => `${'赵钱孙李周'[at]}${name}山`);
  const places = [first, second, micro, community, community, community, first, first];
  const ids = await Promise.all(
    names.map((name, n) => change(city, 'registerPerson', `(input: { name: "${name}", territory: "${places[n]}" })`)),
  );
  const [resident, other, member, shown, secretary, sitting, holder, former] = ids as [string, ...string[]] & string[];

  const branch = await change(
    city,
    'foundPartyOrganization',
    `(input: { name: "党支部", level: BRANCH, area: "${community}" })`,
  );
  const upper = await change(
    city,
    'foundPartyOrganization',
    `(input: { name: "街道工委", level: WORKING_COMMITTEE, area: "${community.slice(0, 9)}" })`,
  );
  const admit = (person: string, organization: string) =>
    change(
      city,
      'admitMember',
      `(input: { person: "${person}", organization: "${organization}", status: FULL, joinedOn: "2020-07-01" })`,
    );
  await admit(member as string, branch);
  await change(
    city,
    'displayMembership',
    `(membership: "${await admit(shown as string, upper)}", publicly: true)`,
    'id',
    shown,
  );
  const seat = (person: string, organization: string, title: string) =>
    change(
      city,
      'appoint',
      `(input: { person: "${person}", partyOrganization: "${organization}", title: ${title}, startsOn: "2026-01-01" })`,
    );
  await seat(secretary as string, branch, 'SECRETARY');
  await seat(sitting as string, branch, 'COMMITTEE_MEMBER');
  await seat(sitting as string, upper, 'SECRETARY');
  const membership = (n: number, area: string, displayed: boolean) => ({
    person: ids[n] as string,
    area,
    reportedTo: null,
    displayed,
  });
  const street = community.slice(0, 9);
  const people = ids.map((id, n) => ({
    id,
    name: names[n] as string,
    place: places[n] as string,
    seatsIn: n === 4 ? [community] : n === 5 ? [community, street] : [],
    membership: n === 2 ? membership(2, community, false) : n === 3 ? membership(3, street, true) : null,
  }));

  const post = (person: string, startsOn: string) =>
    change(
      city,
      'appointToGrid',
      `(input: { person: "${person}", role: GRID_WORKER, territory: "${first}", startsOn: "${startsOn}" })`,
    );
  const [held, ended] = [await post(holder as string, TODAY), await post(former as string, '2026-01-01')];
  const { unit, deals } = await dealsOf(city, community, at);
  return {
    community,
    grids,
    buildings,
    residents: [resident, other as string],
    post: { id: held, holder: holder as string },
    formerPost: { id: ended, holder: former as string },
    branch: { id: branch, secretary: secretary as string, member: member as string },
    unit,
    people,
    deals,
  };
}

async function writeDiary(city: City, { grids, post }: Settled): Promise<{ id: string; place: string }> {
  const [place] = grids as [string];
  const input = `(input: { grid: "${place}", kind: PATROL, happenedAt: "${new Date().toISOString()}", note: "只有该看的人能看" })`;
  const roles = [{ role: 'GRID_WORKER' as const, territory: place }];
  return { id: await change(city, 'writeDiary', input, 'id', post.holder, roles), place };
}

async function recordLedgers(city: City, { community, grids }: Settled, at: number): Promise<LedgerFacts> {
  const [first, second] = grids as [string, string];
  const [small, large] = [
    { grid: first, count: at + 1 },
    { grid: second, count: at + 10 },
  ];
  for (const { grid, count } of [small, large]) {
    const entries = `[{ category: ELDERLY_LIVING_ALONE, count: ${count} }]`;
    const { errors } = await city.ask(
      `mutation { recordLedger(territory: "${grid}", asOf: "${TODAY}", entries: ${entries}) { count } }`,
      { roles: PROVINCE },
    );
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
  }
  return { community, small, large };
}

/** Cases of public and private kinds, at the community, in a grid and in a micro-grid; reported and assigned in every way. */
async function reportCases(city: City, there: Settled): Promise<WorldCase[]> {
  const { community, grids, buildings, residents, post, formerPost, branch, unit } = there;
  const assigned = [
    { word: '未派', kind: null, input: null, people: [], unit: null },
    { word: '网格', kind: 'GridPost', input: `{ gridPost: "${post.id}" }`, people: [post.holder], unit: null },
    { word: '离任', kind: 'GridPost', input: `{ gridPost: "${formerPost.id}" }`, people: [], unit: null },
    {
      word: '支部',
      kind: 'PartyOrganization',
      input: `{ partyOrganization: "${branch.id}" }`,
      people: [branch.secretary],
      unit: null,
    },
    { word: '单位', kind: 'Unit', input: `{ unit: "${unit}" }`, people: [], unit },
  ];
  const cases: WorldCase[] = [];
  const numberOf = async (id: string) => {
    const { data } = await city.ask(`{ case(id: "${id}") { number } }`, { roles: PROVINCE });
    const found = data?.['case'] as { number: string };
    return found.number;
  };
  const title = '各方';
  const id = await report(city, `territory: "${community}", category: "CONFLICT.FAMILY", title: "${title}"`, null);
  await change(city, 'acceptCase', `(id: "${id}", input: { scale: MAJOR })`);
  const everyone = assigned.flatMap(({ input }) => input ?? []).join(', ');
  await change(city, 'assignCase', `(id: "${id}", handlers: [${everyone}])`);
  const handledBy = { people: [post.holder, branch.secretary], unit };
  const handlers = assigned.flatMap(({ kind }) => (kind === null ? [] : [{ __typename: kind }]));
  const facts = { building: null, handlers, place: community, private: true, reporter: null, handledBy };
  cases.push({ id, title, number: await numberOf(id), ...facts });
  const places = [
    { input: `territory: "${community}"`, place: community, building: null },
    { input: `territory: "${grids[1]}"`, place: grids[1] as string, building: null },
    ...buildings.map(({ id, number, grid }) => ({ input: `building: "${id}"`, place: grid, building: { id, number } })),
  ];
  let n = 0;
  for (const { input, place, building } of places) {
    for (const isPrivate of [false, true]) {
      const hand = assigned[n % assigned.length] as (typeof assigned)[number];
      const reporter = n % 3 === 0 ? null : (residents[n % 2] as string);
      const category = isPrivate ? 'CONFLICT.NEIGHBOURS' : 'FACILITIES.LIGHTING';
      const title = `${hand.word}${n}`;
      const id = await report(city, `${input}, category: "${category}", title: "${title}"`, reporter, community);
      if (hand.input !== null) {
        await change(city, 'acceptCase', `(id: "${id}", input: { scale: MINOR })`);
        await change(city, 'assignCase', `(id: "${id}", handlers: [${hand.input}])`);
      }
      const number = await numberOf(id);
      const handledBy = { people: hand.people, unit: hand.unit };
      const handlers = hand.kind === null ? [] : [{ __typename: hand.kind }];
      cases.push({ id, number, title, building, handlers, place, private: isPrivate, reporter, handledBy });
      n += 1;
    }
  }
  return cases;
}

function report(city: City, input: string, reporter: string | null, community = ''): Promise<string> {
  const asking = `(input: { ${input}, description: "只有该看的人能看", channel: PORTAL })`;
  return reporter === null
    ? change(city, 'reportCase', asking)
    : change(city, 'reportCase', asking, 'id', reporter, [{ role: 'RESIDENT', territory: community }]);
}
