import type { QuestionRecord } from "../../core/records.ts";
import type { QuestionReader, QuestionWriter } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { toJson } from "../json-column.ts";
import { type MessageRow, selectMessages, toMessage } from "./message-row.ts";

const questionsOf = (rows: MessageRow[]): QuestionRecord[] =>
  rows.flatMap((row) => {
    const { question } = toMessage(row);
    return question === null ? [] : [question];
  });

export const questionReader = (db: Db): QuestionReader => {
  const byId = db.prepare<[string], MessageRow>(`${selectMessages} WHERE q.id = ${boundText}`);
  const openOf = db.prepare<[string], MessageRow>(
    `${selectMessages} WHERE q.state = 'open' AND q.discussion_key = (SELECT key FROM discussions WHERE id = ${boundText})
     ORDER BY m.seq`,
  );
  const expired = db.prepare<[number], MessageRow>(
    `${selectMessages} WHERE q.state = 'open' AND q.expires_at IS NOT NULL AND q.expires_at <= ${boundInteger}
     ORDER BY q.expires_at LIMIT 500`,
  );
  const stranded = db.prepare<[], MessageRow>(
    `${selectMessages} JOIN machines h ON h.id = d.machine_id
     WHERE q.state = 'open' AND (d.state = 'closed' OR h.revoked_at IS NOT NULL) LIMIT 500`,
  );
  // Joined, since what belonged to a deleted session stays for a while and must not be waited for.
  const nextExpiry = db
    .prepare<[], number | null>(
      `SELECT min(q.expires_at) FROM questions q JOIN discussions d ON d.key = q.discussion_key
       WHERE q.state = 'open' AND q.expires_at IS NOT NULL`,
    )
    .pluck();
  return {
    async byId(id) {
      const row = byId.get(id);
      return row && questionsOf([row])[0];
    },
    async openOf(sessionId) {
      return questionsOf(openOf.all(sessionId));
    },
    async expired(now) {
      return questionsOf(expired.all(now));
    },
    async stranded() {
      return questionsOf(stranded.all());
    },
    async nextExpiry() {
      return nextExpiry.get() ?? undefined;
    },
  };
};

export const questionWriter = (db: Db): QuestionWriter => {
  const insert = db.prepare(
    `INSERT INTO questions (message_key, id, discussion_key, options, free, state, created_at, expires_at)
     SELECT global_seq, ?, discussion_key, ?, ?, 'open', created_at, ? FROM messages WHERE id = ?`,
  );
  const end = db.prepare(
    `UPDATE questions SET state = ?, answer = ?, closed_at = ? WHERE id = ${boundText} AND state = 'open'`,
  );
  const reader = questionReader(db);
  return {
    ...reader,
    async insert({ id, messageId, options, free, expiresAt }) {
      const { changes } = insert.run(id, toJson(options), free ? 1 : 0, expiresAt, messageId);
      if (changes === 0) throw new Error(`There is no message ${messageId} that a question could come with.`);
    },
    async end(id, { state, answer, at }) {
      return end.run(state, toJson(answer), at, id).changes > 0;
    },
  };
};
