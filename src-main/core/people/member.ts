import type { MemberRecord, PersonRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";

/** A person with what an owner manages of them. */
export const memberOf = async (tx: ReadTx, person: PersonRecord, now: number): Promise<MemberRecord> => ({
  ...person,
  narrowings: await tx.people.narrowings(person.id),
  invitedUntil: (await tx.people.invitedUntil(person.id, now)) ?? null,
});
