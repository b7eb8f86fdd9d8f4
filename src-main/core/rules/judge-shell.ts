import type { Effect, Risk } from "#contract/rule.ts";
import type { RuleRecord, VerdictRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { canonicalJson } from "./canonical.ts";
import { analyse, type ShellAnalysis } from "./shell/analyse.ts";
import { judgeCommand } from "./shell/judge-command.ts";
import type { ShellParser } from "./shell/parser.ts";
import { risksOf } from "./shell/risks.ts";
import { type ShellCall, shellCallOf } from "./shell/shell-tools.ts";
import { suggestPatterns } from "./shell/suggest.ts";

/** What rules say, with all of those that it stands on. */
export interface Ruling {
  effect: Effect;
  basis: RuleRecord[];
  /** In plain words, where no rule decided. */
  why: string;
  parts: VerdictRecord["parts"];
}

/** A call of a tool that runs a shell, its line taken apart. */
export interface ReadLine {
  line: ShellCall;
  analysis: ShellAnalysis;
}

export interface ShellJudge {
  /** Undefined for a tool that runs no shell. */
  read(call: ToolCall): ReadLine | undefined;
  /** `rules` are those in whose scope the call is. */
  judge(call: ToolCall, read: ReadLine, rules: readonly RuleRecord[]): Ruling;
  risks(call: ToolCall, read: ReadLine): Risk[];
  /**
   * The text for a rule about this very call, and patterns that answer it beside the `rules` in whose scope it is; narrow
   * ones first.
   */
  suggest(call: ToolCall, read: ReadLine, rules: readonly RuleRecord[]): { exact: string; patterns: string[] };
}

/** What the rules about the line, and those for every call, say. */
const judgeLine = (analysis: ShellAnalysis, rules: readonly RuleRecord[]): Ruling => {
  const verdict = judgeCommand(analysis, rules);
  const { effect, why, parts } = verdict;
  const ofParts = parts.flatMap((part) => (part.effect === effect && part.ruleId !== null ? [part.ruleId] : []));
  const ids = new Set([...verdict.ruleIds, ...(verdict.ruleId === null ? [] : [verdict.ruleId]), ...ofParts]);
  const isDecided = effect !== "ask" || verdict.ruleId !== null;
  return { effect, basis: isDecided ? rules.filter(({ id }) => ids.has(id)) : [], why, parts };
};

const judge: ShellJudge["judge"] = (call, { analysis }, rules) => {
  const input = canonicalJson(call.input);
  const isOfInput = ({ match }: RuleRecord) => match?.exact === input;
  const ofInput = rules.filter(isOfInput);
  const others = rules.filter((rule) => !isOfInput(rule));
  const line = judgeLine(analysis, others);
  const by = (effect: Effect) => ofInput.filter((rule) => rule.effect === effect);
  const denied = [...by("deny"), ...(line.effect === "deny" ? line.basis : [])];
  if (denied.length > 0) return { ...line, effect: "deny", basis: denied };
  const isAsked = line.effect === "ask" && line.basis.some(({ effect }) => effect === "ask");
  const asked = [...by("ask"), ...(isAsked ? line.basis : [])];
  if (asked.length > 0) return { ...line, effect: "ask", basis: asked };
  if (by("allow").length > 0) return { ...line, effect: "allow", basis: by("allow") };
  return line;
};

export const createShellJudge = (parser: ShellParser): ShellJudge => ({
  read(call) {
    const line = shellCallOf(call);
    if (line === undefined) return undefined;
    return { line, analysis: analyse(parser, line.text, line.shell, line.problem) };
  },
  judge,
  risks: ({ folder, context }, { analysis }) =>
    risksOf(analysis, { folder: context?.folder ?? folder, home: context?.home ?? null }),
  suggest(call, { line, analysis }, rules) {
    if (line.problem !== null) return { exact: canonicalJson(call.input), patterns: [] };
    return suggestPatterns(analysis, rules);
  },
});
