import type { Gateway } from './gateway.js';
import { found } from './party.js';
import { TIANFU_CLERK as CLERK } from './people.js';
import { createBuilding, createCompound, createGrid } from './places.js';
import { COMPOUNDS, TIANFU } from './tianfu.js';
import type { TianfuCompound } from './tianfu.js';

const AREA = TIANFU.code;

/** Enters Tianfu: its compounds, and the chain of four levels from the community's general branch to the member households. */
export async function settleTianfu(gateway: Gateway): Promise<void> {
  const top = await found(gateway, CLERK, 'tianfu:top', {
    name: '天福社区党总支',
    level: 'GENERAL_BRANCH',
    area: AREA,
  });
  const grids: string[] = [];
  for (let n = 0; n < TIANFU.compoundBranches; n += 1) {
    const input = { community: AREA, name: `天福第${n + 1}网格` };
    grids.push((await createGrid(gateway, CLERK, `tianfu:grid:${n}`, input)).code);
  }
  const buildings = await Promise.all(COMPOUNDS.map((compound, n) => build(gateway, compound, n, grids)));
  for (const [n, { name, grid, hasBranch, ...compound }] of COMPOUNDS.entries()) {
    if (!hasBranch) continue;
    const founding = { name: `${name}党支部`, level: 'BRANCH', area: AREA, parent: top, grids: [grids[grid] ?? ''] };
    const branch = await found(gateway, CLERK, `tianfu:branch:${n}`, founding);
    for (const [nth, number] of compound.buildings.entries()) {
      const place = { area: AREA, buildings: [buildings[n]?.[nth] ?? ''] };
      const stair = `${name}${number}`;
      const group = { ...place, name: `${stair}党小组`, level: 'GROUP', parent: branch };
      const parent = await found(gateway, CLERK, `tianfu:group:${n}:${nth}`, group);
      const household = { ...place, name: `${stair}党员中心户`, level: 'MEMBER_HOUSEHOLD', parent };
      await found(gateway, CLERK, `tianfu:household:${n}:${nth}`, household);
    }
  }
}

/** Enters a compound and its buildings; gives the ids of these. */
async function build(
  gateway: Gateway,
  { name, grid, buildings }: TianfuCompound,
  n: number,
  grids: readonly string[],
): Promise<string[]> {
  const input = { community: AREA, name, kind: 'GATED', propertyManagement: 'COMPANY' };
  const compound = await createCompound(gateway, CLERK, `tianfu:compound:${n}`, input);
  const numbered = buildings.map((number) => ({ number, compound, grid: grids[grid] ?? '' }));
  return Promise.all(
    numbered.map((building, nth) => createBuilding(gateway, CLERK, `tianfu:building:${n}:${nth}`, building)),
  );
}
