import { limits } from "#contract/limits.ts";
import type { Clock, Store } from "../ports.ts";
import type { PersonRecord } from "../records.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import type { WriteTx } from "../store.ts";
import { SIGN_IN_MS } from "./sign-in-time.ts";

/** A one-time ticket that signs a person in; only its hash is kept. */
export interface Ticket {
  ticket: string;
  expiresAt: number;
}

/** Adds a ticket inside a transaction, and removes those that are long over. */
export const writeTicket = async (
  tx: WriteTx,
  { personId, now, isInvitation }: { personId: string; now: number; isInvitation: boolean },
): Promise<Ticket> => {
  const ticket = newSecret("st");
  const expiresAt = now + (isInvitation ? limits.invitationHours * 3_600_000 : limits.signInTicketMinutes * 60_000);
  await tx.people.removeExpired(now - SIGN_IN_MS);
  await tx.devices.removeUnusedSince(now - SIGN_IN_MS);
  await tx.people.insertTicket({ ticketHash: hashSecret(ticket), personId, expiresAt, usedAt: null, isInvitation });
  return { ticket, expiresAt };
};

/** Adds a ticket of the owner; a process beside the hub may do so too. */
export const addTicket = async (store: Store, clock: Clock, personId: string): Promise<string> =>
  (await store.write((tx) => writeTicket(tx, { personId, now: clock(), isInvitation: false }))).ticket;

export type Spent =
  | { person: PersonRecord; isInvitation: boolean }
  | { why: "unknown" | "used" | "over" | "shut-out"; person?: PersonRecord };

/** Spends a ticket inside a transaction, or says why it is none. */
export const spendTicket = async (tx: WriteTx, ticket: string, now: number): Promise<Spent> => {
  const ticketHash = hashSecret(ticket);
  const record = await tx.people.ticket(ticketHash);
  const person = record && (await tx.people.byId(record.personId));
  if (record === undefined || person === undefined) return { why: "unknown" };
  if (record.usedAt !== null) return { why: "used", person };
  if (record.expiresAt <= now) return { why: "over", person };
  if (person.revokedAt !== null) return { why: "shut-out", person };
  await tx.people.useTicket(ticketHash, now);
  return { person, isInvitation: record.isInvitation };
};
