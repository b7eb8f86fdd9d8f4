import type { PersonSession } from "#contract/session.ts";
import { isToday } from "../../state/now.ts";

const groupNames = ["needs", "working", "quiet", "today", "earlier", "closed"] as const;
export type GroupName = (typeof groupNames)[number];

export const groupWords: Record<GroupName, string> = {
  needs: "Needs you",
  working: "Working",
  quiet: "Quiet",
  today: "Done today",
  earlier: "Done earlier",
  closed: "Closed",
};

export interface Group {
  name: GroupName;
  sessions: PersonSession[];
}

/** When something was last said in a session. */
export const activityAt = (session: PersonSession): string => session.lastMessage?.at ?? session.createdAt;

/** The agent's side gave no sign for longer than is usual for it. */
const isQuiet = ({ quietAt }: PersonSession, now: number): boolean => quietAt !== null && now > Date.parse(quietAt);

/** Where a session stands in the list. */
export const groupOf = (session: PersonSession, now: number): GroupName => {
  if (session.state === "closed") return "closed";
  if (session.attention !== null) return "needs";
  if (session.state === "done" || session.state === "failed")
    return isToday(activityAt(session), now) ? "today" : "earlier";
  return isQuiet(session, now) ? "quiet" : "working";
};

// Instants are all written alike, so that text order is time order.
const newestFirst = (a: PersonSession, b: PersonSession): number => {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  const left = activityAt(a);
  const right = activityAt(b);
  if (left !== right) return left < right ? 1 : -1;
  return a.id < b.id ? 1 : -1;
};

/** The sessions in their groups, in the list's order: pinned ones first, then the latest. Empty groups are left out. */
export const groupSessions = (sessions: readonly PersonSession[], now: number): readonly Group[] => {
  const groups = new Map<GroupName, PersonSession[]>(groupNames.map((name) => [name, []]));
  for (const session of sessions) groups.get(groupOf(session, now))?.push(session);
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, sessions: members.toSorted(newestFirst) }));
};

/** How many wait for this person: not those that they muted, or put off. */
export const countNeeds = (sessions: Iterable<PersonSession>, now: number): number => {
  let count = 0;
  for (const session of sessions) {
    if (session.attention === null || session.muted || session.state === "closed") continue;
    if (session.snoozedUntil !== null && Date.parse(session.snoozedUntil) > now) continue;
    count += 1;
  }
  return count;
};
