import type { AttachmentRecord } from "../../core/records.ts";
import type { AttachmentReader, AttachmentWriter } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { visibleTo } from "./visible.ts";

const columns = `a.id, a.name, a.size, a.type, a.sha256, a.machine_id AS machineId, a.person_id AS personId,
  a.created_at AS createdAt`;
const isBound = "EXISTS (SELECT 1 FROM message_attachments b WHERE b.attachment_id = a.id)";
// A removed discussion's row is gone before its messages are: what is joined with it is out of reach at once.
const inDiscussion = `EXISTS (SELECT 1 FROM message_attachments b JOIN discussions d ON d.key = b.discussion_key
  WHERE b.attachment_id = a.id`;

export const attachmentReader = (db: Db): AttachmentReader => {
  const byIds = db.prepare<[string], AttachmentRecord>(
    `SELECT ${columns} FROM attachments a WHERE a.id IN (SELECT value FROM json_each(?))`,
  );
  const forMachine = db.prepare<[string, string, string], AttachmentRecord>(
    `SELECT ${columns} FROM attachments a WHERE a.id = ${boundText} AND
       (${inDiscussion} AND d.machine_id = ?) OR (a.machine_id = ? AND NOT ${isBound}))`,
  );
  const forPerson = db.prepare<[string, string, string], AttachmentRecord>(
    `SELECT ${columns} FROM attachments a WHERE a.id = ${boundText} AND
       (${inDiscussion} AND ${visibleTo}) OR (a.person_id = ? AND NOT ${isBound}))`,
  );
  const isUsed = db.prepare<[string], number>(`SELECT 1 FROM attachments WHERE sha256 = ${boundText} LIMIT 1`).pluck();
  return {
    async byIds(ids) {
      return byIds.all(JSON.stringify(ids));
    },
    async forUser(id, user) {
      return "machineId" in user
        ? forMachine.get(id, user.machineId, user.machineId)
        : forPerson.get(id, user.personId, user.personId);
    },
    async isUsed(sha256) {
      return isUsed.get(sha256) === 1;
    },
  };
};

export const attachmentWriter = (db: Db): AttachmentWriter => {
  const insert = db.prepare(
    `INSERT INTO attachments (id, sha256, name, size, type, machine_id, person_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const bind = db.prepare(
    `INSERT INTO message_attachments (message_key, attachment_id, discussion_key)
     SELECT global_seq, ?, discussion_key FROM messages WHERE id = ?`,
  );
  const removeUnused = db
    .prepare<[number, number], string>(
      `DELETE FROM attachments WHERE id IN (SELECT a.id FROM attachments a WHERE a.created_at < ${boundInteger}
         AND NOT ${isBound} LIMIT ${boundInteger}) RETURNING sha256`,
    )
    .pluck();
  const ofSession = "(SELECT key FROM discussions WHERE id = ?)";
  const filesOf = db
    .prepare<[string], string>(
      `SELECT DISTINCT attachment_id FROM message_attachments WHERE discussion_key = ${ofSession}`,
    )
    .pluck();
  const unbind = db.prepare<[string]>(`DELETE FROM message_attachments WHERE discussion_key = ${ofSession}`);
  const removeFreed = db
    .prepare<[string], string>(
      `DELETE FROM attachments AS a WHERE a.id IN (SELECT value FROM json_each(?)) AND NOT ${isBound} RETURNING sha256`,
    )
    .pluck();
  return {
    ...attachmentReader(db),
    async insert({ id, sha256, name, size, type, machineId, personId, createdAt }) {
      insert.run(id, sha256, name, size, type, machineId, personId, createdAt);
    },
    async bind(messageId, ids) {
      for (const id of ids) bind.run(id, messageId);
    },
    async removeUnused(at, limit) {
      return removeUnused.all(at, limit);
    },
    async removeOfSession(sessionId) {
      const ids = filesOf.all(sessionId);
      if (ids.length === 0) return [];
      unbind.run(sessionId);
      return removeFreed.all(JSON.stringify(ids));
    },
  };
};
