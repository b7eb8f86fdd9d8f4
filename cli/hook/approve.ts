import type { ActAnswer, ActEvent } from "#contract/act.ts";
import { type AgentKind, kindOf } from "#contract/agent-kinds.ts";
import type { Approval, ApprovalRequest } from "#contract/approval.ts";
import type { ApprovalMode } from "#contract/machine.ts";
import { changedInput, requestOf } from "../approvals/request.ts";
import { awaitDecision, type Desk, openApproval, withdraw } from "../approvals/settle.ts";
import { denialFor, undecidedWords } from "../approvals/words.ts";
import { isProblem, isUnreachable } from "../errors.ts";
import type { Approving, Decided } from "../integrations/hook.ts";
import { readApprovals } from "./approvals-kept.ts";
import type { OpenCall } from "./call.ts";
import { logLine } from "./log.ts";
import { claimCall, takeEnded } from "./open-calls.ts";
import { watchParents } from "./parents.ts";
import { readReport } from "./report.ts";
import { secondsLeft } from "./wait.ts";

/** Longer than any approval lasts. */
const longestSeconds = 86_460;
/** A hub that restarts is back before that; who waits at the terminal can decide meanwhile, where there is a dialog. */
const openSeconds = { beside: 60, hold: 10 } as const;
const terminal = "terminal";

/** How a call is dealt with: by nobody, by the rules alone, or by whoever answers first. */
type Way = "none" | "rules" | "wait";

const wayOf = (
  { how }: AgentKind["approve"],
  { at, isHeld }: Approving,
  said: { mode: ApprovalMode | undefined; denies: boolean },
): Way => {
  const { mode = "off", denies } = said;
  if (at === "call") {
    if (isHeld && mode === "hold") return "wait";
    return denies ? "rules" : "none";
  }
  if (mode === "off") return "none";
  return how === "beside" || mode === "hold" ? "wait" : "rules";
};

const deskOf = ({ door, world }: OpenCall): Desk => ({
  client: door.client,
  waiting: (seconds) => door.waiting(seconds),
  now: world.now,
  random: world.random,
  pause: world.pause,
});

/** The hub's own id of the session: the act may have gone to the outbox, behind others that wait there. */
const sessionIdOf = async ({ door, reading }: OpenCall, answer: ActAnswer | undefined): Promise<string | undefined> => {
  if (answer) return answer.session?.id;
  const { sessionByExternalId } = await import("../config/session-by-external-id.ts");
  return (await sessionByExternalId(door, reading.externalId))?.id;
};

const bodyOf = (call: OpenCall, approving: Approving, more: Partial<ApprovalRequest>): Promise<ApprovalRequest> => {
  const { approve } = kindOf(call.kind);
  const { tool, input, suggestions } = approving;
  const takes = { input: approve.input, note: approve.note, allow: approve.how !== "deny" };
  const { rulesOnly, callId, timeoutSeconds } = more;
  const asked = { tool, input, suggestions, takes, folder: call.reading.folder, rulesOnly, callId, timeoutSeconds };
  return requestOf(asked, call.world);
};

/** Only where the agent gives up on its hook earlier than the hub's setting may say. */
const timeoutOf = (call: OpenCall): Partial<ApprovalRequest> => {
  const left = Math.floor(secondsLeft(call, longestSeconds));
  return left >= longestSeconds - 60 ? {} : { timeoutSeconds: Math.max(1, left - 2) };
};

const decidedOf = (approval: Approval | undefined, { refusesUnanswered }: Approving): Decided | undefined => {
  switch (approval?.state) {
    case "allowed": {
      const input = changedInput(approval);
      return input === undefined ? { type: "allow" } : { type: "allow", input };
    }
    case "denied":
      return { type: "deny", text: denialFor(approval) };
    case "expired":
    case "withdrawn":
      return refusesUnanswered ? { type: "deny", text: undecidedWords[approval.state] } : undefined;
    default:
      return undefined;
  }
};

