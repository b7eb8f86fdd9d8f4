import type { ApprovalRecord, DecisionRecord } from "../records.ts";

/** The time to the second, e.g. `2026-11-21 12:41:03 UTC`. */
const timeOf = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

const ways: Record<DecisionRecord["via"], string> = {
  page: " on the page",
  device: " with a device key",
  reply: " by a typed reply",
  notification: " from a notification",
  rule: "",
  terminal: " at its own terminal",
  hub: "",
};

const whoseOf = ({ by, via }: DecisionRecord): string => {
  if (by.type === "rule") return " by a rule";
  const role = by.role === null ? "" : ` (${by.role})`;
  return `${by.type === "hub" ? "" : ` by ${by.name}${role}`}${ways[via]}`;
};

/** How an approval ended, for one who came too late: by whom, how and when. */
export const howEnded = ({ state, decision, closedAt }: ApprovalRecord): string => {
  const when = closedAt === null ? "" : ` at ${timeOf(closedAt)}`;
  if (state === "open") return "This approval is still open.";
  if (state === "expired") return `This approval ran out${when}: nobody had answered.`;
  return `This approval was ${state}${decision === null ? "" : whoseOf(decision)}${when}.`;
};
