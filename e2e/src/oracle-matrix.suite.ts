/**
 * Who may see what, said once more, from the matrix of roles and data alone: nothing here comes from a service. Places are codes of
 * digits, of which each starts with its parent's.
 */

/** How the territory of a role lies to the place of a row. */
type Relation = 'own' | 'around' | 'inside' | 'sibling' | 'elsewhere';

type Line<Sight> = Readonly<Record<Relation, Sight>>;

/** What is seen of a case: nothing, that it is there (of a public kind alone), or all of it with its text. */
export type CaseSight = 'NOTHING' | 'EXISTENCE' | 'ALL';
/** What is seen of a person: nothing, the mask or the name. */
export type PersonSight = 'NOTHING' | 'MASK' | 'NAME';
export type Sight = 'NOTHING' | 'ALL';

export interface Held {
  readonly role: string;
  readonly territory?: string;
  readonly unit?: string;
}

/** Whoever asks; the public is no person. */
export interface Asker {
  readonly person: string | null;
  readonly roles: readonly Held[];
}

/** Of those that a case is assigned to: who holds the post today, who leads the organisation, which unit it is. */
export interface HandledBy {
  readonly people: readonly string[];
  readonly unit: string | null;
}

export interface CaseFacts {
  readonly place: string;
  readonly private: boolean;
  readonly reporter: string | null;
  readonly handledBy: HandledBy;
}

/** A post that is on no roster yet. */
export interface PostFacts {
  readonly place: string;
  readonly holder: string;
}

export interface PersonFacts {
  readonly id: string;
  readonly place: string;
  /** Areas of the organisations in which the person holds a seat today. */
  readonly seatsIn: readonly string[];
  readonly membership: MembershipFacts | null;
  /** Who handles the cases that the person reported. */
  readonly reportedTo: readonly HandledBy[];
}

export interface MembershipFacts {
  readonly person: string;
  readonly area: string;
  readonly reportedTo: string | null;
  readonly displayed: boolean;
}

/** An offer, a claim on one or an agreement: whether it stands in the open, and whose it is. */
export interface DealFacts {
  readonly community: string | null;
  readonly open: boolean;
  readonly unit: string;
}

const line = <S>(own: S, around: S, inside: S, sibling: S, elsewhere: S): Line<S> => ({
  own,
  around,
  inside,
  sibling,
  elsewhere,
});
const ONLY_OVER_IT = line<Sight>('ALL', 'ALL', 'NOTHING', 'NOTHING', 'NOTHING');
const OVER_OR_IN_IT = line<Sight>('ALL', 'ALL', 'ALL', 'NOTHING', 'NOTHING');
const ANYWHERE = line<Sight>('ALL', 'ALL', 'ALL', 'ALL', 'ALL');
const NEVER = line<Sight>('NOTHING', 'NOTHING', 'NOTHING', 'NOTHING', 'NOTHING');
const MASK_OVER_IT = line<PersonSight>('MASK', 'MASK', 'NOTHING', 'NOTHING', 'NOTHING');
const NAME_AROUND_THE_SEAT = line<PersonSight>('NAME', 'NAME', 'NAME', 'MASK', 'MASK');
const MASK_ANYWHERE = line<PersonSight>('MASK', 'MASK', 'MASK', 'MASK', 'MASK');
const UNSEEN = line<PersonSight>('NOTHING', 'NOTHING', 'NOTHING', 'NOTHING', 'NOTHING');

interface Column {
  readonly privateCase: Line<CaseSight>;
  readonly publicCase: Line<CaseSight>;
  readonly steersCase: Line<Sight>;
  readonly person: Line<PersonSight>;
  readonly seatHolder: Line<PersonSight>;
  readonly membership: Line<Sight>;
  /** Who holds a post that is on no roster yet. */
  readonly postHolder: Line<Sight>;
  /** Diaries, and counts of less than ten people. */
  readonly ofStaff: Line<Sight>;
  /** Claims and drafts that are not open. */
  readonly deal: Line<Sight>;
  /** Offers that are closed; offers are made to a whole city. */
  readonly offer: Line<Sight>;
}

