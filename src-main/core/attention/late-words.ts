import type { ReadTx } from "../store.ts";
import type { ApprovalRecord, DecisionRecord, QuestionRecord } from "../records.ts";

const how: Record<DecisionRecord["via"], string> = {
  page: "",
  device: "",
  reply: "by a typed reply",
  notification: "from a notification",
  rule: "",
  terminal: "at its terminal",
  hub: "",
};

/** From what device it was done, as the ledger has it. */
const deviceOf = async (
  read: ReadTx,
  sessionId: string,
  types: string[],
  subjectId: string,
): Promise<string | null> => {
  const entries = await read.ledger.list({ sessionId, types }, { limit: 50 });
  return entries.find(({ subject }) => subject?.id === subjectId)?.device?.name ?? null;
};

const sentence = (...parts: (string | null | undefined)[]) => `${parts.filter((part) => part).join(" ")}.`;

/** How an approval ended, for one who answers too late: `Already allowed by Ada on Chrome on Android.` */
export const lateApproval = async (
  read: ReadTx,
  { id, sessionId, state, decision }: ApprovalRecord,
): Promise<string> => {
  if (state === "expired") return "Too late: it ran out before anybody answered.";
  if (state === "withdrawn") {
    const where = decision?.via === "terminal" ? " It was answered at its terminal." : "";
    return `Too late: the agent no longer asks.${where}`;
  }
  if (decision?.by.type === "rule") return sentence("Already", state, "by a rule");
  const device = await deviceOf(read, sessionId, ["approval-allowed", "approval-denied"], id);
  const by = decision === null ? null : `by ${decision.by.name}`;
  // A notification is no device that somebody has a name for.
  const where = device === null || decision?.via === "notification" ? null : `on ${device}`;
  return sentence("Already", state, by, decision && how[decision.via], where);
};

/** The same of a question: `Already answered by Ada on Chrome on Android: staging.` */
export const lateQuestion = async (read: ReadTx, question: QuestionRecord): Promise<string> => {
  const { id, sessionId, state, answer, options } = question;
  if (state === "expired") return "Too late: the question ran out before anybody answered.";
  if (state === "withdrawn" || answer === null) return "Too late: the agent no longer asks.";
  const device = await deviceOf(read, sessionId, ["question-answered"], id);
  const chosen = options.find((option) => option.id === answer.optionId)?.label ?? answer.text ?? "";
  const words = chosen.length > 100 ? `${chosen.slice(0, 99).toWellFormed()}…` : chosen;
  return sentence(
    "Already answered by",
    answer.by.name,
    device === null ? null : `on ${device}`,
    words && `with “${words}”`,
  );
};
