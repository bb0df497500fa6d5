import type { Envelope } from '@linli/persistence/envelope';
import {
  BRANCHES_OF_COMMUNITY,
  BUILDINGS_OF_GRID,
  buildingIndex,
  communitiesOf,
  gridCode,
  GRIDS_OF_COMMUNITY,
  memberIndex,
  MEMBERS_OF_BRANCH,
} from './city.js';
import type { City } from './city.js';
import type { Row } from './copy.js';
import { idOf } from './ids.js';
import { eachOf } from './place-rows.js';
import type { TableRows } from './place-rows.js';

const SINCE = '2021-01-01';
const GRIDS_OF_BRANCH = GRIDS_OF_COMMUNITY / BRANCHES_OF_COMMUNITY;
/** Grids of a branch whose buildings its group covers. */
const GRIDS_OF_GROUP = 2;
const MEMBERS = BRANCHES_OF_COMMUNITY * MEMBERS_OF_BRANCH;
/** Ids of a community's organisations: committee, branches, groups, each at its place of eight. */
const PLACES = 8;
const STREETS_FROM = 100_000_000;
const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'] as const;

/** An organisation of a community, with the member who leads it. */
interface Organization {
  readonly place: number;
  readonly parent: number | null;
  readonly level: string;
  readonly name: string;
  readonly leader: { readonly title: string; readonly branch: number; readonly member: number };
}

/** What organization keeps: the chain from the street down to groups, what it covers, members, and who leads what. */
export function partyTables(city: City, envelope: Envelope): readonly TableRows[] {
  const communities = communitiesOf(city);
  const streets = [...new Set(communities.map((community) => community.slice(0, 9)))];
  const all = function* () {
    for (const [index, community] of communities.entries()) {
      for (const organization of organizationsOf(index)) yield { index, community, organization };
    }
  };
  return [
    {
      table: 'party_organization',
      columns: ['id', 'name', 'level', 'kind', 'founded_on', 'parent', 'path', 'area'],
      *rows() {
        for (const [at, street] of streets.entries()) {
          const id = idOf('organization', STREETS_FROM + at);
          yield [id, `第${street.slice(6)}街道党工委`, 'WORKING_COMMITTEE', 'TERRITORIAL', SINCE, null, id, street];
        }
        for (const { index, community, organization } of all()) {
          const chain = chainOf(index, organization);
          const path = [idOf('organization', STREETS_FROM + streets.indexOf(community.slice(0, 9))), ...chain];
          const [parent, id] = path.slice(-2);
          const { name, level } = organization;
          yield [id ?? '', name, level, 'TERRITORIAL', SINCE, parent ?? null, path.join('/'), community];
        }
      },
    },
    {
      table: 'organization_grid',
      columns: ['organization', 'grid', 'starts_on'],
      rows: () =>
        eachOf(communities, GRIDS_OF_COMMUNITY, (community, index, grid) => [
          organizationId(index, 1 + Math.floor(grid / GRIDS_OF_BRANCH)),
          gridCode(community, grid),
          SINCE,
        ]),
    },
    {
      table: 'organization_building',
      columns: ['organization', 'building', 'starts_on'],
      *rows() {
        for (const { index, organization } of all()) {
          if (organization.level === 'GROUP') yield* buildingsOfGroup(index, organization);
        }
      },
    },
    {
      table: 'person',
      columns: ['id', 'territory', 'mask', 'name', 'record_key'],
      rows: () =>
        eachOf(communities, MEMBERS, (community, index, number) => person(envelope, community, index, number)),
    },
    {
      table: 'party_membership',
      columns: [
        'id',
        'person',
        'status',
        'organization',
        'area',
        'residential_organization',
        'residential_area',
        'reported_on',
        'joined_on',
      ],
      rows: () =>
        eachOf(communities, MEMBERS, (community, index, number) => membership(communities, community, index, number)),
    },
    {
      table: 'seat',
      columns: ['id', 'person', 'organization', 'area', 'title', 'concurrent', 'starts_on'],
      *rows() {
        for (const { index, community, organization } of all()) {
          const { id, person, title } = seatOf(index, organization);
          yield [id, person, organizationId(index, organization.place), community, title, false, SINCE];
        }
      },
    },
    {
      table: 'disclosure',
      columns: ['id', 'person', 'level', 'to_public', 'territory', 'reason', 'source', 'starts_on'],
      *rows() {
        for (const { index, community, organization } of all()) {
          const { id: seat, person } = seatOf(index, organization);
          const number = index * PLACES + organization.place;
          yield [idOf('disclosure', number * 2), person, 'MASK', true, community, 'SEAT', seat, SINCE];
          yield [idOf('disclosure', number * 2 + 1), person, 'NAME', false, community, 'SEAT', seat, SINCE];
        }
      },
    },
  ];
}

