import type { Role } from "#contract/role.ts";
import type { PersonSession, Session, WatchedSession } from "#contract/session.ts";
import { noMarks } from "../../core/people/marks.ts";
import type { MarksRecord, SessionRecord } from "../../core/records.ts";
import { needOf } from "../../core/sessions/need.ts";
import type { SteeringNow } from "../../core/steering/steering.ts";
import { toInstant, toInstantOrNull } from "./instant.ts";

const presentLastMessage = (last: SessionRecord["lastMessage"]): Session["lastMessage"] =>
  last === null
    ? null
    : {
        seq: last.seq,
        kind: last.kind,
        fromName: last.fromName,
        preview: last.preview,
        level: last.level,
        at: toInstant(last.at),
      };

const presentActivity = (activity: SessionRecord["activity"]): Session["activity"] =>
  // One that only counts has nothing to say yet.
  activity === null || activity.text === "" ? null : { ...activity, at: toInstant(activity.at) };

export const presentSession = (session: SessionRecord): Session => ({
  id: session.id,
  type: "session",
  title: session.title,
  state: session.state,
  stateNote: session.stateNote,
  attention: needOf(session),
  activity: presentActivity(session.activity),
  agent: session.agent,
  machine: { id: session.machineId, name: session.machineName },
  externalId: session.externalId,
  folder: session.folder,
  branch: session.branch,
  plan: session.plan,
  progress: session.progress,
  usage: session.usage,
  links: session.links,
  lastSeq: session.lastSeq,
  lastMessage: presentLastMessage(session.lastMessage),
  createdAt: toInstant(session.createdAt),
  updatedAt: toInstant(session.updatedAt),
  lastHeardAt: toInstant(session.lastHeardAt),
  closedAt: toInstantOrNull(session.closedAt),
});

/** Says how a session can be steered now. */
export type SteeringOf = (session: SessionRecord) => SteeringNow;

export const presentWatched = (session: SessionRecord, steeringOf: SteeringOf): WatchedSession => {
  const { listening, steering, waitForMe, quietAt } = steeringOf(session);
  return {
    ...presentSession(session),
    dueReplies: session.dueReplies,
    openQuestions: session.openQuestions,
    openApprovals: session.openApprovals,
    waitForMe,
    quietAt: toInstantOrNull(quietAt),
    steering,
    listening: { ...listening, lastAt: toInstantOrNull(listening.lastAt) },
  };
};

export const presentMarks = (marks: MarksRecord) => ({
  readSeq: marks.readSeq,
  pinned: marks.pinned,
  muted: marks.muted,
  snoozedUntil: toInstantOrNull(marks.snoozedUntil),
  level: marks.level,
});

export const presentForPerson = (
  session: SessionRecord,
  marks: MarksRecord | undefined,
  steeringOf: SteeringOf,
  role: Role,
): PersonSession => {
  const own = presentMarks(marks ?? noMarks);
  return {
    ...presentWatched(session, steeringOf),
    ...own,
    role,
    unread: Math.max(0, session.lastSeq - own.readSeq),
  };
};
