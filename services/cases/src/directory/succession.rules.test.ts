import { describe, expect, it } from '@jest/globals';
import { placeAfter, type Successor } from './succession.rules.js';

const [FIRST, SECOND, ELSEWHERE] = ['340705402001004', '340705402001005', '340705402001009'];
const EQUAL: readonly Successor[] = [
  { code: SECOND, buildings: 3 },
  { code: FIRST, buildings: 3 },
];
const MOST_TO_SECOND: readonly Successor[] = [
  { code: FIRST, buildings: 2 },
  { code: SECOND, buildings: 3 },
];
const nowhere = { gridOfBuilding: null, gridsAround: [] };

describe('an open case of a closed grid', () => {
  it('goes with its building before anything else', () => {
    expect(placeAfter({ gridOfBuilding: ELSEWHERE, gridsAround: [FIRST] }, MOST_TO_SECOND)).toBe(ELSEWHERE);
  });

  it('goes to the successor in which its position lies, or to a micro-grid of it', () => {
    expect(placeAfter({ ...nowhere, gridsAround: [FIRST, SECOND] }, MOST_TO_SECOND)).toBe(FIRST);
    expect(placeAfter({ ...nowhere, gridsAround: [`${FIRST}01`] }, MOST_TO_SECOND)).toBe(`${FIRST}01`);
  });

  it('goes to no grid at its position that is no successor', () => {
    expect(placeAfter({ ...nowhere, gridsAround: [ELSEWHERE] }, MOST_TO_SECOND)).toBe(SECOND);
  });

  it('goes to the successor that took over most buildings, and of equals to the first by code', () => {
    expect(placeAfter(nowhere, MOST_TO_SECOND)).toBe(SECOND);
    expect(placeAfter(nowhere, EQUAL)).toBe(FIRST);
  });

  it('stays where nothing succeeded its grid', () => {
    expect(placeAfter(nowhere, [])).toBeNull();
  });
});
