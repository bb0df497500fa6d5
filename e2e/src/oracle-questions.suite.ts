import {
  countsPrivateCases,
  isStaffOf,
  sightOfCase,
  sightOfDeal,
  sightOfHolder,
  sightOfMembership,
  sightOfPerson,
} from './oracle-matrix.suite.js';
import type { Asker } from './oracle-matrix.suite.js';
import { COMMUNITIES } from './oracle-world.suite.js';
import type { World, WorldCase, WorldPerson } from './oracle-world.suite.js';

/** One path to one kind of data: a root field, and what the matrix says that it answers to whom. */
export interface Question {
  readonly field: string;
  expected(asker: Asker): unknown;
}

/** All that is asked, by kind of path, so that each kind is drawn as often as the others. */
export function questionsOf(world: World): Readonly<Record<string, readonly Question[]>> {
  const places = placesOf(world);
  const areas = places.filter((place) => place.length <= 12);
  return {
    'a case by its id': world.cases.map((row) => oneCase(row, `case(id: "${row.id}")`)),
    'a case by its number': world.cases.map((row) => oneCase(row, `caseByNumber(number: "${row.number}")`)),
    'a list of cases': places.map((place) => ({
      field: `cases(within: "${place}", first: 100) ${LIST}`,
      expected: (asker) => listed(world, asker, place),
    })),
    'the cases of an area': areas.map((place) => ({
      field: `area(code: "${place}") { cases(first: 100) ${LIST} }`,
      expected: (asker) => ({ cases: listed(world, asker, place) }),
    })),
    'the cases of a grid': world.grids.map((place) => ({
      field: `grid(code: "${place}") { cases(first: 100) ${LIST} }`,
      expected: (asker) => ({ cases: listed(world, asker, place) }),
    })),
    'the cases of the community of a grid': world.grids.map((place) => ({
      field: `grid(code: "${place}") { community { cases(first: 100) ${LIST} } }`,
      expected: (asker) => ({ community: { cases: listed(world, asker, place.slice(0, 12)) } }),
    })),
    'a count of open cases': places
      .filter((place) => place.length <= 15 && place.length !== 2)
      .map((place) => ({
        field: `${place.length === 15 ? 'grid' : 'area'}(code: "${place}") { openCases }`,
        expected: (asker) => (isThere(world, place) ? { openCases: counted(world, asker, place) } : null),
      })),
    'a person': world.people.map((row) => ({
      field: `person(id: "${row.id}") { id displayName membership { person { id } } }`,
      expected: (asker) => person(asker, row),
    })),
    'the person behind a seat': world.organizations.map(({ id, secretary }) => ({
      field: `partyOrganization(id: "${id}") { secretary { person { id displayName } } }`,
      expected: (asker) => {
        const row = world.people.find((found) => found.id === secretary) as WorldPerson;
        return { secretary: { person: { id: secretary, displayName: nameOf(asker, row) } } };
      },
    })),
    'the members of an organisation': world.organizations.map(({ id, member }) => ({
      field: `partyOrganization(id: "${id}") { memberCount members { totalCount nodes { person { id } } } }`,
      expected: (asker) => {
        const row = world.people.find((found) => found.id === member) as WorldPerson;
        const seen = row.membership !== null && sightOfMembership(asker, row.membership) === 'ALL';
        const nodes = seen ? [{ person: { id: member } }] : [];
        return { memberCount: 1, members: { totalCount: nodes.length, nodes } };
      },
    })),
    'a post': world.posts.map((row) => ({
      field: `grid(code: "${row.place}") { posts { id role person { id } } }`,
      expected: (asker) => {
        const person = sightOfHolder(asker, row) === 'ALL' ? { id: row.holder } : null;
        return { posts: [{ id: row.id, role: 'GRID_WORKER', person }] };
      },
    })),
    'the diaries of a grid': world.diaries.map(({ id, place }) => ({
      field: `grid(code: "${place}") { diaries { totalCount nodes { id note author { role } } } }`,
      expected: (asker) => {
        const nodes = isStaffOf(asker, place) ? [{ id, note: WORDS, author: { role: 'GRID_WORKER' } }] : [];
        return { diaries: { totalCount: nodes.length, nodes } };
      },
    })),
    'the ledger of a place': world.ledgers.flatMap(({ community, small, large }) => [
      ledger(community, (asker) => {
        const knowsAll = isStaffOf(asker, small.grid);
        return knowsAll ? [small.count + large.count, 'EXACT'] : [large.count, 'AT_LEAST'];
      }),
      ledger(small.grid, (asker) => [isStaffOf(asker, small.grid) ? small.count : null, 'EXACT']),
      ledger(large.grid, () => [large.count, 'EXACT']),
    ]),
    'an offer, a claim or an agreement': world.deals.map((row) => ({
      field: `${row.kind}(id: "${row.id}") { id }`,
      expected: (asker) => (sightOfDeal(asker, row) === 'ALL' ? { id: row.id } : null),
    })),
    'the agreements of an area': COMMUNITIES.map((community) => ({
      field: `area(code: "${community}") { agreements { totalCount nodes { id } } }`,
      expected: (asker) => ({
        agreements: deals(world, asker, (row) => row.community === community && row.kind === 'agreement'),
      }),
    })),
    'the offers of a unit': world.units.map((unit) => ({
      field: `unit(id: "${unit}") { resources { totalCount nodes { id } } }`,
      expected: (asker) => ({ resources: deals(world, asker, (row) => row.unit === unit && row.kind === 'resource') }),
    })),
  };
}

