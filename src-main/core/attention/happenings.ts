import type { AttentionKind } from "#contract/attention.ts";
import type { SessionState } from "#contract/session.ts";
import { summaryOf } from "../approvals/summary.ts";
import type { Change } from "../changes.ts";
import type { ApprovalRecord, MessageRecord, QuestionRecord, SessionRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";
import type { Happening } from "./happening.ts";

/** A happening with the words that tell of it. */
export interface Occurrence extends Happening {
  /** The session's title. */
  title: string;
  /** Machine and agent. */
  subtitle: string;
  body: string;
  agent: string;
  approval: ApprovalRecord | null;
  question: QuestionRecord | null;
}

const kindOfState: Partial<Record<SessionState, "waiting" | "failed" | "done">> = {
  waiting: "waiting",
  failed: "failed",
  done: "done",
};

export const idOfApproval = (id: string): string => `approval:${id}`;
export const idOfQuestion = (id: string): string => `question:${id}`;
const idOfMessage = (id: string) => `message:${id}`;
const idOfState = (kind: AttentionKind, { id, lastSeq, updatedAt }: SessionRecord) =>
  `${kind}:${id}:${lastSeq}:${updatedAt}`;

const wordsOf = (session: SessionRecord) => ({
  sessionId: session.id,
  title: session.title,
  subtitle: `${session.machineName} · ${session.agent.name}`,
  agent: session.agent.name,
  approval: null,
  question: null,
});

/** What the call is, before what its agent says of it. */
const bodyOfApproval = ({ tool, input, summary }: ApprovalRecord): string => {
  const call = summaryOf(tool, input, undefined);
  return call === summary ? call : `${call}\n${summary}`;
};

const ofApproval = (session: SessionRecord, approval: ApprovalRecord): Occurrence => ({
  ...wordsOf(session),
  id: idOfApproval(approval.id),
  kind: "approval",
  messageSeq: approval.messageSeq,
  at: approval.createdAt,
  body: bodyOfApproval(approval),
  approval,
});

const ofQuestion = (session: SessionRecord, question: QuestionRecord): Occurrence => ({
  ...wordsOf(session),
  id: idOfQuestion(question.id),
  kind: "question",
  messageSeq: question.messageSeq,
  at: question.createdAt,
  body: question.text,
  question,
});

const ofMessage = (session: SessionRecord, message: MessageRecord, kind: AttentionKind): Occurrence => ({
  ...wordsOf(session),
  id: idOfMessage(message.id),
  kind,
  messageSeq: message.seq,
  at: message.createdAt,
  body: message.text,
});

const ofState = (session: SessionRecord, kind: "waiting" | "failed" | "done"): Occurrence => ({
  ...wordsOf(session),
  id: idOfState(kind, session),
  kind,
  messageSeq: null,
  at: session.updatedAt,
  body: (kind === "waiting" ? session.stateNote : null) ?? session.lastMessage?.preview ?? "",
});

const idOfStalled = ({ id, lastHeardAt }: Pick<SessionRecord, "id" | "lastHeardAt">) => `stalled:${id}:${lastHeardAt}`;

const ofStalled = (session: SessionRecord): Occurrence => ({
  ...wordsOf(session),
  id: idOfStalled(session),
  kind: "stalled",
  messageSeq: null,
  at: session.lastHeardAt,
  body: `${session.agent.name} has given no sign for a while.`,
});

/** What it waits for is told by itself, with its answers. */
const isAsking = ({ openQuestions, openApprovals }: SessionRecord) => openQuestions + openApprovals > 0;

const entered = ({ session, stateBefore }: Extract<Change, { type: "message" | "session" }>) => {
  const kind = session.state === stateBefore ? undefined : kindOfState[session.state];
  return kind === "waiting" && isAsking(session) ? undefined : kind;
};

/**
 * What a change is that may deserve somebody's attention. Only the step into a state counts, not staying in it; what a person
 * did and what a rule decided needs nobody.
 */
export const happeningOf = (change: Change): Occurrence | undefined => {
  if (change.type === "session") {
    const kind = change.isByPerson === true ? undefined : entered(change);
    return kind && ofState(change.session, kind);
  }
  if (change.type === "stalled") return ofStalled(change.session);
  if (change.type !== "message") return undefined;
  const { message, session } = change;
  if (message.question !== null) return ofQuestion(session, message.question);
  if (message.approval !== null) {
    return message.approval.state === "open" ? ofApproval(session, message.approval) : undefined;
  }
  const isPost = message.kind === "post";
  // It says more than the state that comes with it, and comes through where that would not.
  if (isPost && message.level === "urgent") return ofMessage(session, message, "urgent");
  const kind = entered(change);
  if (kind !== undefined) return { ...ofState(session, kind), body: message.text, messageSeq: message.seq };
  return isPost ? ofMessage(session, message, "message") : undefined;
};

/** What is kept of a happening where its words are not. */
export type Remembered = Pick<Happening, "id" | "kind" | "sessionId" | "messageSeq" | "at">;

/** The session may have said more since: only what the step into its state came with tells of it. */
const recallState = (
  session: SessionRecord,
  remembered: Remembered,
  message: MessageRecord | undefined,
): Occurrence => ({
  ...wordsOf(session),
  ...remembered,
  body: message?.text ?? (remembered.kind === "waiting" ? session.stateNote : null) ?? "",
});

/** The happening with the words that tell of it now; undefined when what it was about is gone. */
export const recall = async (read: ReadTx, remembered: Remembered): Promise<Occurrence | undefined> => {
  const { id, kind, sessionId, messageSeq } = remembered;
  const session = await read.sessions.byId(sessionId);
  if (session === undefined) return undefined;
  const about = id.slice(id.indexOf(":") + 1);
  if (kind === "approval") {
    const approval = await read.approvals.byId(about);
    return approval && ofApproval(session, approval);
  }
  if (kind === "question") {
    const question = await read.questions.byId(about);
    return question && ofQuestion(session, question);
  }
  if (kind === "stalled") return { ...ofStalled(session), id, at: remembered.at };
  const [message] =
    messageSeq === null ? [] : await read.messages.page(sessionId, { before: messageSeq + 1, limit: 1 });
  if (!id.startsWith("message:")) return recallState(session, remembered, message);
  return message && ofMessage(session, message, kind);
};

/** Whether nobody is needed for it any more. What is merely news is never over; it can only be read. */
export const isOver = async (read: ReadTx, { id, kind, sessionId }: Remembered, now: number): Promise<boolean> => {
  const session = await read.sessions.byId(sessionId);
  if (session === undefined) return true;
  const about = id.slice(id.indexOf(":") + 1);
  if (kind === "approval" || kind === "question") {
    const asked = kind === "approval" ? await read.approvals.byId(about) : await read.questions.byId(about);
    // One whose time is over is ended a little later.
    return asked?.state !== "open" || (asked.expiresAt !== null && asked.expiresAt <= now);
  }
  if (kind === "stalled") return hasGivenSign(id, session);
  return kind === "waiting" && (session.state !== "waiting" || isAsking(session));
};

/** Whether the session that was told to be quiet is so no more. */
export const hasGivenSign = (happeningId: string, session: SessionRecord): boolean =>
  session.state !== "working" || happeningId !== idOfStalled(session);
