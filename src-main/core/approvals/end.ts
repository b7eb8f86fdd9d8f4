import type { AuditType } from "#contract/audit.ts";
import type { ToolInput } from "#contract/rule.ts";
import { goOn } from "../attention/go-on.ts";
import { byHub, byRule } from "../ledger/entry.ts";
import type { ApprovalRecord, DecisionRecord, LedgerEntry, RuleRecord } from "../records.ts";
import type { ApprovalEnding } from "../store-safety.ts";
import type { WriteTx } from "../store.ts";

/** What became of an approval that one tried to end; `isDone` is false when it was over already. */
export interface Ended {
  approval: ApprovalRecord;
  isDone: boolean;
}

export interface Ending extends ApprovalEnding {
  decision: DecisionRecord;
  /** Who the ledger says that it was. */
  doer: Pick<LedgerEntry, "by" | "device" | "address">;
  details?: Record<string, ToolInput>;
}

const entryTypes = {
  allowed: "approval-allowed",
  denied: "approval-denied",
  expired: "approval-expired",
  withdrawn: "approval-withdrawn",
} as const satisfies Record<ApprovalEnding["state"], AuditType>;

/** The parts of a ledger entry that is about an approval. The call itself is in the discussion; its hash says which. */
export const aboutApproval = (
  { id, sessionId, tool, inputHash }: Pick<ApprovalRecord, "id" | "sessionId" | "tool" | "inputHash">,
  details: Record<string, ToolInput> = {},
): Pick<LedgerEntry, "sessionId" | "subject" | "details"> => ({
  sessionId,
  subject: { type: "approval", id, name: tool },
  details: { inputHash, ...details },
});

/** Ends an approval if it is still open, and writes that down in the same transaction. */
export const endIn = async (tx: WriteTx, approval: ApprovalRecord, how: Ending): Promise<Ended> => {
  const { state, decision, at, doer, details } = how;
  const isDone = await tx.approvals.end(approval.id, { state, decision, at });
  if (isDone) {
    if (decision.by.type !== "rule") await goOn(tx, approval.sessionId, at);
    const type = entryTypes[state];
    await tx.ledger.append({ ...doer, at, type, ...aboutApproval(approval, { via: decision.via, ...details }) });
  }
  return { isDone, approval: (await tx.approvals.byId(approval.id)) ?? approval };
};

const bare = { note: null, input: null, rule: null } as const;

/** An end that nobody chose: its time is over, or nobody is there any more whom an answer could reach. */
export const byItself = (state: "expired" | "withdrawn", at: number, why: string): Ending => {
  const decision: DecisionRecord = { ...bare, by: { type: "hub", id: null, name: "hub", role: null }, via: "hub", at };
  return { state, at, decision, doer: byHub(), details: { why } };
};

/** What a rule decides. */
export const byARule = (effect: "allow" | "deny", rule: RuleRecord | null, at: number): Ending => {
  const id = rule?.id ?? null;
  const decision: DecisionRecord = {
    ...bare,
    by: { type: "rule", id, name: "rule", role: rule?.madeBy.role ?? null },
    via: "rule",
    at,
    note: effect === "deny" ? (rule?.note ?? null) : null,
    rule,
  };
  const doer = rule === null ? byHub() : byRule(rule);
  return { state: effect === "allow" ? "allowed" : "denied", at, decision, doer, details: { ruleId: id } };
};

/** Ends all of these by themselves; gives those that it ended. */
export const endAll = async (tx: WriteTx, found: readonly ApprovalRecord[], how: Ending): Promise<ApprovalRecord[]> => {
  const ended: ApprovalRecord[] = [];
  for (const approval of found) {
    const { approval: after, isDone } = await endIn(tx, approval, how);
    if (isDone) ended.push(after);
  }
  return ended;
};
