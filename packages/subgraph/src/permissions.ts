import type { GraphQLSchema } from 'graphql';
import { holdsRoleIn, type Role, type Viewer } from '@linli/domain/viewer';
import { RequestErrors } from './request.errors.js';

/** Who may come in at an entrance, and why. What they then see may be less: rows and places are decided behind it. */
export interface PermissionRule {
  /** `ANYONE` is the public too; `SIGNED_IN` anyone with a token; else whoever holds one of the roles. */
  readonly who: 'ANYONE' | 'SIGNED_IN' | readonly Role[];
  /** Where the role must be held: anywhere, or for a territory around the thing that is asked for or changed. */
  readonly where: 'ANYWHERE' | 'TERRITORY' | 'ROWS';
  readonly reason: string;
}

/** Every entrance of a service: `Query.x`, `Mutation.x`, a contributed `Type.field`, a `Type.__resolveReference`. */
export type PermissionTable = Readonly<Record<string, PermissionRule>>;

/** Refuses whoever may not come in at all. */
export function admit(rule: PermissionRule, viewer: Viewer): void {
  if (rule.who === 'ANYONE') return;
  if (viewer.person === null && viewer.roles.length === 0) throw RequestErrors.unauthenticated();
  if (rule.who === 'SIGNED_IN') return;
  const roles = rule.who;
  if (!viewer.roles.some((held) => roles.includes(held.role))) throw RequestErrors.forbidden({ allowed: [...roles] });
}

/** Whether one of the rule's roles is held for a territory around the code. */
export function mayIn(rule: PermissionRule, viewer: Viewer, territory: string): boolean {
  if (rule.who === 'ANYONE') return true;
  if (rule.who === 'SIGNED_IN') return viewer.person !== null || viewer.roles.length > 0;
  return holdsRoleIn(viewer, rule.who, territory);
}

/** Entrances of a schema. `keys` names, for each entity that other subgraphs own too, the fields that only identify it. */
export function entrancesOf(
  schema: GraphQLSchema,
  references: readonly string[],
  contributed: Readonly<Record<string, readonly string[]>>,
): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    type === undefined || type === null
      ? []
      : Object.keys(type.getFields())
          .filter((field) => field !== '_entities' && field !== '_service')
          .map((field) => `${type.name}.${field}`),
  );
  const fields = Object.entries(contributed).flatMap(([name, keys]) => {
    const type = schema.getType(name);
    if (type === undefined || !('getFields' in type)) throw new Error(`the schema has no type ${name}`);
    return Object.keys(type.getFields())
      .filter((field) => !keys.includes(field))
      .map((field) => `${name}.${field}`);
  });
  return [...roots, ...fields, ...references.map((name) => `${name}.__resolveReference`)];
}

/** Throws where an entrance has no rule or a rule no entrance, naming them: what is forgotten stays shut, and is found at the start. */
export function assertComplete(table: PermissionTable, entrances: readonly string[]): void {
  const without = entrances.filter((entrance) => table[entrance] === undefined);
  const unused = Object.keys(table).filter((entrance) => !entrances.includes(entrance));
  if (without.length > 0) throw new Error(`entrances without a permission rule: ${without.join(', ')}`);
  if (unused.length > 0) throw new Error(`permission rules for entrances that do not exist: ${unused.join(', ')}`);
}
