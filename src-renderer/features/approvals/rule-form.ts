import type { Approval, Remember } from "#contract/approval.ts";
import type { NewRule, RuleMatch, RuleScope } from "#contract/rule.ts";
import type { PersonSession } from "#contract/session.ts";

export type MatchKind = "command" | "path" | "exact" | "every";
export type ScopeWord = "session" | "agent" | "folder" | "machine" | "everywhere";
export type EndWord = "session" | "hour" | "day" | "week" | "never";

/** A rule as it is being made. */
export interface RuleForm {
  tool: string;
  kind: MatchKind;
  pattern: string;
  scope: ScopeWord;
  end: EndWord;
  /** As typed; empty for no end. */
  uses: string;
}

export const matchLabels: Record<MatchKind, string> = {
  command: "Words of the command",
  path: "Path of the file",
  exact: "Exactly this input",
  every: "Every call of the tool",
};

export const matchHelp: Record<MatchKind, string> = {
  command:
    "A word is itself, * is any one word, a last ** is whatever follows. Each command of a line must be allowed.",
  path: "* is anything in one folder, ** goes through folders.",
  exact: "Only a call with exactly the same input.",
  every: "Whatever its input is.",
};

export const endLabels: Record<EndWord, string> = {
  session: "When the session ends",
  hour: "In an hour",
  day: "In a day",
  week: "In a week",
  never: "Never, until it is ended",
};

const HOUR = 3_600_000;
const spans = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;

const kindOf = (match: RuleMatch | null | undefined): MatchKind => {
  if (!match) return "every";
  if (match.command !== undefined) return "command";
  return match.path === undefined ? "exact" : "path";
};

/** The match and tool of a suggestion, in the form. */
export const withSuggestion = (form: RuleForm, { tool, match }: NewRule): RuleForm => ({
  ...form,
  tool,
  kind: kindOf(match),
  pattern: match?.command ?? match?.path ?? match?.exact ?? "",
});

export const startForm = (approval: Pick<Approval, "tool" | "suggestions">): RuleForm => {
  const empty: RuleForm = {
    tool: approval.tool,
    kind: "every",
    pattern: "",
    scope: "session",
    end: "session",
    uses: "",
  };
  const [narrowest] = approval.suggestions;
  return narrowest ? withSuggestion(empty, narrowest) : empty;
};

/** Where the rule may count: a rule that outlives the session is for owners. */
export const scopesFor = (
  session: PersonSession | null,
  approval: Pick<Approval, "agentKind" | "folder">,
  isOwner: boolean,
): { value: ScopeWord; label: string }[] => {
  const own = [{ value: "session" as const, label: "This session" }];
  if (!isOwner) return own;
  return [
    ...own,
    ...(approval.folder === null ? [] : [{ value: "folder" as const, label: `This folder: ${approval.folder}` }]),
    ...(approval.agentKind === null ? [] : [{ value: "agent" as const, label: `Every ${approval.agentKind}` }]),
    { value: "machine", label: session ? `This machine: ${session.machine.name}` : "This machine" },
    { value: "everywhere", label: "Everywhere" },
  ];
};

const matchOf = ({ kind, pattern }: RuleForm): RuleMatch | null => (kind === "every" ? null : { [kind]: pattern });

const usesOf = ({ uses }: RuleForm) => (uses.trim() === "" ? null : Number(uses));

const untilOf = ({ end }: RuleForm, now: number) => {
  if (end === "session") return "session" as const;
  return end === "never" ? null : new Date(now + spans[end]).toISOString();
};

/** What is wrong with the form, or null. */
export const problemOf = (form: RuleForm): { field: "tool" | "pattern" | "uses"; words: string } | null => {
  if (form.tool.trim() === "") return { field: "tool", words: "Name the tool." };
  if (form.kind !== "every" && form.pattern.trim() === "") return { field: "pattern", words: "Say what it matches." };
  const uses = usesOf(form);
  if (uses !== null && !(Number.isInteger(uses) && uses >= 1 && uses <= 1_000_000))
    return { field: "uses", words: "A whole number from 1, or nothing." };
  return null;
};

/** The rule as the decision makes it. `now` is the hub's time in milliseconds. */
export const rememberOf = (form: RuleForm, now: number): Remember => ({
  scope: form.scope,
  until: untilOf(form, now),
  uses: usesOf(form),
  rule: { tool: form.tool.trim(), match: matchOf(form) },
});

const scopeOf = (
  scope: ScopeWord,
  { sessionId, agentKind, folder }: Approval,
  session: PersonSession | null,
): RuleScope | null => {
  if (scope === "session") return { sessionId };
  if (scope === "agent" && agentKind !== null) return { agentKind };
  const machine = session ? { machineId: session.machine.id } : {};
  if (scope === "folder" && folder !== null) return { ...machine, folder };
  return scope === "machine" ? machine : null;
};

/** The rule as it is tried before it is made; its end doesn't matter for that. */
export const triedRule = (form: RuleForm, approval: Approval, session: PersonSession | null): NewRule => ({
  effect: "allow",
  tool: form.tool.trim(),
  match: matchOf(form),
  scope: scopeOf(form.scope, approval, session),
});
