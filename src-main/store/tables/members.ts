import type { NarrowingRecord, PersonRecord } from "../../core/records.ts";
import type { MembersReader, MembersWriter } from "../../core/store-safety.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { patcher } from "../patch.ts";
import { personColumns } from "./person-columns.ts";

export const membersReader = (db: Db): MembersReader => {
  const list = db.prepare<[], PersonRecord>(`SELECT ${personColumns} FROM people ORDER BY id`);
  const narrowings = db.prepare<[string], NarrowingRecord>(
    `SELECT d.id AS sessionId, n.role FROM narrowings n JOIN discussions d ON d.key = n.discussion_key
     WHERE n.person_id = ${boundText} ORDER BY d.id`,
  );
  const invitedUntil = db
    .prepare<[string, number], number | null>(
      `SELECT max(expires_at) FROM tickets
       WHERE person_id = ${boundText} AND is_invitation = 1 AND used_at IS NULL AND expires_at > ${boundInteger}`,
    )
    .pluck();
  return {
    list: async () => list.all(),
    narrowings: async (personId) => narrowings.all(personId),
    invitedUntil: async (personId, now) => invitedUntil.get(personId, now) ?? undefined,
  };
};

export const membersWriter = (db: Db): Omit<MembersWriter, keyof MembersReader> => {
  const patch = patcher(db, "people", "id", {
    name: "name",
    role: "role",
    sees: "sees",
    lastSeenAt: "last_seen_at",
    revokedAt: "revoked_at",
  });
  const clear = db.prepare("DELETE FROM narrowings WHERE person_id = ?");
  const narrow = db.prepare(
    `INSERT INTO narrowings (person_id, discussion_key, role)
     SELECT ?, key, ? FROM discussions WHERE id = ? ON CONFLICT DO UPDATE SET role = excluded.role`,
  );
  const removeTickets = db.prepare("DELETE FROM tickets WHERE person_id = ? AND used_at IS NULL");
  return {
    async update(id, change) {
      patch(id, change);
    },
    async setNarrowings(personId, narrowings) {
      clear.run(personId);
      for (const { sessionId, role } of narrowings) narrow.run(personId, role, sessionId);
    },
    async removeTickets(personId) {
      removeTickets.run(personId);
    },
  };
};
