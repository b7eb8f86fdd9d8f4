import type { Approval, DecisionRequest } from "#contract/approval.ts";
import { decide } from "../../state/approvals.ts";
import { announce } from "../../ui/announce.ts";

/** Whether the focus is on something that goes with the decision, or went already. */
const isLosing = (around: HTMLElement | null) =>
  document.activeElement === document.body || around?.contains(document.activeElement) === true;

/**
 * Gives a decision from this screen and has it read out. The buttons `around` it go with it: `next` takes their focus.
 */
export const giveDecision = async (
  { id, summary }: Approval,
  request: DecisionRequest,
  { around, next }: { around: HTMLElement | null; next: () => HTMLElement | null },
): Promise<boolean> => {
  const counts = await decide(id, request);
  if (!counts) return false;
  announce(`${request.decision === "allow" ? "Allowed" : "Denied"}: ${summary}`);
  if (isLosing(around)) next()?.focus({ preventScroll: true });
  return true;
};

/** What each way to allow asks of the hub. */
export const requests = {
  once: { decision: "allow" },
  session: { decision: "allow", remember: { scope: "session", until: "session" } },
} as const satisfies Record<string, DecisionRequest>;

export type AllowWay = keyof typeof requests;
