import type { PersonRecord } from "../../core/records.ts";
import type { PeopleReader, PeopleWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";
import { marksReader, marksWriter } from "./marks.ts";
import { signInReader, signInWriter } from "./sign-ins.ts";
import { ticketReader, ticketWriter } from "./tickets.ts";

export const peopleReader = (db: Db): PeopleReader => {
  const byId = db.prepare<[string], PersonRecord>("SELECT id, name, role FROM people WHERE id = ?");
  const owner = db.prepare<[], PersonRecord>(
    "SELECT id, name, role FROM people WHERE role = 'owner' ORDER BY id LIMIT 1",
  );
  return {
    ...marksReader(db),
    ...ticketReader(db),
    ...signInReader(db),
    async byId(id) {
      return byId.get(id);
    },
    async owner() {
      return owner.get();
    },
  };
};

export const peopleWriter = (db: Db): PeopleWriter => {
  const insert = db.prepare("INSERT INTO people (id, name, role) VALUES (?, ?, ?)");
  const tickets = ticketWriter(db);
  const signIns = signInWriter(db);
  return {
    ...peopleReader(db),
    ...marksWriter(db),
    insertTicket: tickets.insertTicket,
    useTicket: tickets.useTicket,
    insertSignIn: signIns.insertSignIn,
    touchSignIn: signIns.touchSignIn,
    removeSignIn: signIns.removeSignIn,
    async insert(person) {
      insert.run(person.id, person.name, person.role);
    },
    async removeExpired(at) {
      tickets.removeEnded(at);
      signIns.removeUnusedSince(at);
    },
  };
};
