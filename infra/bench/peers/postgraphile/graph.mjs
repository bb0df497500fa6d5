/**
 * How the tables become a graph: references across schemas and from views, which the database does not declare, with the name of the
 * field at either end. Everything else is as PostGraphile makes it.
 */
const to = (column, table, key, forward, backward) =>
  `(${column}) references ${table} (${key})|@fieldName ${forward}|@foreignFieldName ${backward}`;

/** A view with at most one row for an area; as a list, so that PostgreSQL reads no more of it than the area's. */
const viewOfArea = (name) => ({ tags: { foreignKey: [to('community', 'grid.area', 'code', 'area', name)] } });

export const smartTags = {
  version: 1,
  config: {
    class: {
      'grid.area': { tags: { foreignKey: [to('parent', 'grid.area', 'code', 'above', 'children')] } },
      'grid.grid': {
        tags: { foreignKey: [to('community', 'grid.area', 'code', 'area', 'grids')] },
        attribute: { closed_on: { tags: { behavior: 'attribute:filterBy' } } },
      },
      'grid.building': { tags: { foreignKey: [to('grid', 'grid.grid', 'code', 'inGrid', 'buildings')] } },
      'grid.community_coverage': {
        tags: { foreignKey: [to('community', 'grid.area', 'code', 'area', 'gridCoverage')] },
      },
      'cases.case': {
        tags: {
          foreignKey: [
            to('territory', 'grid.grid', 'code', 'inGrid', 'cases'),
            to('community', 'grid.area', 'code', 'area', 'cases'),
          ],
        },
      },
      'cases.open_case_count': {
        tags: { foreignKey: [to('territory', 'grid.grid', 'code', 'inGrid', 'openCases')] },
      },
      'cases.open_case_count_of_building': {
        tags: { foreignKey: [to('building', 'grid.building', 'id', 'inBuilding', 'openCases')] },
      },
      'cases.open_public_cases_of_community': viewOfArea('openCases'),
      'organization.branch_of_grid': {
        tags: {
          primaryKey: 'grid,id',
          foreignKey: [
            to('grid', 'grid.grid', 'code', 'inGrid', 'branches'),
            to('secretary', 'organization.person', 'id', 'secretaryPerson', 'secretaryOf'),
          ],
        },
      },
      'organization.group_of_building': {
        tags: {
          primaryKey: 'building,id',
          foreignKey: [to('building', 'grid.building', 'id', 'inBuilding', 'groups')],
        },
      },
      'organization.organizations_of_area': {
        tags: { primaryKey: 'area,level', foreignKey: [to('area', 'grid.area', 'code', 'inArea', 'organizations')] },
      },
      'organization.grids_of_community': viewOfArea('gridded'),
      'organization.buildings_of_community': viewOfArea('housed'),
      'volunteer.unit_of_community': {
        tags: { primaryKey: 'community,id', foreignKey: [to('community', 'grid.area', 'code', 'area', 'units')] },
      },
      'volunteer.resource': {
        tags: { foreignKey: [to('unit', 'volunteer.unit', 'id', 'offeredBy', 'resources')] },
      },
    },
  },
};
