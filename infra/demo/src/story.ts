/** What people of Tianjinghu report of one kind of case, and how such a case is answered and settled. All of it is made up. */
export interface KindOfStory {
  readonly category: string;
  /** Whether it is told of a building; else of the whole grid. */
  readonly atBuilding: boolean;
  readonly urgency: 'ROUTINE' | 'URGENT' | 'EMERGENCY';
  readonly scale: 'MINOR' | 'MAJOR';
  /** What the reporter is told. */
  readonly answer: string;
  /** What was done in the end. */
  readonly result: string;
  /** Title and description of each case. */
  readonly told: readonly (readonly [title: string, description: string])[];
}

/** The states of the closed loop, in the order in which a case passes through them. */
export const STATES = ['REPORTED', 'ACCEPTED', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED', 'CLOSED'] as const;
export type State = (typeof STATES)[number];

export type Reporter = 'RESIDENT' | 'GRID_WORKER' | 'OFFICER';

/** One case from its report to the state that it is left in. */
export interface Story extends Omit<KindOfStory, 'told'> {
  readonly title: string;
  readonly description: string;
  /** By their places in the lists of the town; no building where it is told of the grid. */
  readonly grid: number;
  readonly building: number | null;
  readonly reporter: Reporter;
  readonly channel: string;
  readonly concern: 'WORRY' | 'ANNOYANCE' | 'DISTRESS' | null;
  readonly anonymous: boolean;
  readonly until: State;
}
