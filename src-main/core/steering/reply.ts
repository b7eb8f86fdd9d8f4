import type { ReplyRequest } from "#contract/reply.ts";
import type { SessionState } from "#contract/session.ts";
import { bindFiles, filesToTake } from "../attachments/take-along.ts";
import type { OnceResult, Once, WriteOnce } from "../idempotency.ts";
import type { NewId } from "../ids.ts";
import { refuseLongText } from "../messages/text.ts";
import { sessionOfPerson } from "../people/access.ts";
import { moveReadMarker } from "../people/marks.ts";
import type { MarksRecord, MessageRecord, PersonRecord, ReceiptRecord, SessionRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { mayTake } from "./carriers.ts";
import { type DueParts, handOverBy, publishReceipts, watchLease } from "./due.ts";
import type { Waiter } from "./waiters.ts";

export interface Replied {
  message: MessageRecord;
  /** None for a viewer's message: it is shown and never handed over. */
  receipt: ReceiptRecord | null;
  session: SessionRecord;
  stateBefore: SessionState;
  marks: MarksRecord | null;
}

export type Reply = (person: PersonRecord, sessionId: string, request: ReplyRequest, once?: Once) => Promise<Replied>;

export interface ReplyParts extends DueParts {
  writeOnce: WriteOnce;
  newId: NewId;
}

const queue = async (tx: WriteTx, message: MessageRecord, now: number): Promise<ReceiptRecord> => {
  const receipt: ReceiptRecord = {
    messageId: message.id,
    sessionId: message.sessionId,
    messageSeq: message.seq,
    state: "queued",
    carrier: null,
    at: now,
    handedAt: null,
    note: null,
  };
  await tx.receipts.insert(receipt);
  return receipt;
};

const writeReply = async (
  tx: WriteTx,
  parts: ReplyParts,
  person: PersonRecord,
  sessionId: string,
  request: ReplyRequest,
): Promise<Replied> => {
  const { session: before, role } = await sessionOfPerson(tx, person, sessionId);
  const now = parts.clock();
  const attachments = await filesToTake(tx, request.attachments, { personId: person.id });
  const message = await tx.messages.append({
    id: parts.newId(),
    sessionId,
    kind: "reply",
    from: { type: "person", id: person.id, name: person.name, role },
    text: request.text,
    level: "info",
    replyTo: null,
    quote: request.quote ?? null,
    createdAt: now,
    attachments,
  });
  await bindFiles(tx, message);
  const receipt = role === "viewer" ? null : await queue(tx, message, now);
  // Who writes at the end of a discussion has read it.
  const marks = (await moveReadMarker(tx, person.id, sessionId, message.seq)) ?? null;
  if (before.state === "closed") await tx.sessions.update(sessionId, { state: "idle", closedAt: null });
  const session = (await tx.sessions.byId(sessionId)) ?? before;
  return { message: { ...message, receipt }, receipt, session, stateBefore: before.state, marks };
};

/**
 * Adds a person's reply. If the agent's side waits, the same transaction hands it over, and the wait ends in the turn
 * of the event loop in which the commit is done.
 */
export const createReply =
  (parts: ReplyParts): Reply =>
  async (person, sessionId, request, once) => {
    refuseLongText(request.text);
    let claimed: Waiter | undefined;
    let handed: MessageRecord[] = [];
    let done: OnceResult<Replied>;
    try {
      done = await parts.writeOnce(once, async (tx) => {
        const replied = await writeReply(tx, parts, person, sessionId, request);
        if (replied.receipt === null) return replied;
        const rules = parts.settings.current();
        claimed = parts.waiters.claim(sessionId, (carrier) => mayTake(carrier, replied.session, rules));
        if (claimed === undefined) return replied;
        handed = await handOverBy(tx, parts, replied.session, claimed.carrier);
        watchLease(parts, replied.session, claimed.carrier);
        const receipt = handed.find((message) => message.id === replied.message.id)?.receipt ?? replied.receipt;
        return { ...replied, receipt, message: { ...replied.message, receipt } };
      });
    } catch (error) {
      claimed?.giveBack();
      throw error;
    }
    claimed?.resolve(handed);
    const { value, isReplay } = done;
    if (!isReplay) {
      const { message, session, stateBefore, marks } = value;
      parts.changes.publish({ type: "message", message, session, stateBefore });
      if (marks) parts.changes.publish({ type: "marks", personId: person.id, sessionId, marks });
      await publishReceipts(parts, handed);
    }
    return value;
  };
