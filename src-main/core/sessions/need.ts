import type { Session } from "#contract/session.ts";
import type { SessionRecord } from "../records.ts";

/** Why a session needs a person; an approval weighs more than a question, and both more than a state. */
export const needOf = (
  session: Pick<SessionRecord, "openApprovals" | "openQuestions" | "state">,
): Session["attention"] => {
  if (session.openApprovals > 0) return "approval";
  if (session.openQuestions > 0) return "question";
  return session.state === "waiting" ? "waiting" : null;
};
