/** A state machine as a table: from each state, the actions that may be taken there and the state that each leads to. */
export type Transitions<State extends string, Action extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Action, State>>>>
>;

/** The state that an action leads to; null where the action may not be taken in that state. */
export function nextState<State extends string, Action extends string>(
  table: Transitions<State, Action>,
  state: State,
  action: Action,
): State | null {
  return table[state][action] ?? null;
}

/** The actions that may be taken in a state, in the table's order. */
export function actionsFrom<State extends string, Action extends string>(
  table: Transitions<State, Action>,
  state: State,
): Action[] {
  return Object.keys(table[state]) as Action[];
}

/** States of the table that no path of actions reaches from the first; empty for a sound table. */
export function unreachableStates<State extends string, Action extends string>(
  table: Transitions<State, Action>,
  first: State,
): State[] {
  const reached = new Set<State>([first]);
  for (const state of reached) {
    for (const action of actionsFrom(table, state)) {
      const next = nextState(table, state, action);
      if (next !== null) reached.add(next);
    }
  }
  return (Object.keys(table) as State[]).filter((state) => !reached.has(state));
}
