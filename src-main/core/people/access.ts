import { lowerOf, type Role } from "#contract/role.ts";
import { HubError } from "../errors.ts";
import type { NarrowingRecord, PersonRecord, SessionRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";

const missing = () => new HubError("not-found", "There is no session with this id here.");

/**
 * What a person may do in a discussion for which they have this narrowing; undefined when they may not even see it. An
 * owner's role is never narrowed.
 */
export const roleBy = (
  person: Pick<PersonRecord, "role" | "sees" | "revokedAt">,
  narrowing: NarrowingRecord["role"] | undefined,
): Role | undefined => {
  if (person.revokedAt !== null) return undefined;
  if (person.role === "owner") return "owner";
  if (narrowing === undefined) return person.sees === "all" ? person.role : undefined;
  return narrowing === "none" ? undefined : lowerOf(person.role, narrowing);
};

/**
 * What a person may do in a discussion as of this transaction, whatever they were when they called; undefined when they
 * may not even see it.
 */
export const roleIn = async (
  tx: ReadTx,
  person: Pick<PersonRecord, "id">,
  sessionId: string,
): Promise<Role | undefined> => {
  const now = await tx.people.byId(person.id);
  if (now === undefined) return undefined;
  if (now.role === "owner") return roleBy(now, undefined);
  const own = (await tx.people.narrowings(person.id)).find((narrowing) => narrowing.sessionId === sessionId);
  return roleBy(now, own?.role);
};

/** The session and the person's role in it. What they may not see is as good as none: nothing is revealed. */
export const sessionOfPerson = async (
  tx: ReadTx,
  person: Pick<PersonRecord, "id">,
  id: string,
): Promise<{ session: SessionRecord; role: Role }> => {
  const session = await tx.sessions.byId(id);
  const role = session && (await roleIn(tx, person, id));
  if (session === undefined || role === undefined) throw missing();
  return { session, role };
};
