import type { TicketRecord } from "../../core/records.ts";
import type { PeopleReader, PeopleWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";

export const ticketReader = (db: Db): Pick<PeopleReader, "ticket"> => {
  const byHash = db.prepare<[string], Omit<TicketRecord, "isInvitation"> & { isInvitation: number }>(
    `SELECT ticket_hash AS ticketHash, person_id AS personId, expires_at AS expiresAt, used_at AS usedAt,
       is_invitation AS isInvitation
     FROM tickets WHERE ticket_hash = ?`,
  );
  return {
    async ticket(ticketHash) {
      const row = byHash.get(ticketHash);
      return row && { ...row, isInvitation: row.isInvitation === 1 };
    },
  };
};

interface TicketWriter extends Pick<PeopleWriter, "insertTicket" | "useTicket"> {
  removeEnded(at: number): void;
}

export const ticketWriter = (db: Db): TicketWriter => {
  const insert = db.prepare(
    "INSERT INTO tickets (ticket_hash, person_id, expires_at, used_at, is_invitation) VALUES (?, ?, ?, ?, ?)",
  );
  const use = db.prepare("UPDATE tickets SET used_at = ? WHERE ticket_hash = ?");
  const removeEnded = db.prepare("DELETE FROM tickets WHERE expires_at < ?");
  return {
    async insertTicket({ ticketHash, personId, expiresAt, usedAt, isInvitation }) {
      insert.run(ticketHash, personId, expiresAt, usedAt, isInvitation ? 1 : 0);
    },
    async useTicket(ticketHash, at) {
      use.run(at, ticketHash);
    },
    removeEnded(at) {
      removeEnded.run(at);
    },
  };
};
