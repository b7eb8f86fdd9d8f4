import type { CloseRequest, PersonSessionChange, SessionChange } from "#contract/session.ts";
import type { Page, PageQuery } from "#contract/common.ts";
import type { Role } from "#contract/role.ts";
import { limits } from "#contract/limits.ts";
import { endOfDeleted } from "../approvals/withdraw.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import type { Once, WriteOnce } from "../idempotency.ts";
import { byPerson } from "../ledger/entry.ts";
import type { PostMessage } from "../messages/post.ts";
import type { Clock, Store } from "../ports.ts";
import type { MachineRecord, MarksRecord, PersonCaller, PersonRecord, SessionRecord } from "../records.ts";
import type { SessionFilter } from "../store.ts";
import { sessionOfPerson } from "../people/access.ts";
import { noMarks } from "../people/marks.ts";
import { sessionOfMachine } from "./access.ts";
import { applyChange } from "./change.ts";
import { cursorOf, parseSessionCursor } from "./cursor.ts";

/** A session and what a person may do in it. */
interface SessionAndRole {
  session: SessionRecord;
  role: Role;
}

export interface SessionsService {
  ofMachine(machine: MachineRecord, id: string): Promise<SessionRecord>;
  /** The session and what the person may do in it. Throws `not-found` for one that they may not see. */
  ofPerson(person: PersonRecord, id: string): Promise<SessionAndRole>;
  list(filter: SessionFilter, page: PageQuery): Promise<Page<SessionRecord>>;
  changeByAgent(machine: MachineRecord, id: string, change: SessionChange): Promise<SessionRecord>;
  changeByPerson(person: PersonRecord, id: string, change: PersonSessionChange): Promise<SessionAndRole>;
  close(machine: MachineRecord, id: string, request: CloseRequest, once?: Once): Promise<SessionRecord>;
  /** Deletes the session with all that belongs to it. Throws `forbidden` for all but owners. */
  remove(person: PersonCaller, id: string): Promise<void>;
}

interface Parts {
  store: Store;
  writeOnce: WriteOnce;
  clock: Clock;
  changes: Changes;
  post: PostMessage;
  /** Ends the calls that wait on a session that is gone. */
  endWaiting(sessionId: string): void;
  /** Ends the hooks of the session that wait although nobody wants that any more. */
  endUnwanted(sessionId: string): Promise<void>;
  /** Lets go of the bytes of files that went with a session. */
  letGoOfFiles(sha256s: readonly string[]): Promise<void>;
}

const list = async (store: Store, filter: SessionFilter, query: PageQuery): Promise<Page<SessionRecord>> => {
  const limit = query.limit ?? limits.pageItemsDefault;
  const slice = {
    limit: limit + 1,
    ...(query.before === undefined ? {} : { before: parseSessionCursor(query.before, "before") }),
    ...(query.after === undefined ? {} : { after: parseSessionCursor(query.after, "after") }),
  };
  const found = await store.read.sessions.list(filter, slice);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? cursorOf(last) : null };
};

const splitMarks = (change: PersonSessionChange) => {
  const { pinned, muted, snoozedUntil, level, ...shared } = change;
  const marks: Partial<MarksRecord> = {};
  if (pinned !== undefined) marks.pinned = pinned;
  if (muted !== undefined) marks.muted = muted;
  if (snoozedUntil !== undefined) marks.snoozedUntil = snoozedUntil === null ? null : Date.parse(snoozedUntil);
  if (level !== undefined) marks.level = level;
  return { shared, marks };
};

const changeByAgent =
  ({ store, clock, changes }: Parts): SessionsService["changeByAgent"] =>
  async (machine, id, change) => {
    const { session, stateBefore } = await store.write(async (tx) => {
      const before = await sessionOfMachine(tx, machine.id, id);
      const after = await applyChange(tx, before, change, { now: clock(), isAgent: true });
      return { session: after, stateBefore: before.state };
    });
    changes.publish({ type: "session", session, stateBefore });
    return session;
  };

const changeByPerson =
  ({ store, clock, changes, endUnwanted }: Parts): SessionsService["changeByPerson"] =>
  async (person, id, change) => {
    const { shared, marks } = splitMarks(change);
    const isShared = Object.values(shared).some((value) => value !== undefined);
    const isMarks = Object.keys(marks).length > 0;
    const done = await store.write(async (tx) => {
      const { session: before, role } = await sessionOfPerson(tx, person, id);
      if (isShared && role === "viewer") {
        throw new HubError("forbidden", "A viewer can't change a session. Ask an owner or operator.");
      }
      const now = clock();
      const session = isShared ? await applyChange(tx, before, shared, { now, isAgent: false }) : before;
      const mine = { ...((await tx.people.marks(person.id, id)) ?? noMarks), ...marks };
      if (isMarks) await tx.people.setMarks(person.id, id, mine);
      return { session, role, stateBefore: before.state, mine };
    });
    if (isMarks) changes.publish({ type: "marks", personId: person.id, sessionId: id, marks: done.mine });
    const { session, role, stateBefore } = done;
    if (isShared) changes.publish({ type: "session", session, stateBefore, isByPerson: true });
    if (change.waitForMe !== undefined) await endUnwanted(id);
    return { session, role };
  };

export const createSessions = (parts: Parts): SessionsService => ({
  ofMachine: (machine, id) => sessionOfMachine(parts.store.read, machine.id, id),
  ofPerson: (person, id) => sessionOfPerson(parts.store.read, person, id),
  list: (filter, page) => list(parts.store, filter, page),
  changeByAgent: changeByAgent(parts),
  changeByPerson: changeByPerson(parts),
  async close(machine, id, request, once) {
    if (request.note !== undefined && request.note.trim() !== "") {
      const posted = await parts.post(machine, id, { text: request.note, state: "closed" }, once);
      return posted.session;
    }
    const { value, isReplay } = await parts.writeOnce(once, async (tx) => {
      const before = await sessionOfMachine(tx, machine.id, id);
      const session = await applyChange(tx, before, { state: "closed" }, { now: parts.clock(), isAgent: true });
      return { session, stateBefore: before.state };
    });
    if (!isReplay) parts.changes.publish({ type: "session", session: value.session, stateBefore: value.stateBefore });
    return value.session;
  },
  async remove(person, id) {
    const files = await parts.store.write(async (tx) => {
      const { session, role } = await sessionOfPerson(tx, person, id);
      if (role !== "owner") throw new HubError("forbidden", "Only an owner may do this.");
      await endOfDeleted(tx, id, parts.clock());
      await tx.ledger.append({
        ...byPerson(person),
        at: parts.clock(),
        type: "session-deleted",
        sessionId: id,
        subject: { type: "session", id, name: session.title },
        details: { machine: session.machineName, messages: session.lastSeq },
      });
      const freed = await tx.attachments.removeOfSession(id);
      await tx.sessions.remove(id);
      return freed;
    });
    parts.endWaiting(id);
    parts.changes.publish({ type: "session-deleted", sessionId: id });
    await parts.letGoOfFiles(files);
  },
});
