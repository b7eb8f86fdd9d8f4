import type { AttentionLevel } from "#contract/attention.ts";
import type { MarksRecord } from "../../core/records.ts";
import type { PeopleReader, PeopleWriter } from "../../core/store.ts";
import { boundText } from "../bound.ts";
import type { Db } from "../db.ts";

interface Row {
  sessionId: string;
  readSeq: number;
  pinned: number;
  muted: number;
  snoozedUntil: number | null;
  level: AttentionLevel | null;
}

const select = `SELECT d.id AS sessionId, k.read_seq AS readSeq, k.pinned, k.muted, k.snoozed_until AS snoozedUntil,
    k.level
  FROM marks k JOIN discussions d ON d.key = k.discussion_key`;

const toMarks = (row: Row): MarksRecord => ({
  readSeq: row.readSeq,
  pinned: row.pinned === 1,
  muted: row.muted === 1,
  snoozedUntil: row.snoozedUntil,
  level: row.level,
});

export const marksReader = (db: Db): Pick<PeopleReader, "marks" | "allMarks"> => {
  const one = db.prepare<[string, string], Row>(`${select} WHERE k.person_id = ${boundText} AND d.id = ${boundText}`);
  const all = db.prepare<[string], Row>(`${select} WHERE k.person_id = ${boundText}`);
  return {
    async marks(personId, sessionId) {
      const row = one.get(personId, sessionId);
      return row && toMarks(row);
    },
    async allMarks(personId) {
      return new Map(all.all(personId).map((row) => [row.sessionId, toMarks(row)]));
    },
  };
};

export const marksWriter = (db: Db): Pick<PeopleWriter, "setMarks"> => {
  const set = db.prepare(
    `INSERT INTO marks (person_id, discussion_key, read_seq, pinned, muted, snoozed_until, level)
     SELECT ?, key, ?, ?, ?, ?, ? FROM discussions WHERE id = ?
     ON CONFLICT (person_id, discussion_key) DO UPDATE SET read_seq = excluded.read_seq, pinned = excluded.pinned,
       muted = excluded.muted, snoozed_until = excluded.snoozed_until, level = excluded.level`,
  );
  return {
    async setMarks(personId, sessionId, { readSeq, pinned, muted, snoozedUntil, level }) {
      set.run(personId, readSeq, pinned ? 1 : 0, muted ? 1 : 0, snoozedUntil, level, sessionId);
    },
  };
};
