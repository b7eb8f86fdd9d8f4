import type { AttentionReason } from "#contract/attention.ts";
import type { Change } from "../changes.ts";
import type { NoticeRecord } from "../store-attention.ts";
import { hasGivenSign, idOfApproval, idOfQuestion } from "./happenings.ts";

type ChangeOf<T extends Change["type"]> = Extract<Change, { type: T }>;

const byMarks = (
  { messageSeq }: NoticeRecord,
  { marks }: ChangeOf<"marks">,
  { now, lastSeq }: { now: number; lastSeq: number },
): AttentionReason | undefined => {
  if (marks.muted) return "muted";
  if (marks.level === "none") return "level";
  if (marks.snoozedUntil !== null && marks.snoozedUntil > now) return "snoozed";
  // What came with no message is known to whoever has read all there is.
  return marks.readSeq >= (messageSeq ?? lastSeq) ? "read" : undefined;
};

const bySession = (record: NoticeRecord, change: ChangeOf<"session" | "message">): AttentionReason | undefined => {
  if (record.kind === "stalled") return hasGivenSign(record.happeningId, change.session) ? "over" : undefined;
  if (record.kind !== "waiting") return undefined;
  // A reply is what a session waits for; it takes it up a little later.
  if (change.type === "message" && change.message.kind === "reply" && change.message.receipt !== null)
    return "answered";
  return change.session.state === "waiting" ? undefined : "over";
};

/** Why something that is shown is to go, now that this happened; undefined when it stays. */
export const reasonToGo = (
  record: NoticeRecord,
  change: Change,
  context: { now: number; lastSeq: number },
): AttentionReason | undefined => {
  switch (change.type) {
    case "approval": {
      const { id, state } = change.approval;
      if (record.happeningId !== idOfApproval(id) || state === "open") return undefined;
      return state === "allowed" || state === "denied" ? "answered" : "over";
    }
    case "question": {
      const { id, state } = change.question;
      if (record.happeningId !== idOfQuestion(id) || state === "open") return undefined;
      return state === "answered" ? "answered" : "over";
    }
    case "marks":
      return record.personId === change.personId ? byMarks(record, change, context) : undefined;
    case "message":
    case "session":
      return bySession(record, change);
    case "session-deleted":
      return "over";
    default:
      return undefined;
  }
};

/** The session that a change is about, if what is shown of it may have to go. */
export const sessionToGo = (change: Change): string | undefined => {
  switch (change.type) {
    case "approval":
    case "question":
    case "message":
    case "session":
      return change.session.id;
    case "marks":
    case "session-deleted":
      return change.sessionId;
    default:
      return undefined;
  }
};
