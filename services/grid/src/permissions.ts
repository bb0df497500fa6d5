import { OFFICERS, type Viewer } from '@linli/domain/viewer';
import { mayIn, type PermissionRule, type PermissionTable } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';

const PUBLIC_PLACE: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'How a city is divided is public.',
};

const PUBLIC_POST: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'Posts by role are public; who holds one only as far as row policies let it be known.',
};

const PLAN: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'A plan is for everyone from its notice on; a draft is there for the officers of its community alone.',
};

const POST_HOLDERS: PermissionRule = {
  who: 'ANYONE',
  where: 'ROWS',
  reason:
    'Row policies decide who holds what: the person, staff of the place; everyone while the post is held and its roster is up.',
};

const OWN_TERRITORY: PermissionRule = {
  who: OFFICERS,
  where: 'TERRITORY',
  reason: 'A territory is administered by its own officers and those above it.',
};

/** Who may come in where. */
export const permissions = {
  'Query.area': PUBLIC_PLACE,
  'Query.areas': PUBLIC_PLACE,
  'Query.grid': PUBLIC_PLACE,
  'Query.grids': PUBLIC_PLACE,
  'Query.gridAt': PUBLIC_PLACE,
  'Query.building': PUBLIC_PLACE,
  'Query.compound': PUBLIC_PLACE,
  'Query.gridPlan': PLAN,

  'Mutation.createCompound': OWN_TERRITORY,
  'Mutation.updateCompound': OWN_TERRITORY,
  'Mutation.createGrid': OWN_TERRITORY,
  'Mutation.updateGrid': OWN_TERRITORY,
  'Mutation.createBuilding': OWN_TERRITORY,
  'Mutation.updateBuilding': OWN_TERRITORY,
  'Mutation.appointToGrid': OWN_TERRITORY,
  'Mutation.endGridPost': OWN_TERRITORY,
  'Mutation.publiciseRoster': OWN_TERRITORY,
  'Mutation.recordTraining': OWN_TERRITORY,
  'Mutation.recordLedger': OWN_TERRITORY,
  'Mutation.writeDiary': {
    who: ['GRID_WORKER'],
    where: 'TERRITORY',
    reason: 'A diary is the grid staff’s own; who held no post to the grid on the day is refused behind it.',
  },
  'Mutation.proposeGridPlan': OWN_TERRITORY,
  'Mutation.putGridPlanOnNotice': OWN_TERRITORY,
  'Mutation.adoptGridPlan': OWN_TERRITORY,
  'Mutation.withdrawGridPlan': OWN_TERRITORY,

  'Person.gridPosts': POST_HOLDERS,
  'Person.heldInGrid': {
    who: 'ANYONE',
    where: 'ROWS',
    reason:
      'Access and copy are the person’s rights, which the auditors of their territory check and which are recorded; nobody else is told anything.',
  },

  'Area.__resolveReference': PUBLIC_PLACE,
  'Compound.__resolveReference': PUBLIC_PLACE,
  'Grid.__resolveReference': PUBLIC_PLACE,
  'Building.__resolveReference': PUBLIC_PLACE,
  'GridPlan.__resolveReference': PLAN,
  'GridPost.__resolveReference': PUBLIC_POST,
  'Training.__resolveReference': PUBLIC_POST,
  'DiaryEntry.__resolveReference': {
    who: 'ANYONE',
    where: 'ROWS',
    reason: 'Row policies show a diary to the grid staff and officers of the place; to anyone else it is not there.',
  },
  'Person.__resolveReference': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'Repeats the id that was asked for; organization answers whether there is such a person.',
  },
} as const satisfies PermissionTable;

/** Refuses a viewer who may come in at an entrance, but not for this territory. */
export function assertMayIn(entrance: keyof typeof permissions, viewer: Viewer, territory: string): void {
  const rule: PermissionRule = permissions[entrance];
  if (mayIn(rule, viewer, territory)) return;
  throw RequestErrors.forbidden({ allowed: Array.isArray(rule.who) ? [...rule.who] : [] });
}
