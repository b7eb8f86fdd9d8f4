import type { Approval } from "#contract/approval.ts";

/** Approvals of the same call, oldest first; most stand alone. */
export interface Same {
  /** The same for as long as there is one of them. */
  key: string;
  first: Approval;
  all: readonly Approval[];
}

/** Puts identical calls together, in the order of the oldest of each. */
export const groupSame = (open: readonly Approval[]): Same[] => {
  const groups = new Map<string, Approval[]>();
  for (const approval of open) {
    const known = groups.get(approval.inputHash);
    if (known) known.push(approval);
    else groups.set(approval.inputHash, [approval]);
  }
  return Array.from(groups, ([key, all]) => ({ key, all, first: all[0] as Approval }));
};

export const idsOf = ({ all }: Same): string[] => all.map(({ id }) => id);
