import type { SessionRecord } from "../../core/records.ts";
import { fromJson } from "../json-column.ts";

export interface SessionRow
  extends Omit<
    SessionRecord,
    | "plan"
    | "usage"
    | "links"
    | "activity"
    | "turn"
    | "waitForMe"
    | "lastMessage"
    | "agent"
    | "isHeld"
    | "behind"
    | "habit"
  > {
  plan: string | null;
  usage: string | null;
  links: string | null;
  activity: string | null;
  turn: string | null;
  waitForMe: number | null;
  isHeld: number;
  behind: string | null;
  habit: string | null;
  lastKind: NonNullable<SessionRecord["lastMessage"]>["kind"] | null;
  lastFrom: string;
  lastPreview: string;
  lastLevel: "info" | "success" | "warning" | "urgent";
  lastAt: number;
  agentId: string;
  agentName: string;
  agentKind: string | null;
  agentVersion: string | null;
}

export const selectSessions = `SELECT d.id, d.machine_id AS machineId, d.title, d.title_key AS titleKey,
  d.external_id AS externalId, d.state, d.folder, d.branch, d.plan, d.progress, d.usage, d.links, d.state_note AS stateNote,
  d.activity, d.turn, d.wait_for_me AS waitForMe, d.behind, d.habit, d.last_seq AS lastSeq,
  d.last_kind AS lastKind, d.last_from AS lastFrom, d.last_preview AS lastPreview, d.last_level AS lastLevel,
  d.last_at AS lastAt, d.created_at AS createdAt, d.updated_at AS updatedAt, d.last_heard_at AS lastHeardAt,
  d.last_asked_at AS lastAskedAt, d.closed_at AS closedAt, a.id AS agentId, a.name AS agentName, a.kind AS agentKind,
  a.version AS agentVersion, m.name AS machineName,
  (SELECT count(*) FROM receipts r WHERE r.discussion_key = d.key AND r.state IN ('queued', 'handed')) AS dueReplies,
  (SELECT count(*) FROM questions q WHERE q.discussion_key = d.key AND q.state = 'open') AS openQuestions,
  (SELECT count(*) FROM approvals p WHERE p.discussion_key = d.key AND p.state = 'open') AS openApprovals,
  EXISTS (SELECT 1 FROM approvals p WHERE p.discussion_key = d.key AND p.state = 'open'
    AND json_extract(p.takes, '$.replies') = 0) AS isHeld
  FROM discussions d JOIN agents a ON a.id = d.agent_id JOIN machines m ON m.id = d.machine_id`;

const lastMessage = (row: SessionRow): SessionRecord["lastMessage"] =>
  row.lastKind === null
    ? null
    : {
        seq: row.lastSeq,
        kind: row.lastKind,
        fromName: row.lastFrom,
        preview: row.lastPreview,
        level: row.lastLevel,
        at: row.lastAt,
      };

export const toSession = (row: SessionRow): SessionRecord => ({
  id: row.id,
  machineId: row.machineId,
  title: row.title,
  titleKey: row.titleKey,
  externalId: row.externalId,
  state: row.state,
  folder: row.folder,
  branch: row.branch,
  plan: fromJson(row.plan) as SessionRecord["plan"],
  progress: row.progress,
  usage: fromJson(row.usage) as SessionRecord["usage"],
  links: fromJson(row.links) as SessionRecord["links"],
  stateNote: row.stateNote,
  activity: fromJson(row.activity) as SessionRecord["activity"],
  turn: fromJson(row.turn) as SessionRecord["turn"],
  waitForMe: row.waitForMe === null ? null : row.waitForMe === 1,
  lastSeq: row.lastSeq,
  lastMessage: lastMessage(row),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  lastHeardAt: row.lastHeardAt,
  lastAskedAt: row.lastAskedAt,
  closedAt: row.closedAt,
  agent: { id: row.agentId, name: row.agentName, kind: row.agentKind, version: row.agentVersion },
  machineName: row.machineName,
  dueReplies: row.dueReplies,
  openQuestions: row.openQuestions,
  openApprovals: row.openApprovals,
  isHeld: row.isHeld === 1,
  behind: fromJson(row.behind) as SessionRecord["behind"],
  habit: fromJson(row.habit) as SessionRecord["habit"],
});
