import type { Approval as Asked } from "#contract/approval.ts";
import { ApprovalCard } from "../approvals/ApprovalCard.tsx";
import { ClosedApproval } from "../approvals/ClosedApproval.tsx";

interface ApprovalProps {
  approval: Asked;
  agentName: string;
  personId: string | null;
}

const rowOf = (card: HTMLElement | null) => card?.closest<HTMLElement>("[data-seq]") ?? null;

/** An agent's wish to call a tool: a card while it waits for leave, afterwards who decided and how. */
export const Approval = ({ approval, agentName, personId }: ApprovalProps) =>
  approval.state === "open" ? (
    <ApprovalCard approval={approval} agentName={agentName} next={rowOf} />
  ) : (
    <ClosedApproval approval={approval} agentName={agentName} personId={personId} />
  );
