import type { HubRef, Machine } from "#contract/machine.ts";
import type { Overview, Person } from "#contract/person.ts";
import type { Role } from "#contract/role.ts";
import type { Marks, PersonSession, WatchedSession } from "#contract/session.ts";
import type { Settings } from "#contract/settings.ts";
import type { NumberedChange } from "./stream-client.ts";

/** What the screen has of the hub. */
export interface HubData {
  person: Person | null;
  hub: (HubRef & { address: string }) | null;
  settings: Settings | null;
  machines: Record<string, Machine>;
  sessions: Record<string, PersonSession>;
}

export const emptyData: HubData = { person: null, hub: null, settings: null, machines: {}, sessions: {} };

const noMarks: Marks = { readSeq: 0, pinned: false, muted: false, snoozedUntil: null, level: null };

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

const unreadOf = (lastSeq: number, readSeq: number) => Math.max(0, lastSeq - readSeq);

export const fromOverview = (overview: Overview): HubData => ({
  person: overview.person,
  hub: overview.hub,
  settings: overview.settings,
  machines: byId(overview.machines),
  sessions: byId(overview.sessions),
});

/** What the person may do in a session that is new here is as in others, until an overview says otherwise. */
const roleOf = (known: PersonSession | undefined, person: Person | null): Role =>
  known?.role ?? person?.role ?? "viewer";

const withMarks = (session: WatchedSession, known: PersonSession | undefined, person: Person | null): PersonSession => {
  const { readSeq, pinned, muted, snoozedUntil, level } = known ?? noMarks;
  const role = roleOf(known, person);
  return { ...session, role, readSeq, pinned, muted, snoozedUntil, level, unread: unreadOf(session.lastSeq, readSeq) };
};

const renamed = (sessions: Record<string, PersonSession>, { id, name }: Machine) => {
  for (const session of Object.values(sessions)) {
    if (session.machine.id === id && session.machine.name !== name)
      sessions[session.id] = { ...session, machine: { id, name } };
  }
};

const applyOne = (data: HubData, change: NumberedChange): void => {
  const { sessions, machines } = data;
  switch (change.type) {
    case "message":
    case "session":
      sessions[change.session.id] = withMarks(change.session, sessions[change.session.id], data.person);
      break;
    case "session-deleted":
      delete sessions[change.sessionId];
      break;
    case "marks": {
      const known = sessions[change.sessionId];
      if (known)
        sessions[change.sessionId] = {
          ...known,
          ...change.marks,
          unread: unreadOf(known.lastSeq, change.marks.readSeq),
        };
      break;
    }
    case "person":
      // Where they may see more or less than before, the hub has the screen start over.
      if (data.person?.id === change.person.id)
        data.person = { id: change.person.id, name: change.person.name, role: change.person.role };
      break;
    case "machine":
      machines[change.machine.id] = change.machine;
      renamed(sessions, change.machine);
      break;
    case "machine-revoked":
      delete machines[change.machineId];
      break;
    case "settings":
      data.settings = change.settings;
      if (data.hub) data.hub = { ...data.hub, name: change.settings.hubName };
      break;
    default:
      break;
  }
};

/** The data after some changes, in order. What didn't change keeps its identity, so that nothing is drawn in vain. */
export const applyChanges = (data: HubData, changes: readonly NumberedChange[]): HubData => {
  const touches = (...types: NumberedChange["type"][]) => changes.some((change) => types.includes(change.type));
  const next = { ...data };
  if (touches("message", "session", "session-deleted", "marks", "machine")) next.sessions = { ...data.sessions };
  if (touches("machine", "machine-revoked")) next.machines = { ...data.machines };
  for (const change of changes) applyOne(next, change);
  return next;
};