/** The places of the world and all around them, and some beside it: a city, a street, a community, grids that are not there. */
export function placesOf(world: World): string[] {
  const within = [...world.grids, ...COMMUNITIES];
  const around = within.flatMap((code) => [2, 4, 6, 9, 12, 15].map((length) => code.slice(0, length)));
  const beside = ['3701', '340705005', '341181003001', ...COMMUNITIES.map((code) => `${code}999`)];
  return [...new Set([...within, ...around, ...beside])].toSorted();
}

const LIST = '{ totalCount nodes { id } }';
const CASE = '{ id title description territory reporter { id } handlers { __typename } building { id number } }';
const WORDS = '只有该看的人能看';

function oneCase(row: WorldCase, field: string): Question {
  return {
    field: `${field} ${CASE}`,
    expected: (asker) => {
      const sight = sightOfCase(asker, row);
      if (sight === 'NOTHING') return null;
      const { id, title, building, place, handlers } = row;
      const reporter = row.reporter === null ? null : { id: row.reporter };
      if (sight === 'ALL') return { id, title, description: WORDS, territory: place, reporter, handlers, building };
      const hidden = { description: null, reporter: null, handlers: [], building: null };
      return { id, title: 'Lights in stairwells and streets', territory: place.slice(0, 15), ...hidden };
    },
  };
}

function ledger(place: string, figure: (asker: Asker) => readonly [number | null, string]): Question {
  return {
    field: `${place.length > 12 ? 'grid' : 'area'}(code: "${place}") { ledger { category count qualifier } }`,
    expected: (asker) => {
      const [count, qualifier] = figure(asker);
      return { ledger: [{ category: 'ELDERLY_LIVING_ALONE', count, qualifier }] };
    },
  };
}

function isThere(world: World, place: string): boolean {
  return place.length < 15 || world.grids.includes(place);
}

/** Whoever knows of a case alone knows its place to the grid, and finds it in no micro-grid. */
function listed(world: World, asker: Asker, place: string) {
  const nodes = world.cases.filter((row) => {
    const sight = sightOfCase(asker, row);
    const known = sight === 'ALL' ? row.place : row.place.slice(0, 15);
    return sight !== 'NOTHING' && known.startsWith(place);
  });
  return { totalCount: nodes.length, nodes: nodes.map(({ id }) => ({ id })) };
}

function counted(world: World, asker: Asker, place: string): number {
  const withPrivate = countsPrivateCases(asker, place);
  return world.cases.filter((row) => row.place.startsWith(place) && (withPrivate || !row.private)).length;
}

function nameOf(asker: Asker, row: WorldPerson): string {
  return sightOfPerson(asker, row) === 'NAME' ? row.name : `${row.name.charAt(0)}**`;
}

function person(asker: Asker, row: WorldPerson) {
  if (sightOfPerson(asker, row) === 'NOTHING') return null;
  const seen = row.membership !== null && sightOfMembership(asker, row.membership) === 'ALL';
  return { id: row.id, displayName: nameOf(asker, row), membership: seen ? { person: { id: row.id } } : null };
}

function deals(world: World, asker: Asker, among: (row: World['deals'][number]) => boolean) {
  const nodes = world.deals.filter((row) => among(row) && sightOfDeal(asker, row) === 'ALL');
  return { totalCount: nodes.length, nodes: nodes.map(({ id }) => ({ id })) };
}
