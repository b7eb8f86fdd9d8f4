import type { ReceiptRecord } from "../../core/records.ts";
import type { ReceiptReader, ReceiptWriter } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { type MessageRow, selectMessages, toMessage } from "./message-row.ts";

const discussionKey = `(SELECT key FROM discussions WHERE id = ?)`;

export const receiptReader = (db: Db): ReceiptReader => {
  const byMessage = db.prepare<[string], ReceiptRecord>(
    `SELECT m.id AS messageId, d.id AS sessionId, r.message_seq AS messageSeq, r.state, r.carrier, r.at, r.note
     FROM messages m JOIN receipts r ON r.message_key = m.global_seq JOIN discussions d ON d.key = m.discussion_key
     WHERE m.id = ${boundText}`,
  );
  // The condition on the state repeats that of the partial index, which makes SQLite use it.
  const due = db.prepare<[string, number, number], MessageRow>(
    `${selectMessages} WHERE r.discussion_key = ${discussionKey} AND r.state IN ('queued', 'handed')
       AND (r.state = 'queued' OR r.at <= ${boundInteger} OR r.at > ${boundInteger}) ORDER BY r.message_seq`,
  );
  const oldestHandedAt = db
    .prepare<[string], number | null>(
      `SELECT min(at) FROM receipts WHERE discussion_key = ${discussionKey} AND state IN ('queued', 'handed')
         AND state = 'handed'`,
    )
    .pluck();
  return {
    async byMessage(messageId) {
      return byMessage.get(messageId);
    },
    async due(sessionId, { handedBefore, now }) {
      return due.all(sessionId, handedBefore, now).map(toMessage);
    },
    async oldestHandedAt(sessionId) {
      return oldestHandedAt.get(sessionId) ?? undefined;
    },
  };
};

export const receiptWriter = (db: Db): ReceiptWriter => {
  const insert = db.prepare(
    `INSERT INTO receipts (message_key, discussion_key, message_seq, state, carrier, at, note)
     SELECT global_seq, discussion_key, seq, ?, ?, ?, ? FROM messages WHERE id = ?`,
  );
  const move = db.prepare<[string, number, number, string | null, number, string | null, string]>(
    `UPDATE receipts SET state = ?, at = ?, carrier = iif(?, ?, carrier), note = iif(?, ?, note)
     WHERE message_key = (SELECT global_seq FROM messages WHERE id = ?)`,
  );
  const reader = receiptReader(db);
  return {
    ...reader,
    async insert(receipt) {
      const { changes } = insert.run(receipt.state, receipt.carrier, receipt.at, receipt.note, receipt.messageId);
      if (changes === 0) throw new Error(`There is no message ${receipt.messageId} that a receipt could be for.`);
    },
    async move(messageIds, { state, at, carrier, note }) {
      const moved: ReceiptRecord[] = [];
      for (const id of messageIds) {
        const newCarrier = [carrier === undefined ? 0 : 1, carrier ?? null] as const;
        const newNote = [note === undefined ? 0 : 1, note ?? null] as const;
        move.run(state, at, ...newCarrier, ...newNote, id);
        // Answered from memory, in order
        const receipt = await reader.byMessage(id);
        if (receipt) moved.push(receipt);
      }
      return moved;
    },
  };
};
