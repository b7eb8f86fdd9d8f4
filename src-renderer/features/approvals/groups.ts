import type { Approval } from "#contract/approval.ts";

/** Approvals of the same call, oldest first; most stand alone. */
export interface Same {
  /** The same for as long as there is one of them. */
  key: string;
  first: Approval;
  all: readonly Approval[];
}

/** What makes two calls the same: the same words do another thing in another folder, or on another computer. */
const keyOf = ({ sessionId, tool, inputHash, agentKind, folder }: Approval, machineId: string | undefined): string => {
  // Where it isn't known in which place the calls are made, only those of one session are alike.
  const place = folder === null || machineId === undefined ? { sessionId, folder } : { machineId, folder };
  return JSON.stringify([tool, inputHash, agentKind, place]);
};

/**
 * Puts calls together that are the same tool with the same input, by the same kind of agent, in the same folder of the same
 * machine; in the order of the oldest of each.
 */
export const groupSame = (open: readonly Approval[], machineOf: (sessionId: string) => string | undefined): Same[] => {
  const groups = new Map<string, Approval[]>();
  for (const approval of open) {
    const key = keyOf(approval, machineOf(approval.sessionId));
    const known = groups.get(key);
    if (known) known.push(approval);
    else groups.set(key, [approval]);
  }
  return Array.from(groups, ([key, all]) => ({ key, all, first: all[0] as Approval }));
};

export const idsOf = ({ all }: Same): string[] => all.map(({ id }) => id);
