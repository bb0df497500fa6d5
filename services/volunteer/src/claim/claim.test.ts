import { describe, expect, it } from '@jest/globals';
import { unreachableStates, type Transitions } from '@linli/domain/transitions';
import { CLAIM_TRANSITIONS, ClaimStatus, statusAfter, type ClaimAction } from './claim.rules.js';

describe('a claim', () => {
  it('moves as the table says, and no other way', () => {
    const actions: ClaimAction[] = ['SCHEDULE', 'DELIVER', 'CONFIRM', 'WITHDRAW'];
    const matrix = Object.values(ClaimStatus).map((status) => [
      status,
      ...actions.map((action) => statusAfter(status, action)),
    ]);
    expect(matrix).toEqual([
      ['CLAIMED', 'SCHEDULED', null, null, 'WITHDRAWN'],
      ['SCHEDULED', 'SCHEDULED', 'DELIVERED', null, 'WITHDRAWN'],
      ['DELIVERED', null, null, 'CONFIRMED', null],
      ['CONFIRMED', null, null, null, null],
      ['WITHDRAWN', null, null, null, null],
    ]);
  });

  it('can come to each of its states', () => {
    const table: Transitions<ClaimStatus, ClaimAction> = CLAIM_TRANSITIONS;
    expect(unreachableStates(table, ClaimStatus.CLAIMED)).toEqual([]);
  });
});