const byRules = async (call: OpenCall, session: string, approving: Approving): Promise<Decided | undefined> => {
  // What allows a call counts at the dialog, and once.
  const body = await bodyOf(call, approving, { rulesOnly: approving.at === "call" ? "deny" : true });
  const patience = { openUntil: 0, gone: new AbortController().signal };
  const approval = await openApproval(deskOf(call), session, body, patience);
  return approval ? decidedOf(approval, approving) : undefined;
};

const byAnybody = async (call: OpenCall, session: string, approving: Approving): Promise<Decided | undefined> => {
  const desk = deskOf(call);
  const parents = await watchParents(call.world.env);
  const { gone } = parents;
  const claimed = claimCall(call, approving);
  let open: string | undefined;
  let isOver = false;
  try {
    const { callId } = claimed;
    const body = await bodyOf(call, approving, { callId, ...timeoutOf(call) });
    const canDecideHere = kindOf(call.kind).approve.how === "beside" && approving.refusesUnanswered !== true;
    const openUntil = call.world.now() + openSeconds[canDecideHere ? "beside" : "hold"] * 1000;
    const opened = await openApproval(desk, session, body, { openUntil, gone });
    if (!opened) return undefined;
    open = opened.id;
    isOver = !claimed.note(open);
    if (isOver) return undefined;
    const until = call.world.now() + secondsLeft(call, longestSeconds) * 1000;
    const ended = await awaitDecision(desk, opened, { until, gone });
    if (ended) open = undefined;
    return decidedOf(ended ?? (gone.aborted ? undefined : { ...opened, state: "expired" }), approving);
  } finally {
    parents.stop();
    if (open !== undefined)
      await withdraw(desk, open, isOver || typeof gone.reason === "string" ? terminal : undefined);
    claimed.release();
  }
};

const decide = async (
  call: OpenCall,
  approving: Approving,
  answer: ActAnswer | undefined,
): Promise<Decided | undefined> => {
  const mode = answer?.approvals ?? readApprovals(call.target.folder);
  const way = wayOf(kindOf(call.kind).approve, approving, { mode, denies: answer?.denies === true });
  // A machine that keeps its agents' words to itself shows nobody what they call.
  if (way === "none" || readReport(call.target.folder) === "states") return undefined;
  if (way === "wait" && approving.whileHeld) call.world.print(approving.whileHeld);
  try {
    const session = await sessionIdOf(call, answer);
    if (session === undefined) throw new Error("the hub does not know this session");
    return await (way === "rules" ? byRules : byAnybody)(call, session, approving);
  } catch (error) {
    logLine(call.target.folder, `${call.kind} ${approving.tool}: not asked about: ${(error as Error).message}`);
    if (!approving.refusesUnasked || way !== "wait") return undefined;
    if (!isUnreachable(error) && !isProblem(error)) return undefined;
    return { type: "deny", text: undecidedWords.away };
  }
};

/** Tells what follows from what was printed. */
const tellNext = async (call: OpenCall, event: ActEvent): Promise<void> => {
  const { externalId, folder, version, subagent } = call.reading;
  await call.tell({ ...call, reading: { event, externalId, folder, version, subagent } });
};

/** Has a tool call decided and says so to the agent; gives whether it was refused. Nothing is said where nobody decided. */
export const approve = async (
  call: OpenCall,
  approving: Approving,
  answer: ActAnswer | undefined,
): Promise<boolean> => {
  const decided = await decide(call, approving, answer);
  const output = decided && call.hook.decide?.(call.input, decided);
  if (!decided || !output) return false;
  call.world.print(output);
  if (output.endsTurn) await tellNext(call, "turn-ended");
  // Without it the session would seem to wait for a person for as long as the call takes.
  else if (approving.at === "dialog") await tellNext(call, "tool-done");
  return decided.type === "deny";
};

/** Calls that were decided at the terminal, or that are over: their approvals are taken back. */
export const endApproving = async (call: OpenCall): Promise<void> => {
  const { endsApproving } = call.reading;
  if (!endsApproving) return;
  for (const id of takeEnded(call, endsApproving)) await withdraw(deskOf(call), id, terminal);
};
