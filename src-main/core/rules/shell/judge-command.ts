import type { Effect, RuleMatch } from "#contract/rule.ts";
import type { AnalysedCommand, ShellAnalysis } from "./analyse.ts";
import { matchAllow, matchDeny, mayMatchDeny, weightOf } from "./matching.ts";
import { type CommandPattern, parsePattern } from "./pattern.ts";

/** What is read of a rule; its scope has been looked at already. */
export interface CommandRule {
  id: string;
  effect: Effect;
  match: RuleMatch | null;
}

export interface CommandPart {
  text: string;
  effect: Effect;
  ruleId: string | null;
  why: string;
}

export interface CommandVerdict {
  effect: Effect;
  /** The most specific rule that decided; null when none did. */
  ruleId: string | null;
  why: string;
  parts: CommandPart[];
  /** All rules that it took to come to this. */
  ruleIds: string[];
}

interface Reading {
  rule: CommandRule;
  pattern: CommandPattern;
}

interface Rules {
  readings: Reading[];
  whole: CommandRule[];
}

const most = 2000;
const patterns = new Map<string, CommandPattern | undefined>();

/** Patterns are few and asked for at every call. */
const patternOf = (source: string, effect: Effect): CommandPattern | undefined => {
  const key = `${effect} ${source}`;
  if (patterns.has(key)) return patterns.get(key);
  if (patterns.size >= most) patterns.clear();
  const parsed = parsePattern(source, effect);
  const pattern = "pattern" in parsed ? parsed.pattern : undefined;
  patterns.set(key, pattern);
  return pattern;
};

const sortRules = (rules: readonly CommandRule[], { text, callProblem }: ShellAnalysis): Rules => {
  const readings = rules.flatMap((rule) => {
    const pattern = rule.match?.command === undefined ? undefined : patternOf(rule.match.command, rule.effect);
    return pattern === undefined ? [] : [{ rule, pattern }];
  });
  const whole = rules.filter(
    ({ match, effect }) => match === null || (match.exact === text && (callProblem === null || effect !== "allow")),
  );
  return { readings: readings.toSorted((one, other) => weightOf(other.pattern) - weightOf(one.pattern)), whole };
};

const textOf = (command: AnalysedCommand): string => {
  const line = command.source.trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
};

const partOf = (command: AnalysedCommand, effect: Effect, rule: CommandRule | null, why: string): CommandPart => ({
  text: textOf(command),
  effect,
  ruleId: rule?.id ?? null,
  why,
});

/** A rule that spells the words which hold a command means this command too. */
const coveredBy = (
  command: AnalysedCommand,
  owners: readonly AnalysedCommand[],
  rules: Rules,
): CommandRule | undefined => {
  const { within } = command;
  const owner = within === null ? undefined : owners[within.index];
  if (within === null || owner === undefined || owner.problems.length > 0) return undefined;
  const covering = rules.readings.find(({ rule, pattern }) => {
    const match = rule.effect === "allow" ? matchAllow(pattern, owner) : undefined;
    return match?.spelled.slice(within.from, within.to).every(Boolean);
  });
  // What the words of a covered command run is covered with it.
  return covering?.rule ?? coveredBy(owner, owners, rules);
};

const judgeOne = (command: AnalysedCommand, owners: readonly AnalysedCommand[], rules: Rules): CommandPart => {
  const against = (effect: Effect) => rules.readings.filter(({ rule }) => rule.effect === effect);
  const denied = against("deny").find(({ pattern }) => matchDeny(pattern, command));
  if (denied) return partOf(command, "deny", denied.rule, `denied by ${denied.pattern.source}`);
  const asked = against("ask").find(({ pattern }) => matchDeny(pattern, command));
  if (asked) return partOf(command, "ask", asked.rule, `asked about by ${asked.pattern.source}`);
  const [problem] = command.problems;
  if (problem !== undefined) return partOf(command, "ask", null, problem);
  const doubtful = [...against("deny"), ...against("ask")].find(({ pattern }) => mayMatchDeny(pattern, command));
  if (doubtful) return partOf(command, "ask", doubtful.rule, `may be what ${doubtful.pattern.source} is about`);
  const allowed = against("allow").find(({ pattern }) => matchAllow(pattern, command) !== undefined);
  if (allowed) return partOf(command, "allow", allowed.rule, `allowed by ${allowed.pattern.source}`);
  const covering = coveredBy(command, owners, rules);
  if (covering) return partOf(command, "allow", covering, "spelled by the rule that allows what runs it");
  return partOf(command, "ask", null, "no rule allows it");
};

