import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoleHeld } from '@linli/domain/viewer';
import { WORKS_FOLDER } from '../config.js';
import {
  buildingIndex,
  BUILDINGS_OF_GRID,
  CITY,
  communitiesOf,
  gridCode,
  GRIDS_OF_COMMUNITY,
} from '../generate/city.js';
import type { City } from '../generate/city.js';
import { idOf } from '../generate/ids.js';
import { Random, seedOf } from '../generate/random.js';
import { FIELDS, writableUnit } from '../generate/unit-rows.js';

/** The works that are measured, in the order of the report. */
export const WORK_NAMES = ['W1', 'W2', 'W3', 'W4', 'W5-list', 'W5-register', 'W6'] as const;
export type WorkName = (typeof WORK_NAMES)[number];

export type Variables = Readonly<Record<string, unknown>>;

/** One request of a work: what is asked, and by whom. */
export interface Asked {
  readonly variables: Variables;
  readonly roles: readonly RoleHeld[];
}

/** A work: who asks what of the graph. */
export interface Work {
  readonly name: WorkName;
  /** In the report: a few words. */
  readonly title: string;
  readonly query: string;
  readonly writes: boolean;
  /** The n-th request of the work in a city; never the same for long. */
  asked(city: City, index: number): Asked;
}

/** Different requests of a work, asked one after the other, over and over. */
const VARIETY = 100;

export function requestsOf(work: Work, city: City): Asked[] {
  const different = new Map<string, Asked>();
  for (let index = 0; index < VARIETY; index += 1) {
    const asked = work.asked(city, index);
    different.set(work.writes ? String(index) : JSON.stringify(asked), asked);
  }
  return [...different.values()];
}

export function workOf(name: WorkName): Work {
  return WORKS[name];
}

const WORKS: Readonly<Record<WorkName, Work>> = {
  W1: work('W1', 'a community’s 20 grids, each with its 5 newest cases', (city, random) => {
    const community = random.of(city.communities);
    return { variables: { community }, roles: [{ role: 'COMMUNITY_OFFICER', territory: community }] };
  }),
  W2: work('W2', 'one grid, four scalars', (city, random) => {
    const community = random.of(city.communities);
    const grid = gridCode(community, random.below(GRIDS_OF_COMMUNITY));
    return { variables: { grid }, roles: [{ role: 'RESIDENT', territory: community }] };
  }),
  W3: work('W3', 'a district’s communities with five figures each', (city, random) => {
    const districts = [...new Set(city.communities.map((community) => community.slice(0, 6)))];
    return { variables: { district: random.of(districts) }, roles: [{ role: 'ANALYST', territory: CITY }] };
  }),
  W4: work('W4', 'report a case', (city, random) => {
    const index = city.communities.length + random.below(city.writable.length);
    const community = communitiesOf(city)[index] ?? '';
    const place = [random.below(GRIDS_OF_COMMUNITY), random.below(BUILDINGS_OF_GRID)] as const;
    const building = idOf('building', buildingIndex(index, ...place));
    const input = { building, category: 'ENVIRONMENT.LITTER', channel: 'PORTAL', title: '三单元门口垃圾未清' };
    return {
      variables: { input: { ...input, description: '已经堆了两天。' } },
      roles: [{ role: 'RESIDENT', territory: community }],
    };
  }),
  'W5-list': work('W5-list', 'open resources of a field in an area', (city, random) => {
    const variables = { area: random.of(city.communities), field: random.of(FIELDS) };
    const unit = idOf('unit', random.below(city.units));
    return { variables, roles: [{ role: 'UNIT_REPRESENTATIVE', unit }] };
  }),
  'W5-register': work('W5-register', 'register a resource', (city, random) => {
    const { unit, community } = writableUnit(city);
    const input = {
      unit,
      title: '周末义诊',
      field: random.of(FIELDS),
      form: 'SKILL',
      quantity: 20,
      measure: 'SESSION',
    };
    return {
      variables: { input: { ...input, territories: [community] } },
      roles: [{ role: 'UNIT_REPRESENTATIVE', unit }],
    };
  }),
  W6: work('W6', 'the Governance query of the README', (city, random) => {
    const community = random.of(city.communities);
    return { variables: { community }, roles: [{ role: 'COMMUNITY_OFFICER', territory: community }] };
  }),
};

function work(name: WorkName, title: string, ask: (city: City, random: Random) => Asked): Work {
  const query = readFileSync(join(WORKS_FOLDER, `${name}.graphql`), 'utf8');
  const asked = (city: City, index: number) => ask(city, new Random(seedOf(name.length, name.charCodeAt(1), index)));
  return { name, title, query, writes: query.startsWith('mutation'), asked };
}
