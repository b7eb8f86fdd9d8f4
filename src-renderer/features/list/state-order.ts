import type { SessionState } from "#contract/session.ts";

/** The states in the order of the filter's menu. Not from the contract's schemas: those would bring their library. */
const order: Record<SessionState, number> = {
  waiting: 0,
  working: 1,
  blocked: 2,
  idle: 3,
  done: 4,
  failed: 5,
  closed: 6,
};

export const sessionStates = (Object.keys(order) as SessionState[]).toSorted((a, b) => order[a] - order[b]);
