import { plusDays, type CivilDay } from '@linli/domain/civil-time';
import type { GridSuccession } from '@linli/domain/grid-succession';

/** The days on which an organisation covers a grid, the first and the last included; without a last one it goes on. */
export interface GridTerm {
  readonly organization: string;
  readonly grid: string;
  readonly startsOn: CivilDay;
  readonly endsOn: CivilDay | null;
}

/**
 * What organisations cover once grids were closed. Whoever covers a grid covers all that took its place, from the day on which it was
 * none any more: every household keeps its branch, and a branch that is to cover fewer says so afterwards. The days before stay the
 * closed grid's. `successions` are in the order of their days.
 */
export function coverageAfter(terms: readonly GridTerm[], successions: readonly GridSuccession[]): GridTerm[] {
  return successions.reduce<readonly GridTerm[]>((covered, succession) => {
    const { grid, closedOn } = succession;
    const [there, elsewhere] = [
      covered.filter((term) => term.grid === grid),
      covered.filter((term) => term.grid !== grid),
    ];
    const stay = there.flatMap((term) => before(term, closedOn));
    const go = there.flatMap((term) => from(term, closedOn));
    const inherited = succession.successors.flatMap((successor) => go.map((term) => ({ ...term, grid: successor })));
    return [...stay, ...joined([...elsewhere, ...inherited])];
  }, terms) as GridTerm[];
}

function before(term: GridTerm, day: CivilDay): GridTerm[] {
  if (term.startsOn >= day) return [];
  return [isOver(term, day) ? term : { ...term, endsOn: plusDays(day, -1) }];
}

function from(term: GridTerm, day: CivilDay): GridTerm[] {
  if (isOver(term, day)) return [];
  return [term.startsOn >= day ? term : { ...term, startsOn: day }];
}

function isOver({ endsOn }: GridTerm, day: CivilDay): boolean {
  return endsOn !== null && endsOn < day;
}

/** The terms with those of one organisation and grid that share a day made one. */
function joined(terms: readonly GridTerm[]): GridTerm[] {
  const groups = Map.groupBy(terms, ({ organization, grid }) => `${organization} ${grid}`);
  return [...groups.values()].flatMap((group) =>
    group
      .toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
      .reduce<GridTerm[]>((apart, term) => {
        const last = apart.at(-1);
        if (last === undefined || isOver(last, term.startsOn)) return [...apart, term];
        return [...apart.slice(0, -1), { ...last, endsOn: laterEnd(last.endsOn, term.endsOn) }];
      }, []),
  );
}

function laterEnd(a: CivilDay | null, b: CivilDay | null): CivilDay | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}
