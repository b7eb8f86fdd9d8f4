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
  /** The text for a rule about this very call, and patterns for its commands; narrow ones first. */
  suggest(call: ToolCall, read: ReadLine): { exact: string; patterns: string[] };
}

/**
 * A rule for the whole input is one for the line. One for the line alone is none where the call says more that could
 * matter.
 */
const forLine = (rule: RuleRecord, input: string, { text, problem }: ShellCall): RuleRecord[] => {
  if (rule.match?.exact === input) return [{ ...rule, match: { exact: text } }];
  const isLine = rule.match?.exact === text;
  return isLine && problem !== null && rule.effect === "allow" ? [] : [rule];
};

const judge: ShellJudge["judge"] = (call, { line, analysis }, rules) => {
  const input = canonicalJson(call.input);
  const verdict = judgeCommand(
    analysis,
    rules.flatMap((rule) => forLine(rule, input, line)),
  );
  const { effect, why, parts } = verdict;
  const ofParts = parts.flatMap((part) => (part.effect === effect && part.ruleId !== null ? [part.ruleId] : []));
  const ids = new Set([...verdict.ruleIds, ...(verdict.ruleId === null ? [] : [verdict.ruleId]), ...ofParts]);
  const isDecided = effect !== "ask" || verdict.ruleId !== null;
  return { effect, basis: isDecided ? rules.filter(({ id }) => ids.has(id)) : [], why, parts };
};

export const createShellJudge = (parser: ShellParser): ShellJudge => ({
  read(call) {
    const line = shellCallOf(call);
    if (line === undefined) return undefined;
    const analysis = analyse(parser, line.text, line.shell);
    const problems = line.problem === null ? analysis.problems : [line.problem, ...analysis.problems];
    return { line, analysis: { ...analysis, problems } };
  },
  judge,
  risks: ({ folder, context }, { analysis }) =>
    risksOf(analysis, { folder: context?.folder ?? folder, home: context?.home ?? null }),
  suggest(call, { line, analysis }) {
    if (line.problem !== null) return { exact: canonicalJson(call.input), patterns: [] };
    return suggestPatterns(analysis);
  },
});
