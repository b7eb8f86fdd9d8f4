import type { NoticeReader, NoticeRecord, NoticeWriter } from "../../core/store-attention.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";

type Row = Omit<NoticeRecord, "target" | "isThere"> & {
  targetType: NoticeRecord["target"]["type"];
  targetId: string;
  targetName: string;
  isThere: number;
};

const select = `SELECT id, person_id AS personId, target_type AS targetType, target_id AS targetId,
  target_name AS targetName, happening_id AS happeningId, notice_id AS noticeId, kind, session_id AS sessionId,
  message_seq AS messageSeq, title, at, outcome, reason, until, is_there AS isThere FROM notices`;

const toRecord = ({ targetType, targetId, targetName, isThere, ...row }: Row): NoticeRecord => ({
  ...row,
  target: { type: targetType, id: targetId, name: targetName },
  isThere: isThere === 1,
});

export const noticeReader = (db: Db): NoticeReader => {
  const find = db.prepare<[string, string, string], Row>(
    `${select} WHERE person_id = ${boundText} AND target_id = ${boundText} AND happening_id = ${boundText}`,
  );
  const ofNotice = db.prepare<[string, string], Row>(
    `${select} WHERE notice_id = ${boundText} AND target_id = ${boundText} ORDER BY key DESC LIMIT 1`,
  );
  const latest = db.prepare<[string, number], Row>(
    `${select} WHERE person_id = ${boundText} ORDER BY key DESC LIMIT ${boundInteger}`,
  );
  const there = db.prepare<[], Row>(`${select} WHERE is_there = 1 ORDER BY key`);
  const held = db.prepare<[number], Row>(
    `${select} WHERE outcome = 'held' AND until <= ${boundInteger} ORDER BY key LIMIT 1000`,
  );
  const heldOf = db.prepare<[string], Row>(
    `${select} WHERE outcome = 'held' AND person_id = ${boundText} ORDER BY key LIMIT 1000`,
  );
  const nextHeld = db.prepare<[], number | null>("SELECT min(until) FROM notices WHERE outcome = 'held'").pluck();
  return {
    async find(personId, targetId, happeningId) {
      const row = find.get(personId, targetId, happeningId);
      return row && toRecord(row);
    },
    async ofNotice(targetId, noticeId) {
      const row = ofNotice.get(noticeId, targetId);
      return row && toRecord(row);
    },
    latest: async (personId, limit) => latest.all(personId, limit).map(toRecord),
    there: async () => there.all().map(toRecord),
    held: async (now, personId) => (personId === undefined ? held.all(now) : heldOf.all(personId)).map(toRecord),
    nextHeld: async () => nextHeld.get() ?? undefined,
  };
};

const isOver = "is_there = 0 AND outcome <> 'held'";

export const noticeWriter = (db: Db): NoticeWriter => {
  // A new number makes it the newest again: what came up out of being held back is news.
  const put = db.prepare(
    `INSERT OR REPLACE INTO notices (id, person_id, target_type, target_id, target_name, happening_id, notice_id, kind,
       session_id, message_seq, title, at, outcome, reason, until, is_there)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const removeOfSession = db.prepare("DELETE FROM notices WHERE session_id = ?");
  const hideOld = db.prepare("UPDATE notices SET is_there = 0 WHERE at < ? AND is_there = 1");
  const pruneOld = db.prepare(`DELETE FROM notices WHERE at < ? AND ${isOver}`);
  const pruneMany = db.prepare(
    `DELETE FROM notices WHERE ${isOver} AND key IN (SELECT key FROM
       (SELECT key, row_number() OVER (PARTITION BY person_id ORDER BY key DESC) AS place FROM notices)
       WHERE place > ?)`,
  );
  return {
    ...noticeReader(db),
    async put(record) {
      const { target } = record;
      put.run(
        record.id,
        record.personId,
        target.type,
        target.id,
        target.name,
        record.happeningId,
        record.noticeId,
        record.kind,
        record.sessionId,
        record.messageSeq,
        record.title,
        record.at,
        record.outcome,
        record.reason,
        record.until,
        record.isThere ? 1 : 0,
      );
    },
    async removeOfSession(sessionId) {
      removeOfSession.run(sessionId);
    },
    async prune(at, most) {
      hideOld.run(at);
      pruneOld.run(at);
      pruneMany.run(most);
    },
  };
};