const verdictOf = (effect: Effect, rule: CommandRule | null, why: string, parts: CommandPart[]): CommandVerdict => ({
  effect,
  ruleId: rule?.id ?? null,
  why,
  parts,
  ruleIds: rule === null ? [] : [rule.id],
});

/** Rules for every call of the tool, or for exactly this text. */
const judgeWhole = (effect: Effect, { whole }: Rules, parts: CommandPart[]): CommandVerdict | undefined => {
  const rule =
    whole.find((one) => one.effect === effect && one.match !== null) ?? whole.find((one) => one.effect === effect);
  if (rule === undefined) return undefined;
  return verdictOf(effect, rule, rule.match === null ? "a rule for every call" : "a rule for exactly this line", parts);
};

const firstOf = (effect: Effect, parts: CommandPart[], isByRule: boolean): CommandPart | undefined =>
  parts.find((part) => part.effect === effect && (part.ruleId !== null || !isByRule));

/** A verdict that one part decides. */
const byPart = (part: CommandPart, parts: CommandPart[]): CommandVerdict => ({
  effect: part.effect,
  ruleId: part.ruleId,
  why: `${part.text}: ${part.why}`,
  parts,
  ruleIds: part.ruleId === null ? [] : [part.ruleId],
});

/**
 * What rules say to a line: deny as soon as one of its commands is denied; allow only when it is understood whole and each
 * command is allowed; else ask. `rules` are those whose tool and scope fit.
 */
export const judgeCommand = (analysis: ShellAnalysis, rules: readonly CommandRule[]): CommandVerdict => {
  const sorted = sortRules(rules, analysis);
  const parts = analysis.commands.map((command) => judgeOne(command, analysis.commands, sorted));
  const problems = analysis.callProblem === null ? analysis.problems : [analysis.callProblem, ...analysis.problems];
  for (const problem of problems) parts.push({ text: "", effect: "ask", ruleId: null, why: problem });

  const denied = firstOf("deny", parts, true);
  const isExact = (rule: CommandRule) => rule.effect === "allow" && rule.match?.exact !== undefined;
  const whole = judgeWhole("deny", sorted, parts);
  if (whole || denied) return whole ?? byPart(denied as CommandPart, parts);

  // A rule to ask, or one that denies what this may be; of the latter who allowed the exact text has seen it.
  const isOf = (effect: Effect) => (part: CommandPart) =>
    part.effect === "ask" && sorted.readings.some(({ rule }) => rule.id === part.ruleId && rule.effect === effect);
  const askedFor = parts.find(isOf("ask"));
  const asked = askedFor ?? parts.find(isOf("deny"));
  const isDoubt = askedFor === undefined;
  const wholeAsk = judgeWhole("ask", sorted, parts);
  if (wholeAsk) return wholeAsk;
  if (asked && !(isDoubt && sorted.whole.some(isExact))) return byPart(asked, parts);

  const wholeAllow = judgeWhole("allow", sorted, parts);
  const isUnread = problems.length > 0 || analysis.commands.some((command) => command.problems.length > 0);
  const isUnsure = isUnread && sorted.readings.some(({ rule }) => rule.effect !== "allow");
  if (wholeAllow && (!isUnsure || sorted.whole.some(isExact))) return wholeAllow;

  const open = firstOf("ask", parts, false);
  if (open) return byPart(open, parts);
  const last = parts.at(-1);
  if (last === undefined) return verdictOf("ask", null, "there is no command in it", parts);
  const used = new Set(parts.flatMap((part) => part.ruleId ?? []));
  const deciding = sorted.readings.find(({ rule }) => used.has(rule.id));
  return {
    effect: "allow",
    ruleId: deciding?.rule.id ?? null,
    why: "each command is allowed",
    parts,
    ruleIds: [...used],
  };
};
