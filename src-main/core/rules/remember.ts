import type { Remember } from "#contract/approval.ts";
import type { Role } from "#contract/role.ts";
import type { NewRule, RuleScope } from "#contract/rule.ts";
import { HubError } from "../errors.ts";
import type { NewId } from "../ids.ts";
import type { Clock } from "../ports.ts";
import type { ApprovalRecord, PersonCaller, RuleRecord } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { insertRule } from "./make.ts";

const invalid = (path: string, message: string) =>
  new HubError("invalid", `${path}: ${message}`, { issues: [{ path, message }] });

type ScopeWord = Extract<Remember["scope"], string>;

/** The scope that a word means for this call. */
const scopeOfWord = (word: ScopeWord, approval: ApprovalRecord, machineId: string): RuleScope | null => {
  const { agentKind, sessionId, context } = approval;
  const folder = context.folder ?? approval.folder;
  switch (word) {
    case "session":
      return { sessionId };
    case "agent":
      if (agentKind === null) throw invalid("remember.scope", "the kind of this agent is not known");
      return { agentKind };
    case "machine":
      return { machineId };
    case "folder":
      if (folder === null) throw invalid("remember.scope", "the folder of this call is not known");
      return { machineId, folder };
    case "everywhere":
      return null;
  }
};

const endOf = ({ until }: Remember, scope: RuleScope | null): NewRule["until"] => {
  if (until !== undefined) return until;
  return scope?.sessionId === undefined ? null : "session";
};

/** Makes the rule by which a decision is remembered: for this session, and the narrowest that there is, unless it says more. */
export const ruleOfDecision = async (
  tx: WriteTx,
  parts: { clock: Clock; newId: NewId },
  decided: {
    approval: ApprovalRecord;
    remember: Remember;
    caller: PersonCaller;
    role: Role;
    effect: "allow" | "deny";
  },
): Promise<RuleRecord> => {
  const { approval, remember, caller, role, effect } = decided;
  const session = await tx.sessions.byId(approval.sessionId);
  const wanted = remember.scope ?? "session";
  const scope = typeof wanted === "string" ? scopeOfWord(wanted, approval, session?.machineId ?? "") : wanted;
  const until = endOf(remember, scope);
  // "Until the session ends" is about this one, wherever else the rule counts.
  const ofSession = until === "session" && scope?.sessionId === undefined;
  const match = remember.rule?.match === undefined ? approval.suggestions[0]?.match : remember.rule.match;
  // A rule for every call of the tool has to be asked for.
  if (match === undefined) throw invalid("remember.rule", "say what the rule is to match");
  return insertRule(tx, parts, caller, {
    effect,
    tool: remember.rule?.tool ?? approval.tool,
    match,
    scope: ofSession ? { ...scope, sessionId: approval.sessionId } : scope,
    until,
    uses: remember.uses ?? null,
    note: remember.rule?.note ?? null,
    role,
    fromApproval: approval.id,
  });
};
