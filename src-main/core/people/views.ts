import type { Role } from "#contract/role.ts";
import type { Store } from "../ports.ts";
import type { NarrowingRecord, PersonRecord } from "../records.ts";
import { roleBy } from "./access.ts";

/** What a person may see, from memory: asked for each frame of the stream and each hit of a search. */
export interface PersonView {
  readonly person: PersonRecord;
  /** Their role in a discussion; undefined when they may not even see it. */
  roleIn(sessionId: string): Role | undefined;
  maySeeMachine(machineId: string): boolean;
  /** Whether they are told more of machines than their names. */
  readonly mayInspectMachines: boolean;
  /** The discussions that they may see, where these are named one by one. */
  readonly named: readonly string[] | undefined;
}

export interface PeopleViews {
  /** Undefined for nobody; those who were shut out see nothing. */
  get(personId: string): Promise<PersonView | undefined>;
  /** The same for one that `get` gave before. */
  now(personId: string): PersonView | undefined;
  /** Takes over what is on disk now. */
  refresh(personId: string): Promise<void>;
}

const viewOf = (person: PersonRecord, narrowings: readonly NarrowingRecord[], machines: Set<string>): PersonView => {
  const own = new Map(narrowings.map(({ sessionId, role }) => [sessionId, role]));
  const seesAll = person.revokedAt === null && (person.role === "owner" || person.sees === "all");
  const roleIn = (sessionId: string) => roleBy(person, own.get(sessionId));
  return {
    person,
    roleIn,
    maySeeMachine: (machineId) => seesAll || machines.has(machineId),
    mayInspectMachines: seesAll && person.role !== "viewer",
    named: seesAll ? undefined : Array.from(own.keys()).filter((id) => roleIn(id) !== undefined),
  };
};

const readView = async (store: Store, personId: string): Promise<PersonView | undefined> => {
  const person = await store.read.people.byId(personId);
  if (person === undefined) return undefined;
  const narrowings = await store.read.people.narrowings(personId);
  const machines = new Set<string>();
  for (const { sessionId, role } of narrowings) {
    const session = role === "none" || person.sees === "all" ? undefined : await store.read.sessions.byId(sessionId);
    if (session !== undefined && person.revokedAt === null) machines.add(session.machineId);
  }
  return viewOf(person, narrowings, machines);
};

export const createViews = (store: Store): PeopleViews => {
  const known = new Map<string, { view: PersonView; version: number }>();
  let reads = 0;
  /** Of two that are read at the same time the one that began later counts. */
  const read = async (personId: string) => {
    reads += 1;
    const version = reads;
    const view = await readView(store, personId);
    const before = known.get(personId);
    if (view !== undefined && (before === undefined || before.version < version))
      known.set(personId, { view, version });
    return known.get(personId)?.view;
  };
  return {
    get: async (personId) => known.get(personId)?.view ?? read(personId),
    now: (personId) => known.get(personId)?.view,
    async refresh(personId) {
      await read(personId);
    },
  };
};
