import type { PersonRecord } from "../../core/records.ts";
import type { PeopleReader, PeopleWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";
import { marksReader, marksWriter } from "./marks.ts";
import { membersReader, membersWriter } from "./members.ts";
import { personColumns } from "./person-columns.ts";
import { ticketReader, ticketWriter } from "./tickets.ts";

export const peopleReader = (db: Db): PeopleReader => {
  const byId = db.prepare<[string], PersonRecord>(`SELECT ${personColumns} FROM people WHERE id = ?`);
  const owner = db.prepare<[], PersonRecord>(
    `SELECT ${personColumns} FROM people WHERE role = 'owner' AND revoked_at IS NULL ORDER BY id LIMIT 1`,
  );
  return {
    ...marksReader(db),
    ...ticketReader(db),
    ...membersReader(db),
    async byId(id) {
      return byId.get(id);
    },
    async owner() {
      return owner.get();
    },
  };
};

export const peopleWriter = (db: Db): PeopleWriter => {
  const insert = db.prepare(
    "INSERT INTO people (id, name, role, sees, created_at, last_seen_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const tickets = ticketWriter(db);
  return {
    ...peopleReader(db),
    ...marksWriter(db),
    ...membersWriter(db),
    insertTicket: tickets.insertTicket,
    useTicket: tickets.useTicket,
    async insert({ id, name, role, sees, createdAt, lastSeenAt, revokedAt }) {
      insert.run(id, name, role, sees, createdAt, lastSeenAt, revokedAt);
    },
    async removeExpired(at) {
      tickets.removeEnded(at);
    },
  };
};
