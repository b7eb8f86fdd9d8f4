import type { ApprovalRecord } from "../../core/records.ts";
import { fromJson } from "../json-column.ts";

/** What a message's row has of the approval that it asks for; all null when it asks for none. */
export interface ApprovalColumns {
  approvalId: string | null;
  approvalCode: string;
  approvalCallId: string | null;
  approvalTool: string;
  approvalInput: string;
  approvalInputHash: string;
  approvalAgentKind: string | null;
  approvalFolder: string | null;
  approvalBehind: string | null;
  approvalTakes: string;
  approvalContext: string;
  approvalVerdict: string;
  approvalSuggestions: string;
  approvalProposals: string;
  approvalState: ApprovalRecord["state"];
  approvalDecision: string | null;
  approvalCreatedAt: number;
  approvalExpiresAt: number;
  approvalWaitedAt: number | null;
  approvalClosedAt: number | null;
}

export const approvalColumns = `p.id AS approvalId, p.code AS approvalCode, p.call_id AS approvalCallId,
  p.tool AS approvalTool, p.input AS approvalInput, p.input_hash AS approvalInputHash,
  p.agent_kind AS approvalAgentKind, p.folder AS approvalFolder, p.behind AS approvalBehind, p.takes AS approvalTakes,
  p.context AS approvalContext, p.verdict AS approvalVerdict, p.suggestions AS approvalSuggestions,
  p.proposals AS approvalProposals, p.state AS approvalState, p.decision AS approvalDecision,
  p.created_at AS approvalCreatedAt, p.expires_at AS approvalExpiresAt, p.waited_at AS approvalWaitedAt,
  p.closed_at AS approvalClosedAt`;

type Row = ApprovalColumns & { id: string; sessionId: string; seq: number; text: string };

export const toApproval = (row: Row): ApprovalRecord | null =>
  row.approvalId === null
    ? null
    : {
        id: row.approvalId,
        messageId: row.id,
        messageSeq: row.seq,
        sessionId: row.sessionId,
        code: row.approvalCode,
        callId: row.approvalCallId,
        tool: row.approvalTool,
        input: fromJson(row.approvalInput) as ApprovalRecord["input"],
        inputHash: row.approvalInputHash,
        summary: row.text,
        agentKind: row.approvalAgentKind,
        folder: row.approvalFolder,
        behind: fromJson(row.approvalBehind) as ApprovalRecord["behind"],
        takes: fromJson(row.approvalTakes) as ApprovalRecord["takes"],
        context: fromJson(row.approvalContext) as ApprovalRecord["context"],
        verdict: fromJson(row.approvalVerdict) as ApprovalRecord["verdict"],
        suggestions: fromJson(row.approvalSuggestions) as ApprovalRecord["suggestions"],
        proposals: fromJson(row.approvalProposals) as ApprovalRecord["proposals"],
        state: row.approvalState,
        decision: fromJson(row.approvalDecision) as ApprovalRecord["decision"],
        createdAt: row.approvalCreatedAt,
        expiresAt: row.approvalExpiresAt,
        waitedAt: row.approvalWaitedAt,
        closedAt: row.approvalClosedAt,
      };
