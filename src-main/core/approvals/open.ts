import { kindOf } from "#contract/agent-kinds.ts";
import type { ApprovalRequest } from "#contract/approval.ts";
import type { SessionState } from "#contract/session.ts";
import { signAt } from "../attention/habit.ts";
import { byMachine } from "../ledger/entry.ts";
import type { ApprovalRecord, MachineCaller, MessageRecord, RuleRecord, SessionRecord } from "../records.ts";
import type { ToolCall } from "../rules/call.ts";
import { sessionOfMachine } from "../sessions/access.ts";
import type { SessionPatch, WriteTx } from "../store.ts";
import { behindOf } from "./behind.ts";
import { freeCode } from "./code.ts";
import { aboutApproval, byARule, endIn } from "./end.ts";
import { hashOfInput } from "./input-hash.ts";
import type { ApprovalParts } from "./parts.ts";
import { summaryOf } from "./summary.ts";
import { withdrawnByAgent } from "./withdraw.ts";

/** What came of opening an approval. */
export interface Opened {
  /** None where only rules were asked and none decided. */
  approval: ApprovalRecord | null;
  /** Its message with the session, where one was written. */
  news: { message: MessageRecord; session: SessionRecord; stateBefore: SessionState } | null;
  /** Rules that this used. */
  used: RuleRecord[];
  /** Ended by this: the same call of the agent with other input. */
  ended: ApprovalRecord[];
}

const nothing: Opened = { approval: null, news: null, used: [], ended: [] };

/** What can be done with the answer, by the kind of agent and what its side says of itself. */
const takesOf = (kind: string | null, given: ApprovalRequest["takes"]): ApprovalRecord["takes"] => {
  const { approve, plugin } = kindOf(kind);
  const byKind = {
    input: approve.input,
    note: approve.note || approve.how === "none",
    allow: approve.how !== "deny",
    // While its own hook waits, an agent can only be reached by what lives beside that.
    replies: plugin || approve.how === "none",
  };
  return {
    input: given?.input ?? byKind.input,
    note: given?.note ?? byKind.note,
    allow: given?.allow ?? byKind.allow,
    replies: given?.replies ?? byKind.replies,
  };
};

/** The call that a request is about, as rules see it. */
export const callOf = (session: SessionRecord, request: ApprovalRequest): ToolCall => ({
  tool: request.tool,
  input: request.input,
  agentKind: session.agent.kind,
  machineId: session.machineId,
  folder: request.context?.folder ?? session.folder,
  sessionId: session.id,
  role: session.behind?.role ?? null,
  context: request.context ?? {},
});

const patchOf = (session: SessionRecord, now: number): SessionPatch => {
  const { state } = session;
  const isOver = state === "closed" || state === "done" || state === "failed";
  return isOver ? { ...signAt(session, now), state: "working", closedAt: null } : signAt(session, now);
};

const appendMessage = (tx: WriteTx, parts: ApprovalParts, session: SessionRecord, text: string, now: number) =>
  tx.messages.append(
    {
      id: parts.newId(),
      sessionId: session.id,
      kind: "approval",
      from: { type: "agent", id: session.agent.id, name: session.agent.name, role: null },
      text,
      level: "info",
      replyTo: null,
      quote: null,
      createdAt: now,
    },
    patchOf(session, now),
  );

/** The open approval of the same call, if its input is the same; one with other input is over. */
const findSame = async (tx: WriteTx, parts: ApprovalParts, session: SessionRecord, request: ApprovalRequest) => {
  if (request.callId === undefined) return { ended: [] };
  const known = await tx.approvals.openByCall(session.id, request.callId);
  if (known === undefined) return { ended: [] };
  if (known.inputHash === hashOfInput(request.tool, request.input)) return { known, ended: [] };
  const { approval } = await endIn(tx, known, withdrawnByAgent(session, parts.clock(), { why: "asked-anew" }));
  return { ended: [approval] };
};

const insertWith = async (
  tx: WriteTx,
  parts: ApprovalParts,
  { session, request, call }: { session: SessionRecord; request: ApprovalRequest; call: ToolCall },
  verdict: ApprovalRecord["verdict"],
) => {
  const now = parts.clock();
  const { tool, input } = request;
  // The approval's id is made first, so that the newest id of all is always one of a message.
  const id = parts.newId();
  const code = await freeCode(tx);
  const summary = summaryOf(tool, input, request.summary);
  const appended = await appendMessage(tx, parts, session, summary, now);
  const seconds = request.timeoutSeconds ?? parts.settings.current().approvalTimeoutSeconds;
  await tx.approvals.insert({
    id,
    messageId: appended.id,
    code,
    callId: request.callId ?? null,
    tool,
    input,
    inputHash: hashOfInput(tool, input),
    summary,
    agentKind: session.agent.kind,
    folder: call.folder,
    behind: await behindOf(tx, session.id),
    takes: takesOf(session.agent.kind, request.takes),
    context: call.context ?? {},
    verdict,
    suggestions: parts.rules.suggest(call),
    proposals: request.suggestions ?? [],
    createdAt: now,
    expiresAt: now + seconds * 1000,
  });
  const approval = await tx.approvals.byId(id);
  if (approval === undefined) throw new Error("the approval just written is not there");
  return { approval, appended, now };
};

/**
 * Asks the rules and, where none decides, opens an approval; all of it in one transaction. The same call of an agent, asked
 * about again while it is open, gives the same approval.
 */
export const openIn = async (
  tx: WriteTx,
  parts: ApprovalParts,
  machine: MachineCaller,
  sessionId: string,
  request: ApprovalRequest,
): Promise<Opened> => {
  const session = await sessionOfMachine(tx, machine.id, sessionId);
  const { known, ended } = request.rulesOnly
    ? { known: undefined, ended: [] }
    : await findSame(tx, parts, session, request);
  if (known !== undefined) return { ...nothing, approval: known };
  const call = callOf(session, request);
  const only = request.rulesOnly === "deny" ? "deny" : undefined;
  const { verdict, used } = await parts.rules.decide(tx, call, parts.clock(), only);
  const { effect, rule } = verdict;
  if (request.rulesOnly && (effect === "ask" || (only === "deny" && effect === "allow"))) return nothing;
  const { approval, appended, now } = await insertWith(tx, parts, { session, request, call }, verdict);
  const doer = byMachine(machine, machine.address);
  await tx.ledger.append({ ...doer, at: now, type: "approval-opened", ...aboutApproval(approval) });
  const isOpen = effect === "ask";
  const done = isOpen ? approval : (await endIn(tx, approval, byARule(effect, rule, now))).approval;
  const after = (await tx.sessions.byId(sessionId)) ?? session;
  const message = { ...appended, approval: done };
  return { approval: done, used, ended, news: { message, session: after, stateBefore: session.state } };
};
