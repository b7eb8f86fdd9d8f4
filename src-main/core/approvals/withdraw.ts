import type { ActRequest } from "#contract/act.ts";
import type { ApprovalEnd } from "#contract/approval.ts";
import type { ToolInput } from "#contract/rule.ts";
import { cleanTitle } from "#contract/title.ts";
import { byMachine } from "../ledger/entry.ts";
import type { ApprovalRecord, DecisionRecord, SessionRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { byItself, type Ending, endAll } from "./end.ts";

/** The agent's own side says that it is over; at its own terminal unless `via` says otherwise. */
export const withdrawnByAgent = (
  session: Pick<SessionRecord, "machineId" | "machineName" | "agent">,
  at: number,
  { via = "hub", name, ...details }: { via?: "terminal" | "hub"; name?: string } & Record<string, ToolInput> = {},
): Ending => {
  const decision: DecisionRecord = {
    by: { type: "agent", id: session.agent.id, name: name ?? session.agent.name, role: null },
    via,
    at,
    note: null,
    input: null,
    rule: null,
  };
  const doer = byMachine({ id: session.machineId, name: session.machineName });
  return { state: "withdrawn", at, decision, doer, details: { ...details } };
};

/** How it was answered elsewhere, in the words of the agent's side. */
export const elsewhere = (by: ApprovalEnd["by"]): { via?: "terminal"; name?: string } => {
  if (by === undefined) return {};
  if (by === "terminal") return { via: "terminal" };
  const name = cleanTitle(typeof by === "string" ? by : by.name);
  return name === "" ? { via: "terminal" } : { via: "terminal", name };
};

/** Acts of the agent itself, after which none of its tool calls can wait any more. */
const isPast = ({ event, subagent }: ActRequest, before: SessionRecord): boolean => {
  if (subagent === true) return false;
  if (event === "ended") return true;
  // A call of a subagent in the background may wait on.
  return (event === "turn-ended" || event === "prompted") && (before.activity?.subagents ?? 0) === 0;
};

/**
 * Ends, in the transaction of an act, the approvals of tool calls that the agent has behind it. Those that are about no call
 * of the agent's own have others who wait for them.
 */
export const endByAct = async (
  tx: WriteTx,
  before: SessionRecord,
  act: ActRequest,
  at: { now: number; happenedAt: number },
): Promise<ApprovalRecord[]> => {
  if (before.openApprovals === 0 || !isPast(act, before)) return [];
  const open = await tx.approvals.openOf(before.id);
  const past = open.filter(({ callId, createdAt }) => callId !== null && createdAt <= at.happenedAt);
  return endAll(tx, past, withdrawnByAgent(before, at.now, { via: "terminal", why: act.event }));
};

/** Ends what is open in a session that is about to be deleted, in the transaction that deletes it. */
export const endOfDeleted = async (tx: WriteTx, sessionId: string, at: number): Promise<void> => {
  await endAll(tx, await tx.approvals.openOf(sessionId), byItself("withdrawn", at, "session-deleted"));
};
