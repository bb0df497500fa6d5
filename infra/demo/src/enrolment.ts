import type { Chain } from './chain-plan.js';
import type { Gateway } from './gateway.js';
import { admit, appoint, found, register } from './party.js';
import { CLERK } from './people.js';
import type { Settlement } from './settlement.js';
import { TIANJINGHU } from './tianjinghu.js';

const AREA = TIANJINGHU.code;

/** Founds the community's committee (社区党工委), at the top of the chain; gives its id. */
export function foundCommittee(gateway: Gateway): Promise<string> {
  const committee = { name: '天井湖社区党工委', level: 'COMMUNITY_COMMITTEE', area: AREA };
  return found(gateway, CLERK, 'committee', committee);
}

/** Enters branches, groups, members and secretaries below the committee, as the community's clerk would. */
export async function enrol(gateway: Gateway, chain: Chain, town: Settlement, committee: string): Promise<void> {
  const names = chain.members.map(({ name }) => name);
  const [people, organizations] = await Promise.all([
    register(gateway, CLERK, 'member', AREA, names),
    foundChain(gateway, chain, town, committee),
  ]);
  const admissions = chain.members.map(({ status, joinedOn, branch, group }, n) => ({
    person: people[n] ?? '',
    organization: (group === null ? organizations.branches[branch] : organizations.groups[group]) ?? '',
    status,
    joinedOn,
  }));
  await admit(gateway, CLERK, 'admission', admissions);
  const secretaries = chain.members.flatMap(({ branch, group }, n) =>
    group === null ? [{ branch, person: people[n] ?? '' }] : [],
  );
  await Promise.all(
    secretaries.map(({ branch, person }) =>
      appoint(gateway, CLERK, `secretary:${branch}`, {
        person,
        partyOrganization: organizations.branches[branch] ?? '',
        title: 'SECRETARY',
        startsOn: TIANJINGHU.asOf,
      }),
    ),
  );
}

/** Branches one after the other, and so a branch's groups, since organisations of one parent are listed by age. */
async function foundChain(gateway: Gateway, chain: Chain, town: Settlement, committee: string) {
  const branches: string[] = [];
  for (const [n, { name, grid }] of chain.branches.entries()) {
    const grids = [town.gridCodes[grid] ?? ''];
    branches.push(
      await found(gateway, CLERK, `branch:${n}`, { name, level: 'BRANCH', area: AREA, parent: committee, grids }),
    );
  }
  const groups = Array<string>(chain.groups.length).fill('');
  const foundGroupsOf = async (parent: string, branch: number) => {
    for (const [n, group] of chain.groups.entries()) {
      if (group.branch !== branch) continue;
      const buildings = group.buildings.map((building) => town.buildingIds[building] ?? '');
      const founding = { name: group.name, level: 'GROUP', area: AREA, parent, buildings };
      groups[n] = await found(gateway, CLERK, `group:${n}`, founding);
    }
  };
  await Promise.all(branches.map(foundGroupsOf));
  return { branches, groups };
}
