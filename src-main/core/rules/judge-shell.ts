import type { Effect, Risk } from "#contract/rule.ts";
import type { RuleRecord, VerdictRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { canonicalJson } from "./canonical.ts";
import { analyse, type ShellDialect } from "./shell/analyse.ts";
import { judgeCommand } from "./shell/judge-command.ts";
import type { ShellParser } from "./shell/parser.ts";

/** What rules say, with all of those that it stands on. */
export interface Ruling {
  effect: Effect;
  basis: RuleRecord[];
  /** In plain words, where no rule decided. */
  why: string;
  parts: VerdictRecord["parts"];
}

export interface ShellJudge {
  /** Undefined for a tool that runs no shell. `rules` are those in whose scope the call is. */
  judge(call: ToolCall, rules: readonly RuleRecord[]): Ruling | undefined;
  risks(call: ToolCall): Risk[];
  /** The line, and patterns for it where it is one command; narrow ones first. */
  suggest(call: ToolCall): { line: string; patterns: string[] } | undefined;
}

const lineOf = (call: ToolCall): { text: string; shell: ShellDialect } | undefined => {
  const { input } = call;
  if (call.tool !== "Bash" || typeof input !== "object" || input === null || Array.isArray(input)) return undefined;
  return typeof input.command === "string"
    ? { text: input.command, shell: call.context?.shell ?? "posix" }
    : { text: "", shell: "posix" };
};

/** A rule for the whole input is one for the line, as far as the words of the shell go. */
const forLine = (rule: RuleRecord, input: string, line: string) =>
  rule.match?.exact === input ? { ...rule, match: { exact: line } } : rule;

export const createShellJudge = (parser: ShellParser): ShellJudge => {
  return {
    judge(call, rules) {
      const line = lineOf(call);
      if (line === undefined) return undefined;
      const input = canonicalJson(call.input);
      const mapped = rules.map((rule) => forLine(rule, input, line.text));
      const verdict = judgeCommand(analyse(parser, line.text, line.shell), mapped);
      const ids = new Set([
        ...verdict.ruleIds,
        ...verdict.parts.flatMap((part) =>
          part.effect === verdict.effect && part.ruleId !== null ? [part.ruleId] : [],
        ),
      ]);
      const basis = verdict.ruleId === null ? [] : rules.filter(({ id }) => ids.has(id));
      return { effect: verdict.effect, basis, why: verdict.why, parts: verdict.parts };
    },
    risks: () => [],
    suggest(call) {
      const line = lineOf(call);
      return line && { line: line.text, patterns: [] };
    },
  };
};
