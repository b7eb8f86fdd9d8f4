import type { ApprovalRecord } from "../../core/records.ts";
import type { ApprovalReader, ApprovalWriter } from "../../core/store-safety.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { toJson } from "../json-column.ts";
import { type MessageRow, selectMessages, toMessage } from "./message-row.ts";
import { approvalList } from "./approval-list.ts";

const approvalsOf = (rows: MessageRow[]): ApprovalRecord[] =>
  rows.flatMap((row) => {
    const { approval } = toMessage(row);
    return approval === null ? [] : [approval];
  });

const one = (row: MessageRow | undefined) => row && approvalsOf([row])[0];

const inDiscussion = `p.discussion_key = (SELECT key FROM discussions WHERE id = ${boundText})`;

export const approvalReader = (db: Db): ApprovalReader => {
  const byId = db.prepare<[string], MessageRow>(`${selectMessages} WHERE p.id = ${boundText}`);
  const openByCode = db.prepare<[string], MessageRow>(
    `${selectMessages} WHERE p.state = 'open' AND p.code = ${boundText}`,
  );
  const newestByCode = db.prepare<[string], MessageRow>(
    `${selectMessages} WHERE p.code = ${boundText} ORDER BY p.created_at DESC, p.id DESC LIMIT 1`,
  );
  const openByCall = db.prepare<[string, string], MessageRow>(
    `${selectMessages} WHERE p.state = 'open' AND ${inDiscussion} AND p.call_id = ${boundText}`,
  );
  const openOf = db.prepare<[string], MessageRow>(
    `${selectMessages} WHERE p.state = 'open' AND ${inDiscussion} ORDER BY m.seq`,
  );
  const expired = db.prepare<[number], MessageRow>(
    `${selectMessages} WHERE p.state = 'open' AND p.expires_at <= ${boundInteger} ORDER BY p.expires_at LIMIT 500`,
  );
  const stranded = db.prepare<[], MessageRow>(
    `${selectMessages} JOIN machines h ON h.id = d.machine_id
     WHERE p.state = 'open' AND (d.state IN ('closed', 'done', 'failed') OR h.revoked_at IS NOT NULL) LIMIT 500`,
  );
  // Joined, since what belonged to a deleted session stays for a while and must not be waited for.
  const nextExpiry = db
    .prepare<[], number | null>(
      `SELECT min(p.expires_at) FROM approvals p JOIN discussions d ON d.key = p.discussion_key WHERE p.state = 'open'`,
    )
    .pluck();
  const list = approvalList(db);
  return {
    byId: async (id) => one(byId.get(id)),
    openByCode: async (code) => one(openByCode.get(code)),
    newestByCode: async (code) => one(newestByCode.get(code)),
    openByCall: async (sessionId, callId) => one(openByCall.get(sessionId, callId)),
    openOf: async (sessionId) => approvalsOf(openOf.all(sessionId)),
    list: async (filter, slice) => approvalsOf(list(filter, slice)),
    expired: async (now) => approvalsOf(expired.all(now)),
    stranded: async () => approvalsOf(stranded.all()),
    nextExpiry: async () => nextExpiry.get() ?? undefined,
  };
};

export const approvalWriter = (db: Db): ApprovalWriter => {
  const insert = db.prepare(
    `INSERT INTO approvals (message_key, discussion_key, id, code, call_id, tool, input, input_hash, agent_kind, folder,
       behind, takes, context, verdict, suggestions, proposals, state, created_at, expires_at)
     SELECT global_seq, discussion_key, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ? FROM messages WHERE id = ?`,
  );
  const end = db.prepare(
    `UPDATE approvals SET state = ?, decision = ?, closed_at = ? WHERE id = ${boundText} AND state = 'open'`,
  );
  const waited = db.prepare(`UPDATE approvals SET waited_at = ? WHERE id = ${boundText} AND state = 'open'`);
  return {
    ...approvalReader(db),
    async insert(a) {
      const call = [a.id, a.code, a.callId, a.tool, JSON.stringify(a.input), a.inputHash] as const;
      const place = [a.agentKind, a.folder, toJson(a.behind), toJson(a.takes), toJson(a.context)] as const;
      const thoughts = [toJson(a.verdict), toJson(a.suggestions), toJson(a.proposals)] as const;
      const { changes } = insert.run(...call, ...place, ...thoughts, a.createdAt, a.expiresAt, a.messageId);
      if (changes === 0) throw new Error(`There is no message ${a.messageId} that an approval could come with.`);
    },
    async end(id, { state, decision, at }) {
      return end.run(state, toJson(decision), at, id).changes > 0;
    },
    async waited(id, at) {
      waited.run(at, id);
    },
  };
};
