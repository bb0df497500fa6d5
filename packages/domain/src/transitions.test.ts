import { describe, expect, it } from '@jest/globals';
import { actionsFrom, nextState, unreachableStates, type Transitions } from './transitions.js';

type LampState = 'OFF' | 'ON' | 'BROKEN';
type LampAction = 'SWITCH' | 'DROP';

const LAMP: Transitions<LampState, LampAction> = {
  OFF: { SWITCH: 'ON' },
  ON: { SWITCH: 'OFF', DROP: 'BROKEN' },
  BROKEN: {},
};

describe('a table of transitions', () => {
  it('leads from a state by an action to the next state', () => {
    expect(nextState(LAMP, 'ON', 'DROP')).toBe('BROKEN');
  });

  it('leads nowhere by an action that the state does not have', () => {
    expect(nextState(LAMP, 'OFF', 'DROP')).toBeNull();
    expect(nextState(LAMP, 'BROKEN', 'SWITCH')).toBeNull();
  });

  it('names the actions of a state in its own order', () => {
    expect(actionsFrom(LAMP, 'ON')).toEqual(['SWITCH', 'DROP']);
    expect(actionsFrom(LAMP, 'BROKEN')).toEqual([]);
  });

  it('tells which states no path reaches', () => {
    expect(unreachableStates(LAMP, 'OFF')).toEqual([]);
    expect(unreachableStates(LAMP, 'BROKEN')).toEqual(['OFF', 'ON']);
  });
});
