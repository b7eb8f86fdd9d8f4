import type { Effect, NewRule, Rule, RuleMatch, RuleScope, RuleUntil } from "#contract/rule.ts";
import type { Role } from "#contract/role.ts";

/** What a rule does, as its badge says it. */
export const ruleEffectWords: Record<Effect, string> = { allow: "Allow", deny: "Deny", ask: "Ask" };

export const ruleEffectHelp: Record<Effect, string> = {
  allow: "The call goes on and nobody is asked.",
  deny: "The call is refused and nobody is asked.",
  ask: "A person is asked, even where another rule would allow it.",
};

/** What the rules together say to a call that was tried. */
export const verdictWords: Record<Effect, string> = {
  allow: "It would be allowed",
  deny: "It would be denied",
  ask: "A person would be asked",
};

export const endedWords: Record<NonNullable<Rule["endedWhy"]>, string> = {
  time: "its time was over",
  session: "its session ended",
  uses: "it was used up",
  person: "ended by a person",
};

export type MatchKind = "none" | keyof RuleMatch;

export const matchWords: Record<MatchKind, { label: string; help: string }> = {
  none: { label: "Every call of the tool", help: "Whatever the call is about." },
  command: {
    label: "Commands",
    help: "The words of one simple command: * is any one word, ** at the end whatever follows. A line is allowed only when each command in it is.",
  },
  path: {
    label: "Files",
    help: "A path where * is anything up to the next slash and ** any folders below. Links and .. are resolved first.",
  },
  exact: { label: "This exact call", help: "The whole input, letter for letter." },
};

export const noParserWords = "Commands can’t be parsed: every one is asked about.";

/** Rules to start from, by their ids. */
export const templateWords: Record<string, { title: string; help: string }> = {
  "read-only": {
    title: "Read-only tools",
    help: "Looking at files of the working folder, and searching in them, is allowed. Nothing is written, and nothing runs.",
  },
  "tests-and-linters": {
    title: "Tests and linters",
    help: "These run what the repository says: whoever can change it, the agent too, can have anything run. Choose the folder of a repository that you trust.",
  },
  "git-except-push": {
    title: "Git, except push",
    help: "Looking, committing and branches are allowed, and a person is asked before a push. Hooks and settings of the repository run code.",
  },
  "private-folders": {
    title: "Keep out of private folders",
    help: "File tools may not touch keys and passwords in the home folder. A command that does is still asked about.",
  },
};

/** Words for a template; one of a newer hub goes by its id. */
export const templateOf = (id: string): { title: string; help: string } => templateWords[id] ?? { title: id, help: "" };

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** When a rule ends, for its row: null where nothing ends it. */
export const untilWords = (until: RuleUntil | null | undefined): string | null => {
  if (until == null) return null;
  return until === "session" ? "until the session ends" : `until ${dateTime.format(Date.parse(until))}`;
};

/** How often it decided, and how often it still may. */
export const usesWords = ({ used, uses }: Pick<Rule, "used" | "uses">): string => {
  if (uses !== null) return `used ${used} of ${uses} times`;
  if (used === 0) return "never used";
  return used === 1 ? "used once" : `used ${used} times`;
};

export const behindWords: Record<Role, string> = {
  owner: "only work for an owner",
  operator: "only work for an operator or owner",
  viewer: "work for anyone",
};

/** Names of what a scope names by id; null where it isn't known here any more. */
export interface ScopeNames {
  machine: (id: string) => string | null;
  session: (id: string) => string | null;
  kind: (kind: string) => string;
}

/** Where a rule counts, piece by piece; empty where it counts everywhere. */
export const scopeWords = (scope: RuleScope | null | undefined, names: ScopeNames): string[] => {
  if (!scope) return [];
  const { agentKind, machineId, folder, sessionId, role } = scope;
  return [
    agentKind === undefined ? null : names.kind(agentKind),
    machineId === undefined ? null : `on ${names.machine(machineId) ?? "a machine that is gone"}`,
    folder === undefined ? null : `in ${folder}`,
    sessionId === undefined ? null : `in “${names.session(sessionId) ?? "a session that is gone"}”`,
    role === undefined ? null : behindWords[role],
  ].filter((word) => word !== null);
};

/** Names of shells as the agents have them; a rule for one of these that matches nothing is wide. */
const shellTools =
  /^(?:bash|shell|run_shell_command|run_terminal_cmd|execute_command|run_command|local_shell|exec_command|powershell|pwsh|cmd)$/i;

const isShellOrAll = (tool: string) => shellTools.test(tool) || tool.replaceAll("*", "") === "";

/** Why a rule reaches further than it may seem, one sentence each. */
export const wideWords = ({
  effect,
  tool,
  match,
  scope,
}: Pick<NewRule, "effect" | "tool" | "match" | "scope">): string[] => {
  if (effect !== "allow") return [];
  const isUnscoped = !scope || Object.values(scope).every((value) => value === undefined);
  const words: string[] = [];
  if (!match && isShellOrAll(tool))
    words.push("It allows every command, also those that delete files or send data away.");
  else if (!match && tool.includes("*")) words.push("It allows every call of all tools that fit its pattern.");
  if (match?.command !== undefined && /^\*{1,2}(?:\s|$)/.test(match.command.trim()))
    words.push("It begins with * and so allows commands of any name.");
  if (match?.path !== undefined && /^(?:\/|~\/?|[a-z]:[\\/])?\*\*(?:[\\/]\*+)?$/i.test(match.path.trim()))
    words.push("It is for every file of the computer.");
  if (isUnscoped && (words.length > 0 || !match)) words.push("It counts for every agent on every machine.");
  return words;
};
