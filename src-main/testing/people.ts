import type { NewMember } from "#contract/people.ts";
import type { Role } from "#contract/role.ts";
import type { PersonCaller, PersonRecord } from "../core/records.ts";
import type { TestHub, TestPerson } from "./test-hub.ts";

let count = 0;

/** A signed-in person beside the owner. */
export const addPerson = async (
  hub: TestHub,
  role: Role,
  name: string = role,
  { sees = "all", narrowings = [] }: Pick<NewMember, "sees" | "narrowings"> = {},
): Promise<TestPerson & { id: string }> => {
  count += 1;
  const id = `00000000-0000-7000-8000-${String(count).padStart(12, "0")}`;
  const record: PersonRecord = { id, name, role, sees, createdAt: null, lastSeenAt: null, revokedAt: null };
  await hub.core.store.write(async (tx) => {
    await tx.people.insert(record);
    await tx.people.setNarrowings(id, narrowings);
  });
  return { id, ...(await hub.person(record)) };
};

/** The person behind a sign-in, with the device, as services see them. */
export const callerOf = async (hub: TestHub, { cookie }: TestPerson): Promise<PersonCaller> => {
  const caller = await hub.core.signIn.check(cookie.split("=")[1] ?? "");
  if (caller === undefined) throw new Error("nobody is signed in by this cookie");
  return caller;
};

/** Three people of one hub: an owner, an operator who is a viewer in one discussion, a viewer who sees just one. */
export const addTeam = async (hub: TestHub, { narrowed, named }: { narrowed: string; named: string }) => ({
  owner: await hub.person(),
  operator: await addPerson(hub, "operator", "Otto", { narrowings: [{ sessionId: narrowed, role: "viewer" }] }),
  viewer: await addPerson(hub, "viewer", "Vera", {
    sees: "named",
    narrowings: [{ sessionId: named, role: "viewer" }],
  }),
});
