import type { Role } from "#contract/role.ts";
import type { Effect, NewRule, Rule, RuleMatch, RuleScope } from "#contract/rule.ts";
import type { MatchKind } from "../../text/rules.ts";

/** A rule as its form holds it: what is not chosen is the empty text. */
export interface RuleDraft {
  effect: Effect;
  tool: string;
  matchKind: MatchKind;
  match: string;
  agentKind: string;
  machineId: string;
  folder: string;
  sessionId: string;
  role: Role | "";
  end: "never" | "session" | "time";
  /** Of this computer's clock, as a `datetime-local` field holds it. */
  endAt: string;
  uses: string;
  note: string;
}

export type DraftField = keyof RuleDraft;
export type Problems = Partial<Record<DraftField, string>>;

export const emptyDraft: RuleDraft = {
  effect: "allow",
  tool: "*",
  matchKind: "command",
  match: "",
  agentKind: "",
  machineId: "",
  folder: "",
  sessionId: "",
  role: "",
  end: "never",
  endAt: "",
  uses: "",
  note: "",
};

/** A time as a `datetime-local` field takes it, by this computer's clock. */
export const toLocal = (instant: string): string => {
  const time = new Date(instant);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const kindOf = (match: RuleMatch | null | undefined): MatchKind => {
  if (!match) return "none";
  if (match.command !== undefined) return "command";
  return match.path === undefined ? "exact" : "path";
};

/** The form of a rule that is there. */
export const draftOf = (rule: NewRule | Rule): RuleDraft => {
  const { effect, tool, match, scope, until, uses, note } = rule;
  return {
    effect,
    tool,
    matchKind: kindOf(match),
    match: match?.command ?? match?.path ?? match?.exact ?? "",
    agentKind: scope?.agentKind ?? "",
    machineId: scope?.machineId ?? "",
    folder: scope?.folder ?? "",
    sessionId: scope?.sessionId ?? "",
    role: scope?.role ?? "",
    end: until == null ? "never" : until === "session" ? "session" : "time",
    endAt: until == null || until === "session" ? "" : toLocal(until),
    uses: uses == null ? "" : String(uses),
    note: note ?? "",
  };
};

const scopeOf = ({ agentKind, machineId, folder, sessionId, role }: RuleDraft): RuleScope | null => {
  const scope: RuleScope = {
    ...(agentKind === "" ? {} : { agentKind }),
    ...(machineId === "" ? {} : { machineId }),
    ...(folder.trim() === "" ? {} : { folder: folder.trim() }),
    ...(sessionId === "" ? {} : { sessionId }),
    ...(role === "" ? {} : { role }),
  };
  return Object.keys(scope).length === 0 ? null : scope;
};

const endAtOf = (draft: RuleDraft) => (draft.end === "time" ? Date.parse(draft.endAt) : Number.NaN);

const mostUses = 1_000_000;

/** What has to be put right before it can be a rule; `now` in milliseconds. */
export const problemsOf = (draft: RuleDraft, now: number, person: Role): Problems => {
  const problems: Problems = {};
  if (draft.tool.trim() === "") problems.tool = "Say for which tool: Bash, or mcp__github__* for all of a server.";
  if (draft.matchKind !== "none" && draft.match.trim() === "")
    problems.match = "Say what to match, or choose every call of the tool.";
  if (
    draft.uses.trim() !== "" &&
    !(/^\d{1,7}$/.test(draft.uses.trim()) && Number(draft.uses) >= 1 && Number(draft.uses) <= mostUses)
  )
    problems.uses = `A whole number from 1 to ${mostUses.toLocaleString()}, or nothing for no end.`;
  if (draft.end === "time") {
    const at = endAtOf(draft);
    if (Number.isNaN(at)) problems.endAt = "Say until when.";
    else if (at <= now) problems.endAt = "That is over already.";
  }
  if (draft.end === "session" && draft.sessionId === "") problems.sessionId = "Say which session it ends with.";
  if (person !== "owner") {
    if (draft.sessionId === "") problems.sessionId = "An operator’s rule is for one session: say which.";
    if (draft.end !== "session") problems.end = "An operator’s rule ends with its session.";
  }
  return problems;
};

/** The rule that the form says; only for a form without problems. */
export const ruleOf = (draft: RuleDraft): NewRule => ({
  effect: draft.effect,
  tool: draft.tool.trim(),
  // What is to be met letter for letter keeps its spaces.
  match:
    draft.matchKind === "none"
      ? null
      : { [draft.matchKind]: draft.matchKind === "exact" ? draft.match : draft.match.trim() },
  scope: scopeOf(draft),
  until: draft.end === "never" ? null : draft.end === "session" ? "session" : new Date(endAtOf(draft)).toISOString(),
  uses: draft.uses.trim() === "" ? null : Number(draft.uses),
  note: draft.note.trim() === "" ? null : draft.note.trim(),
});

/** The same rule once more, e.g. after it was ended by mistake, with the uses that it had left. */
export const againOf = ({ effect, tool, match, scope, until, uses, used, note }: Rule): NewRule => ({
  effect,
  tool,
  match,
  scope,
  until,
  uses: uses === null ? null : Math.max(1, uses - used),
  note,
});
