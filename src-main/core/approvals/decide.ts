import type { DecisionRequest } from "#contract/approval.ts";
import type { Role } from "#contract/role.ts";
import { HubError } from "../errors.ts";
import { byPerson } from "../ledger/entry.ts";
import { roleIn } from "../people/access.ts";
import type { ApprovalRecord, DecisionRecord, PersonCaller, RuleRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { noteBehind } from "./behind.ts";
import { aboutApproval, byItself, endIn } from "./end.ts";
import { hashOfInput } from "./input-hash.ts";
import { callOfApproval } from "../rules/trial.ts";
import type { ApprovalParts } from "./parts.ts";

/** A decision as it came in. */
export type Wanted = Omit<DecisionRequest, "via"> & { via: DecisionRecord["via"] };

/** What a try to decide came to. What was refused is written down, so the transaction ends well all the same. */
export type Outcome =
  | { type: "refused"; why: "unseen" | "viewer" | "rule" }
  | { type: "tried"; approval: ApprovalRecord; isDone: boolean; rule: RuleRecord | null; isEnded: boolean };

export const missing = () => new HubError("not-found", "There is no approval with this id here.");

const invalid = (path: string, message: string) =>
  new HubError("invalid", `${path}: ${message}`, { issues: [{ path, message }] });

const refuseWrong = ({ takes }: ApprovalRecord, { decision, input, remember }: Wanted): void => {
  if (input === undefined) return;
  if (decision === "deny") throw invalid("input", "a call that is denied has no input");
  if (!takes.input) throw invalid("input", "this agent takes the call as it is, or not at all");
  // The rule would be about the call that the person did not want as it was.
  if (remember !== undefined && remember.rule?.match === undefined) {
    throw invalid("remember.rule", "say what the rule is to match, since the input was changed");
  }
};

const detailsOf = (approval: ApprovalRecord, { note, input }: Wanted, rule: RuleRecord | null) => ({
  ...(note === undefined ? {} : { note }),
  ...(input === undefined ? {} : { changedInputHash: hashOfInput(approval.tool, input) }),
  ...(rule === null ? {} : { ruleId: rule.id }),
});

const refuse = async (
  tx: WriteTx,
  { ledger }: Pick<ApprovalParts, "ledger">,
  caller: PersonCaller,
  { approval, wanted, at }: { approval: ApprovalRecord; wanted: Wanted; at: number },
  role: Role | undefined,
): Promise<Outcome> => {
  const why = role === undefined ? "unseen" : role === "viewer" ? "viewer" : "rule";
  const details = { decision: wanted.decision, via: wanted.via, why };
  const doer = byPerson(role === undefined ? caller : { ...caller, role });
  const entry = { ...doer, at, type: "decision-refused", ...aboutApproval(approval, details) } as const;
  await ledger.refusals.appendIn(tx, entry);
  return { type: "refused", why };
};

/** Whether the call as a person changed it is one that a rule denies: nobody gets round a rule by way of another call. */
const isDeniedNow = async (
  tx: WriteTx,
  { rules }: Pick<ApprovalParts, "rules">,
  approval: ApprovalRecord,
  { input }: Wanted,
): Promise<boolean> => {
  const session = input === undefined ? undefined : await tx.sessions.byId(approval.sessionId);
  if (session === undefined || input === undefined) return false;
  return rules.judge(callOfApproval({ ...approval, input }, session.machineId)).effect === "deny";
};

/** Decides an approval that is open, with what the ledger says and the rule that it is remembered by. */
const decideOpen = async (
  tx: WriteTx,
  parts: Pick<ApprovalParts, "rules" | "ledger">,
  caller: PersonCaller & { role: Role },
  { approval, wanted, at }: { approval: ApprovalRecord; wanted: Wanted; at: number },
): Promise<Outcome> => {
  refuseWrong(approval, wanted);
  if (await isDeniedNow(tx, parts, approval, wanted)) {
    return refuse(tx, parts, caller, { approval, wanted, at }, caller.role);
  }
  const { decision: effect, via, remember } = wanted;
  const { id, name, role } = caller;
  const rule =
    remember === undefined
      ? null
      : await parts.rules.makeFromApproval(tx, approval, remember, { caller, role, effect });
  const note = wanted.note?.trim() ? wanted.note : null;
  const input = wanted.input ?? null;
  const decision: DecisionRecord = { by: { type: "person", id, name, role }, via, at, note, input, rule };
  const state = effect === "allow" ? "allowed" : "denied";
  const details = detailsOf(approval, wanted, rule);
  const ended = await endIn(tx, approval, { state, at, decision, doer: byPerson(caller), details });
  if (!ended.isDone) throw new Error("an open approval could not be ended");
  // Their words go to the agent with it.
  if (note !== null || wanted.input !== undefined) await noteBehind(tx, approval.sessionId, [caller], null);
  return { type: "tried", ...ended, rule, isEnded: true };
};

/** Tries to decide: the first one wins, and the others learn how it ended. */
export const decideIn = async (
  tx: WriteTx,
  parts: Pick<ApprovalParts, "rules" | "clock" | "ledger">,
  caller: PersonCaller,
  id: string,
  wanted: Wanted,
): Promise<Outcome> => {
  const approval = await tx.approvals.byId(id);
  if (approval === undefined) throw missing();
  const at = parts.clock();
  const role = await roleIn(tx, caller, approval.sessionId);
  if (role === undefined || role === "viewer") return refuse(tx, parts, caller, { approval, wanted, at }, role);
  if (approval.state !== "open") return { type: "tried", approval, isDone: false, rule: null, isEnded: false };
  if (approval.expiresAt <= at) {
    const ended = await endIn(tx, approval, byItself("expired", at, "time"));
    return { type: "tried", approval: ended.approval, isDone: false, rule: null, isEnded: ended.isDone };
  }
  return decideOpen(tx, parts, { ...caller, role }, { approval, wanted, at });
};
