import type { Role } from "#contract/message.ts";
import type { PersonRecord } from "../core/records.ts";
import type { TestHub, TestPerson } from "./test-hub.ts";

let count = 0;

/** A signed-in person beside the owner. */
export const addPerson = async (
  hub: TestHub,
  role: Role,
  name: string = role,
): Promise<TestPerson & { id: string }> => {
  count += 1;
  const id = `00000000-0000-7000-8000-${String(count).padStart(12, "0")}`;
  const record: PersonRecord = {
    id,
    name,
    role,
    sees: "all",
    createdAt: null,
    lastSeenAt: null,
    revokedAt: null,
  };
  await hub.core.store.write((tx) => tx.people.insert(record));
  return { id, ...(await hub.person(record)) };
};
