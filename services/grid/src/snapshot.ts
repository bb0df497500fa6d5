import { sql } from 'kysely';
import type { SnapshotSource } from '@linli/events/feed';
import { BuildingRow } from './building/building.entity.js';
import { buildingPayload } from './building/building.events.js';
import { GridPostRow } from './grid-post/grid-post.entity.js';
import { disclosurePayload, gridPostPayload } from './grid-post/grid-post.events.js';
import { holdersOf } from './grid-post/post-holders.js';
import { GridRow } from './grid/grid.entity.js';
import { gridPayload } from './grid/grid.events.js';
import { lineagePayload } from './grid/lineage.events.js';
import { recordsAfter } from './held/access-record.js';

const areas: SnapshotSource = {
  kind: 'area',
  async page(em, after, limit) {
    const { rows } = await sql<{ code: string; name: string; level: string; version: number }>`
      select code, name, level, version from area where code > ${after ?? ''} order by code limit ${limit}`.execute(
      em.getKysely(),
    );
    return rows.map(({ code, name, level, version }) => ({ key: code, version, payload: { code, name, level } }));
  },
};

const grids: SnapshotSource = {
  kind: 'grid',
  async page(em, after, limit) {
    const rows = await em.find(GridRow, { code: { $gt: after ?? '' } }, { orderBy: { code: 'asc' }, limit });
    return rows.map((grid) => ({ key: grid.code, version: grid.version, payload: gridPayload(grid) }));
  },
};

const lineages: SnapshotSource = {
  kind: 'gridLineage',
  async page(em, after, limit) {
    const { rows } = await sql<{ grid: string; successors: string[] }>`
      select predecessor as grid, array_agg(successor) as successors from grid_lineage
      where predecessor > ${after ?? ''} group by predecessor order by predecessor limit ${limit}`.execute(
      em.getKysely(),
    );
    return rows.map(({ grid, successors }) => ({ key: grid, version: 1, payload: lineagePayload(grid, successors) }));
  },
};

const buildings: SnapshotSource = {
  kind: 'building',
  async page(em, after, limit) {
    const rows = await em.find(BuildingRow, afterId(after), { orderBy: { id: 'asc' }, limit });
    return rows.map((building) => ({
      key: building.id,
      version: building.version,
      payload: buildingPayload(building),
    }));
  },
};

const gridPosts: SnapshotSource = {
  kind: 'gridPost',
  async page(em, after, limit) {
    const posts = await em.find(GridPostRow, afterId(after), { orderBy: { id: 'asc' }, limit });
    const holders = await holdersOf(em, posts);
    return posts.map((post) => ({
      key: post.id,
      version: post.version,
      payload: gridPostPayload(post, holders.get(post.id) ?? null),
    }));
  },
};

/** What posts disclose of their holders; of a post whose roster was never up there is nothing to tell. */
const disclosures: SnapshotSource = {
  kind: 'disclosure',
  async page(em, after, limit) {
    const where = { publicisedOn: { $ne: null }, ...afterId(after) };
    const posts = await em.find(GridPostRow, where, { orderBy: { id: 'asc' }, limit });
    const holders = await holdersOf(em, posts);
    return posts.map((post) => ({
      key: post.id,
      version: post.version,
      payload: disclosurePayload(post, holders.get(post.id) ?? null),
    }));
  },
};

const accessRecords: SnapshotSource = {
  kind: 'accessRecord',
  async page(em, after, limit) {
    const records = await recordsAfter(em, after, limit);
    return records.map((record) => ({ key: record.id, version: 1, payload: { ...record } }));
  },
};

/** The current facts of grid, for services that keep a directory of places and posts, and for what the posts say of people. */
export const snapshotSources: readonly SnapshotSource[] = [
  areas,
  grids,
  lineages,
  buildings,
  gridPosts,
  disclosures,
  accessRecords,
];

function afterId(after: string | null) {
  return after === null ? {} : { id: { $gt: after } };
}
