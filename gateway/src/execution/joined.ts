import { asksOnlyForEntities } from './joined-operation.js';
import type { Step } from './steps.js';

/** Fetches of one subgraph that go in one request. */
export interface Joined {
  readonly subgraph: string;
  readonly steps: Step[];
  readonly after: ReadonlySet<Joined>;
  /** What could be asked before, and waits to be asked along; and what that comes after. */
  readonly putOff: Step[];
  readonly putOffAfter: Set<Joined>;
  /** Whether fetches can be asked along with those that are there. */
  readonly open: boolean;
  /** How many requests come before it, one after the other. */
  readonly level: number;
}

/**
 * Joins the fetches of a plan to as few requests as they can be asked in without a fetch coming before what it needs. Fetches of a
 * subgraph that wait for the same go together; and where a subgraph is asked about objects of a type again later on, what nothing else
 * waits for is asked then, so that it looks them up once.
 */
export function joined(steps: readonly Step[]): Joined[] {
  const groups = grouped(steps);
  const needed = new Set(steps.flatMap(({ after }) => after));
  for (const group of groups.toSorted((one, other) => other.level - one.level)) {
    for (const step of group.steps.filter((candidate) => group.open && !needed.has(candidate))) {
      const later = groups.find((other) => other.level > group.level && isAbout(other, group.subgraph, step));
      if (later !== undefined) putOff(step, group, later);
    }
  }
  return groups.filter(({ steps: left }) => left.length > 0).sort((one, other) => one.level - other.level);
}

function grouped(steps: readonly Step[]): Joined[] {
  const groups: Joined[] = [];
  const groupOf = new Map<Step, Joined>();
  for (const step of steps) {
    const subgraph = step.fetch.serviceName;
    const open = step.fetch.requires !== undefined && asksOnlyForEntities(step.fetch.operation);
    const after = new Set(step.after.flatMap((before) => groupOf.get(before) ?? []));
    const same = groups.find(
      (group) => open && group.open && group.subgraph === subgraph && areSame(group.after, after),
    );
    const level = 1 + Math.max(0, ...[...after].map((before) => before.level));
    const group = same ?? { subgraph, steps: [], after, putOff: [], putOffAfter: new Set(), open, level };
    if (same === undefined) groups.push(group);
    group.steps.push(step);
    groupOf.set(step, group);
  }
  return groups;
}

function putOff(step: Step, from: Joined, to: Joined): void {
  from.steps.splice(from.steps.indexOf(step), 1);
  to.putOff.push(step);
  for (const before of from.after) to.putOffAfter.add(before);
}

function isAbout(group: Joined, subgraph: string, step: Step): boolean {
  const types = typesOf(step);
  return (
    group.open &&
    group.subgraph === subgraph &&
    group.steps.some((other) => typesOf(other).some((type) => types.includes(type)))
  );
}

function typesOf({ fetch }: Step): string[] {
  return (fetch.requires ?? []).flatMap((selection) =>
    selection.kind === 'InlineFragment' && selection.typeCondition !== undefined ? [selection.typeCondition] : [],
  );
}

function areSame(one: ReadonlySet<Joined>, other: ReadonlySet<Joined>): boolean {
  return one.size === other.size && [...one].every((group) => other.has(group));
}