/** A committee, four branches, and of five communities three have two groups and two have one. */
function organizationsOf(index: number): Organization[] {
  const branches = Array.from({ length: BRANCHES_OF_COMMUNITY }, (_, branch) => branch);
  return [
    {
      place: 0,
      parent: null,
      level: 'COMMUNITY_COMMITTEE',
      name: '社区党委',
      leader: { title: 'SECRETARY', branch: 0, member: 1 },
    },
    ...branches.map((branch) => ({
      place: 1 + branch,
      parent: 0,
      level: 'BRANCH',
      name: `第${branch + 1}党支部`,
      leader: { title: 'SECRETARY', branch, member: 0 },
    })),
    ...branches.slice(0, index % 5 < 3 ? 2 : 1).map((branch) => ({
      place: 1 + BRANCHES_OF_COMMUNITY + branch,
      parent: 1 + branch,
      level: 'GROUP',
      name: `第${branch + 1}党小组`,
      leader: { title: 'GROUP_LEADER', branch, member: 2 },
    })),
  ];
}

function organizationId(community: number, place: number): string {
  return idOf('organization', community * PLACES + place);
}

/** Ids of a community's chain from its committee down to the organisation itself. */
function chainOf(community: number, { place, parent }: Organization): string[] {
  const above = parent === null ? [] : parent === 0 ? [0] : [0, parent];
  return [...above, place].map((at) => organizationId(community, at));
}

function* buildingsOfGroup(community: number, { place, parent }: Organization): Generator<Row> {
  const first = ((parent ?? 1) - 1) * GRIDS_OF_BRANCH;
  for (let grid = first; grid < first + GRIDS_OF_GROUP; grid += 1) {
    for (let building = 0; building < BUILDINGS_OF_GRID; building += 1) {
      const id = idOf('building', buildingIndex(community, grid, building));
      yield [organizationId(community, place), id, SINCE];
    }
  }
}

function seatOf(community: number, { place, leader }: Organization) {
  return {
    id: idOf('seat', community * PLACES + place),
    person: idOf('person', memberIndex(community, leader.branch, leader.member)),
    title: leader.title,
  };
}

function person(envelope: Envelope, community: string, index: number, number: number): Row {
  const [branch, member] = [Math.floor(number / MEMBERS_OF_BRANCH), number % MEMBERS_OF_BRANCH];
  const id = idOf('person', memberIndex(index, branch, member));
  const surname = SURNAMES[number % SURNAMES.length] ?? '王';
  const { key, wrapped } = envelope.newRecordKey(id);
  const name = envelope.seal(key, { table: 'person', id, field: 'name' }, `${surname}某${number}`);
  const grid = gridCode(community, branch * GRIDS_OF_BRANCH + (member % GRIDS_OF_BRANCH));
  return [id, grid, `${surname}**`, name, wrapped];
}

/** One member of ten keeps the membership in a neighbouring community and reports at home (双报到). */
function membership(communities: readonly string[], community: string, index: number, number: number): Row {
  const [branch, member] = [Math.floor(number / MEMBERS_OF_BRANCH), number % MEMBERS_OF_BRANCH];
  const id = memberIndex(index, branch, member);
  const home = organizationId(index, 1 + branch);
  const common = [idOf('membership', id), idOf('person', id), 'FULL'] as const;
  if (member % 10 !== 9) return [...common, home, community, null, null, null, SINCE];
  const other = (index + 1) % communities.length;
  const kept = organizationId(other, 1 + branch);
  return [...common, kept, communities[other] ?? '', home, community, '2022-01-01', SINCE];
}
