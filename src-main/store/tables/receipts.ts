import type { ReceiptRecord } from "../../core/records.ts";
import { provenByActs, silentCarriers } from "../../core/steering/carriers.ts";
import type { ReceiptReader, ReceiptWriter } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { type MessageRow, selectMessages, toMessage } from "./message-row.ts";

const listOf = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");
/** The lease of a receipt; bound are that of the silent carriers and that of the others. */
const lease = `iif(r.carrier IN (${listOf(silentCarriers)}), ${boundInteger}, ${boundInteger})`;
const discussionKey = `(SELECT key FROM discussions WHERE id = ?)`;

const selectReceipts = `SELECT m.id AS messageId, d.id AS sessionId, r.message_seq AS messageSeq, r.state, r.carrier, r.at,
    r.handed_at AS handedAt, r.note
  FROM messages m JOIN receipts r ON r.message_key = m.global_seq JOIN discussions d ON d.key = m.discussion_key`;

export const receiptReader = (db: Db): ReceiptReader => {
  const byMessage = db.prepare<[string], ReceiptRecord>(`${selectReceipts} WHERE m.id = ${boundText}`);
  // The unary plus keeps SQLite from going through all messages of a person instead of the few receipts that are open.
  const openBy = db.prepare<[string], ReceiptRecord>(
    `${selectReceipts} WHERE r.state IN ('queued', 'handed') AND +m.from_id = ? ORDER BY d.id, r.message_seq`,
  );
  // The condition on the state repeats that of the partial index, which makes SQLite use it.
  const due = db.prepare<[string, number, number, number, number], MessageRow>(
    `${selectMessages} WHERE r.discussion_key = ${discussionKey} AND r.state IN ('queued', 'handed')
       AND (r.state = 'queued' OR r.at <= ${boundInteger} - ${lease} OR r.at > ${boundInteger}) ORDER BY r.message_seq`,
  );
  const endOfLease = db
    .prepare<[number, number, string], number | null>(
      `SELECT min(r.at + ${lease}) FROM receipts r WHERE r.discussion_key = ${discussionKey}
         AND r.state IN ('queued', 'handed') AND r.state = 'handed'`,
    )
    .pluck();
  const proven = db
    .prepare<[string], string>(
      `SELECT m.id FROM receipts r JOIN messages m ON m.global_seq = r.message_key
         WHERE r.discussion_key = ${discussionKey} AND r.state IN ('queued', 'handed') AND r.state = 'handed'
         AND r.carrier IN (${listOf(provenByActs)}) ORDER BY r.message_seq`,
    )
    .pluck();
  return {
    async byMessage(messageId) {
      return byMessage.get(messageId);
    },
    async due(sessionId, { leaseMs, actLeaseMs, now }) {
      return due.all(sessionId, now, actLeaseMs, leaseMs, now).map(toMessage);
    },
    async endOfLease(sessionId, { leaseMs, actLeaseMs }) {
      return endOfLease.get(actLeaseMs, leaseMs, sessionId) ?? undefined;
    },
    async provenByActs(sessionId) {
      return proven.all(sessionId);
    },
    openBy: async (personId) => openBy.all(personId),
  };
};

export const receiptWriter = (db: Db): ReceiptWriter => {
  const insert = db.prepare(
    `INSERT INTO receipts (message_key, discussion_key, message_seq, state, carrier, at, handed_at, note)
     SELECT global_seq, discussion_key, seq, ?, ?, ?, ?, ? FROM messages WHERE id = ?`,
  );
  const move = db.prepare<
    [string, number, string, number, string, number, string | null, number, string | null, string]
  >(
    `UPDATE receipts SET state = ?, at = ?,
       handed_at = CASE ? WHEN 'handed' THEN ? ELSE iif(? = 'queued', NULL, handed_at) END,
       carrier = iif(?, ?, carrier), note = iif(?, ?, note)
     WHERE message_key = (SELECT global_seq FROM messages WHERE id = ?)`,
  );
  const reader = receiptReader(db);
  return {
    ...reader,
    async insert(receipt) {
      const { state, carrier, at, handedAt, note, messageId } = receipt;
      const { changes } = insert.run(state, carrier, at, handedAt, note, messageId);
      if (changes === 0) throw new Error(`There is no message ${receipt.messageId} that a receipt could be for.`);
    },
    async move(messageIds, { state, at, carrier, note }) {
      const moved: ReceiptRecord[] = [];
      for (const id of messageIds) {
        const newCarrier = [carrier === undefined ? 0 : 1, carrier ?? null] as const;
        const newNote = [note === undefined ? 0 : 1, note ?? null] as const;
        move.run(state, at, state, at, state, ...newCarrier, ...newNote, id);
        // Answered from memory, in order
        const receipt = await reader.byMessage(id);
        if (receipt) moved.push(receipt);
      }
      return moved;
    },
  };
};
