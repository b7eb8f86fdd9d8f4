import type { MessageReader, MessageWriter, NewMessage, SessionPatch } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { toJson } from "../json-column.ts";
import { assignmentsOf, type Bindable, statementCache } from "../patch.ts";
import { type MessageRow, selectMessages, toMessage } from "./message-row.ts";
import { previewOf } from "./preview.ts";
import { bindablePatch, sessionColumns } from "./session-columns.ts";

const inDiscussion = `WHERE m.discussion_key = (SELECT key FROM discussions WHERE id = ?) AND m.seq > ${boundInteger}
  AND m.seq < ${boundInteger}`;

const newestIdSql = `SELECT max(id) AS id FROM (
  SELECT max(id) AS id FROM messages UNION ALL SELECT max(id) FROM discussions UNION ALL SELECT max(id) FROM agents
  UNION ALL SELECT max(id) FROM machines UNION ALL SELECT max(id) FROM people
  UNION ALL SELECT max(id) FROM attachments UNION ALL SELECT max(id) FROM rules)`;

export const messageReader = (db: Db): MessageReader => {
  const byId = db.prepare<[string], MessageRow>(`${selectMessages} WHERE m.id = ${boundText}`);
  const onwards = db.prepare<[string, number, number, number], MessageRow>(
    `${selectMessages} ${inDiscussion} ORDER BY m.seq LIMIT ${boundInteger}`,
  );
  const backwards = db.prepare<[string, number, number, number], MessageRow>(
    `${selectMessages} ${inDiscussion} ORDER BY m.seq DESC LIMIT ${boundInteger}`,
  );
  const byGlobalSeqs = db.prepare<[string], MessageRow>(
    `${selectMessages} WHERE m.global_seq IN (SELECT value FROM json_each(?)) ORDER BY m.global_seq`,
  );
  // Not the greatest one there: a removed session must not make the number go back.
  const newestSeq = db.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'messages'`).pluck();
  const newestId = db.prepare<[], string | null>(newestIdSql).pluck();
  return {
    async byId(id) {
      const row = byId.get(id);
      return row && toMessage(row);
    },
    async page(sessionId, { before, after, limit }) {
      const isOnwards = after !== undefined && before === undefined;
      const bounds = [sessionId, after ?? 0, before ?? Number.MAX_SAFE_INTEGER, limit] as const;
      const rows = isOnwards ? onwards.all(...bounds) : backwards.all(...bounds).toReversed();
      return rows.map(toMessage);
    },
    async byGlobalSeqs(globalSeqs) {
      return byGlobalSeqs.all(JSON.stringify(globalSeqs)).map(toMessage);
    },
    async newestGlobalSeq() {
      return newestSeq.get() ?? 0;
    },
    async newestId() {
      return newestId.get() ?? undefined;
    },
  };
};

/**
 * Makes the function that gives a message the next number of its discussion, keeps what lists show of it, and changes
 * the session by the patch, all in one statement.
 */
const counter = (db: Db) => {
  const prepared = statementCache((sql) => db.prepare<Bindable[], { key: number; seq: number }>(sql));
  return (message: NewMessage, patch: SessionPatch | undefined) => {
    const { kind, from, text, level, createdAt, sessionId } = message;
    const { sql, values } = assignmentsOf(bindablePatch({ updatedAt: createdAt, ...patch }), sessionColumns);
    const row = prepared(
      `UPDATE discussions SET last_seq = last_seq + 1, last_kind = ?, last_from = ?, last_preview = ?, last_level = ?,
         last_at = ?, ${sql.join(", ")} WHERE id = ? RETURNING key, last_seq AS seq`,
    ).get(kind, from.name, previewOf(text), level, createdAt, ...values, sessionId);
    if (row === undefined) throw new Error(`There is no discussion ${sessionId} to add a message to.`);
    return row;
  };
};

export const messageWriter = (db: Db): MessageWriter => {
  const count = counter(db);
  const insert = db.prepare(
    `INSERT INTO messages (id, discussion_key, seq, kind, from_type, from_id, from_name, from_role, text, level,
       reply_to, quote, created_at, attachments) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    ...messageReader(db),
    async append(message, patch) {
      const { id, kind, from, text, level, replyTo, quote, createdAt, attachments = [] } = message;
      const { key, seq } = count(message, patch);
      const place = [id, key, seq, kind] as const;
      const author = [from.type, from.id, from.name, from.role] as const;
      const words = [text, level, replyTo, toJson(quote), createdAt] as const;
      const files = attachments.length === 0 ? null : toJson(attachments);
      const { lastInsertRowid } = insert.run(...place, ...author, ...words, files);
      return {
        ...message,
        attachments,
        globalSeq: Number(lastInsertRowid),
        seq,
        receipt: null,
        question: null,
        approval: null,
      };
    },
  };
};
