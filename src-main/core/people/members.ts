import type { MemberChange, NewMember } from "#contract/people.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import { byPerson } from "../ledger/entry.ts";
import type { Clock, Store } from "../ports.ts";
import type { LedgerEntry, MemberRecord, PersonCaller, PersonRecord } from "../records.ts";
import type { ReadTx, WriteTx } from "../store.ts";
import { changeOf, differences, refuseNarrowedOwner } from "./change.ts";
import type { KnownDevices } from "./known-devices.ts";
import { memberOf } from "./member.ts";
import { publishShutOut, shutOut } from "./shut-out.ts";
import { type Ticket, writeTicket } from "./tickets.ts";
import type { PeopleViews } from "./views.ts";

export interface Invited extends Ticket {
  member: MemberRecord;
}

/** The people of the hub, for its owners. What it says of the caller's right is true as of each transaction. */
export interface MembersService {
  /** Everyone, those who were shut out too. */
  list(): Promise<MemberRecord[]>;
  /** Adds a person, who signs in by the ticket. Throws `invalid` for an owner who would not see all. */
  invite(caller: PersonCaller, request: NewMember): Promise<Invited>;
  /** A new ticket for a person; those from before are void. */
  inviteAgain(caller: PersonCaller, id: string): Promise<Invited>;
  /** Holds at once on both doors and all screens. Throws `conflict` for what would leave the hub without an owner. */
  change(caller: PersonCaller, id: string, change: MemberChange): Promise<MemberRecord>;
  /** Shuts a person out at once: their devices, links, streams and undelivered replies. */
  revoke(caller: PersonCaller, id: string): Promise<MemberRecord>;
}

export interface MembersParts {
  store: Store;
  clock: Clock;
  newId: NewId;
  changes: Changes;
  views: PeopleViews;
  known: KnownDevices;
}

/** As of this transaction: two owners may be about to shut each other out. */
const refuseUnlessOwner = async (tx: ReadTx, caller: PersonCaller) => {
  const now = await tx.people.byId(caller.id);
  if (now?.role === "owner" && now.revokedAt === null) return;
  throw new HubError("forbidden", "Only an owner may do this.");
};

const personFor = async (tx: ReadTx, id: string): Promise<PersonRecord> => {
  const person = await tx.people.byId(id);
  if (person === undefined) throw new HubError("not-found", "There is no person with this id.");
  if (person.revokedAt !== null) {
    throw new HubError("gone", "This person was shut out. Invite them anew.");
  }
  return person;
};

const refuseLastOwner = async (tx: ReadTx, person: PersonRecord) => {
  if (person.role !== "owner") return;
  const owners = (await tx.people.list()).filter(({ role, revokedAt }) => role === "owner" && revokedAt === null);
  if (owners.length > 1) return;
  throw new HubError("conflict", "This is the last owner. Make somebody else an owner first.");
};

const about = ({ id, name }: PersonRecord, details: LedgerEntry["details"]) => ({
  sessionId: null,
  subject: { type: "person", id, name },
  details,
});

const writeInvitation = async (
  tx: WriteTx,
  caller: PersonCaller,
  person: PersonRecord,
  now: number,
): Promise<Invited> => {
  const { ticket, expiresAt } = await writeTicket(tx, { personId: person.id, now, isInvitation: true });
  const member = await memberOf(tx, person, now);
  const { role, sees, narrowings } = member;
  const entry = { ...byPerson(caller), at: now, type: "person-invited" } as const;
  await tx.ledger.append({ ...entry, ...about(person, { role, sees, narrowings }) });
  return { member, ticket, expiresAt };
};

const writeNew = async (
  tx: WriteTx,
  { newId }: MembersParts,
  caller: PersonCaller,
  { name, role, sees = "all", narrowings = [], now }: NewMember & { now: number },
) => {
  await refuseUnlessOwner(tx, caller);
  refuseNarrowedOwner(role, { sees, narrowings });
  const person = { id: newId(), name, role, sees, createdAt: now, lastSeenAt: null, revokedAt: null };
  await tx.people.insert(person);
  await tx.people.setNarrowings(person.id, narrowings);
  return writeInvitation(tx, caller, person, now);
};

const writeChange = async (
  tx: WriteTx,
  caller: PersonCaller,
  { id, now, ...request }: MemberChange & { id: string; now: number },
) => {
  await refuseUnlessOwner(tx, caller);
  const before = await memberOf(tx, await personFor(tx, id), now);
  const { narrowings, ...patch } = changeOf(before, request);
  if (before.role === "owner" && patch.role !== "owner") await refuseLastOwner(tx, before);
  await tx.people.update(id, patch);
  await tx.people.setNarrowings(id, narrowings);
  const member = await memberOf(tx, await personFor(tx, id), now);
  const details = differences(before, member);
  const isChanged = Object.keys(details).length > 0;
  if (isChanged) {
    const entry = { ...byPerson(caller), at: now, type: "person-changed" } as const;
    await tx.ledger.append({ ...entry, ...about(member, details) });
  }
  return { member, isChanged, isAccessChanged: Object.keys(details).some((what) => what !== "name") };
};

const writeRevocation = async (tx: WriteTx, caller: PersonCaller, id: string, now: number) => {
  await refuseUnlessOwner(tx, caller);
  const person = await personFor(tx, id);
  await refuseLastOwner(tx, person);
  const ended = await shutOut(tx, person, now);
  const entry = { ...byPerson(caller), at: now, type: "person-revoked" } as const;
  const details = { devices: ended.deviceIds.length, withdrawnReplies: ended.receipts.length };
  await tx.ledger.append({ ...entry, ...about(person, details) });
  return { ...ended, member: await memberOf(tx, { ...person, revokedAt: now }, now) };
};

export const createMembers = (parts: MembersParts): MembersService => {
  const { store, clock, views, changes } = parts;
  const tell = async (member: MemberRecord, isAccessChanged: boolean) => {
    await views.refresh(member.id);
    changes.publish({ type: "person", member, isAccessChanged });
  };
  return {
    async list() {
      const people = await store.read.people.list();
      return Promise.all(people.map((person) => memberOf(store.read, person, clock())));
    },
    async invite(caller, request) {
      const invited = await store.write((tx) => writeNew(tx, parts, caller, { ...request, now: clock() }));
      await tell(invited.member, false);
      return invited;
    },
    async inviteAgain(caller, id) {
      const invited = await store.write(async (tx) => {
        await refuseUnlessOwner(tx, caller);
        const person = await personFor(tx, id);
        await tx.people.removeTickets(id);
        return writeInvitation(tx, caller, person, clock());
      });
      await tell(invited.member, false);
      return invited;
    },
    async change(caller, id, change) {
      const done = await store.write((tx) => writeChange(tx, caller, { ...change, id, now: clock() }));
      if (done.isChanged) await tell(done.member, done.isAccessChanged);
      return done.member;
    },
    async revoke(caller, id) {
      const done = await store.write((tx) => writeRevocation(tx, caller, id, clock()));
      parts.known.forget(done.deviceIds);
      await tell(done.member, true);
      changes.publish({ type: "devices-ended", deviceIds: done.deviceIds });
      await publishShutOut(parts, done.receipts);
      return done.member;
    },
  };
};