const NOBODY: Column = {
  privateCase: NEVER,
  publicCase: NEVER,
  steersCase: NEVER,
  person: UNSEEN,
  seatHolder: MASK_ANYWHERE,
  membership: NEVER,
  postHolder: NEVER,
  ofStaff: NEVER,
  deal: NEVER,
  offer: NEVER,
};
const OFFICER: Column = {
  privateCase: ONLY_OVER_IT,
  publicCase: ONLY_OVER_IT,
  steersCase: ONLY_OVER_IT,
  person: MASK_OVER_IT,
  seatHolder: NAME_AROUND_THE_SEAT,
  membership: ONLY_OVER_IT,
  postHolder: ONLY_OVER_IT,
  ofStaff: ONLY_OVER_IT,
  deal: OVER_OR_IN_IT,
  offer: ANYWHERE,
};
/** The matrix: for each role, what it sees by how its territory lies to the row's place. */
const MATRIX: Readonly<Record<string, Column>> = {
  RESIDENT: {
    ...NOBODY,
    publicCase: line<CaseSight>('EXISTENCE', 'EXISTENCE', 'NOTHING', 'NOTHING', 'NOTHING'),
    seatHolder: NAME_AROUND_THE_SEAT,
  },
  GRID_WORKER: { ...OFFICER, steersCase: NEVER, membership: NEVER },
  COMMUNITY_OFFICER: OFFICER,
  STREET_OFFICER: OFFICER,
  DISTRICT_OFFICER: OFFICER,
  CITY_OFFICER: OFFICER,
  UNIT_REPRESENTATIVE: NOBODY,
  ANALYST: { ...NOBODY, deal: OVER_OR_IN_IT, offer: ANYWHERE },
  AUDITOR: { ...NOBODY, person: MASK_OVER_IT },
  ADMINISTRATOR: NOBODY,
};

/** How a territory lies to a place, by their digits. */
function relationOf(territory: string, place: string): Relation {
  if (territory === place) return 'own';
  if (place.startsWith(territory)) return 'around';
  if (territory.startsWith(place)) return 'inside';
  return territory.length === place.length && territory.slice(0, -2) === place.slice(0, -2) ? 'sibling' : 'elsewhere';
}

export function sightOfCase(asker: Asker, row: CaseFacts): CaseSight {
  if (asker.person !== null && asker.person === row.reporter) return 'ALL';
  if (handles(asker, row.handledBy)) return 'ALL';
  return most(['NOTHING', 'EXISTENCE', 'ALL'], asker, row.place, row.private ? 'privateCase' : 'publicCase');
}

/** Whether the asker may accept, assign and close it. */
export function steersCase(asker: Asker, row: CaseFacts): boolean {
  return most(['NOTHING', 'ALL'], asker, row.place, 'steersCase') === 'ALL';
}

/** Whether the asker may start and resolve it, and answer its reporter. */
export function worksOnCase(asker: Asker, row: CaseFacts): boolean {
  return steersCase(asker, row) || handles(asker, row.handledBy);
}

/** Whether the open cases of private kinds are counted for the asker, over the whole of a place. */
export function countsPrivateCases(asker: Asker, place: string): boolean {
  return most(['NOTHING', 'EXISTENCE', 'ALL'], asker, place, 'privateCase') === 'ALL';
}

export function sightOfPerson(asker: Asker, row: PersonFacts): PersonSight {
  if (asker.person === row.id || row.reportedTo.some((by) => handles(asker, by))) return 'NAME';
  const order = ['NOTHING', 'MASK', 'NAME'] as const;
  const sights = [
    most(order, asker, row.place, 'person'),
    ...row.seatsIn.flatMap((area): PersonSight[] => ['MASK', most(order, asker, area, 'seatHolder')]),
    row.membership !== null && sightOfMembership(asker, row.membership) === 'ALL' ? 'MASK' : 'NOTHING',
  ] as const;
  return order.findLast((sight) => sights.includes(sight)) ?? 'NOTHING';
}

export function sightOfMembership(asker: Asker, row: MembershipFacts): Sight {
  if (row.displayed || asker.person === row.person) return 'ALL';
  const areas = row.reportedTo === null ? [row.area] : [row.area, row.reportedTo];
  return areas.some((area) => most(['NOTHING', 'ALL'], asker, area, 'membership') === 'ALL') ? 'ALL' : 'NOTHING';
}

export function sightOfHolder(asker: Asker, row: PostFacts): Sight {
  return asker.person === row.holder ? 'ALL' : most(['NOTHING', 'ALL'], asker, row.place, 'postHolder');
}

/** Whether the asker is one of the staff of a place, who read its diaries and its smallest counts. */
export function isStaffOf(asker: Asker, place: string): boolean {
  return most(['NOTHING', 'ALL'], asker, place, 'ofStaff') === 'ALL';
}

export function sightOfDeal(asker: Asker, row: DealFacts): Sight {
  if (row.open || asker.roles.some((held) => held.unit === row.unit)) return 'ALL';
  return most(['NOTHING', 'ALL'], asker, row.community ?? '', row.community === null ? 'offer' : 'deal');
}

function handles(asker: Asker, { people, unit }: HandledBy): boolean {
  const represents = unit !== null && asker.roles.some((held) => held.unit === unit);
  return represents || (asker.person !== null && people.includes(asker.person));
}

/** The most that any role of the asker shows. */
function most<S extends string>(order: readonly [S, ...S[]], asker: Asker, place: string, data: keyof Column): S {
  const sights = asker.roles.flatMap(({ role, territory }) =>
    territory === undefined ? [] : [(MATRIX[role] as Column)[data][relationOf(territory, place)] as string],
  );
  return order.findLast((sight) => sights.includes(sight)) ?? order[0];
}
