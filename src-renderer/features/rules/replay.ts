import type { ReplayAnswer } from "#contract/rule.ts";

export type Replayed = ReplayAnswer["items"][number];

/** What rules would have done on the last approvals, in numbers. */
export interface ReplayCounts {
  looked: number;
  allow: number;
  deny: number;
  ask: number;
  /** Those that a person denied and the rules would have allowed. */
  against: number;
}

const isAgainst = ({ decided, effect }: Replayed) => decided === "denied" && effect === "allow";

export const countsOf = ({ looked, items }: ReplayAnswer): ReplayCounts => {
  const count = (test: (item: Replayed) => boolean) => items.filter(test).length;
  const allow = count(({ effect }) => effect === "allow");
  const deny = count(({ effect }) => effect === "deny");
  return { looked, allow, deny, ask: looked - allow - deny, against: count(isAgainst) };
};

/** Those that would have been decided, the ones against a person's own answer first. */
export const decidedOf = ({ items }: ReplayAnswer): Replayed[] =>
  items.filter(({ effect }) => effect !== "ask").toSorted((a, b) => Number(isAgainst(b)) - Number(isAgainst(a)));

const approvals = (count: number) => (count === 1 ? "1 approval" : `${count} approvals`);

/** `Of the last 200 approvals it would have allowed 41, denied 2, and left 157 to you.` */
export const replayWords = ({ looked, allow, deny, ask, against }: ReplayCounts): string => {
  if (looked === 0) return "There was no approval yet to look at.";
  const words = `Of the last ${approvals(looked)} it would have allowed ${allow}, denied ${deny}, and left ${ask} to you.`;
  if (against === 0) return words;
  return `${words} ${against === 1 ? "One" : against} of those allowed ${against === 1 ? "was" : "were"} denied by a person.`;
};
