import type { Approval, Decision } from "#contract/approval.ts";
import type { ApprovalRecord, DecisionRecord } from "../../core/records.ts";
import { toInstant, toInstantOrNull } from "./instant.ts";
import { presentRule, presentVerdict } from "./rules.ts";

const presentDecision = (decision: DecisionRecord): Decision => ({
  ...decision,
  at: toInstant(decision.at),
  rule: decision.rule && presentRule(decision.rule),
});

export const presentApproval = (approval: ApprovalRecord): Approval => {
  const { context: _context, proposals: _proposals, waitedAt: _waited, ...rest } = approval;
  return {
    ...rest,
    verdict: presentVerdict(approval.verdict),
    decision: approval.decision && presentDecision(approval.decision),
    createdAt: toInstant(approval.createdAt),
    expiresAt: toInstant(approval.expiresAt),
    closedAt: toInstantOrNull(approval.closedAt),
  };
};
