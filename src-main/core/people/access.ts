import { lowerOf, type Role } from "#contract/role.ts";
import { HubError } from "../errors.ts";
import type { PersonRecord, SessionRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";

const missing = () => new HubError("not-found", "There is no session with this id here.");

/** What a person may do in a discussion; undefined when they may not even see it. An owner's role is never narrowed. */
export const roleIn = async (
  tx: ReadTx,
  person: Pick<PersonRecord, "id" | "role" | "sees">,
  sessionId: string,
): Promise<Role | undefined> => {
  if (person.role === "owner") return "owner";
  const own = (await tx.people.narrowings(person.id)).find((narrowing) => narrowing.sessionId === sessionId);
  if (own === undefined) return person.sees === "all" ? person.role : undefined;
  return own.role === "none" ? undefined : lowerOf(person.role, own.role);
};

/** The session and the person's role in it. What they may not see is as good as none: nothing is revealed. */
export const sessionOfPerson = async (
  tx: ReadTx,
  person: Pick<PersonRecord, "id" | "role" | "sees">,
  id: string,
): Promise<{ session: SessionRecord; role: Role }> => {
  const session = await tx.sessions.byId(id);
  const role = session && (await roleIn(tx, person, id));
  if (session === undefined || role === undefined) throw missing();
  return { session, role };
};
