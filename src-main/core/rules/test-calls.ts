import type { NewRule, RuleMatch } from "#contract/rule.ts";
import type { RuleRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { createJudge } from "./judge.ts";
import type { ShellParser } from "./shell/parser.ts";

// Rules and calls for tests of the judge.

const noParser: ShellParser = {
  state: { isLoaded: false, name: "none", problem: "not there" },
  parse: () => ({ commands: [], problems: ["there is no parser"] }),
};
export const judge = createJudge({ shellParser: noParser });

let count = 0;
export const rule = ({ effect, tool, match, scope, uses }: NewRule, more: Partial<RuleRecord> = {}): RuleRecord => {
  count += 1;
  return {
    id: `rule-${count}`,
    effect,
    tool,
    match: match ?? null,
    scope: scope ?? null,
    until: null,
    uses: uses ?? null,
    note: null,
    used: 0,
    lastUsedAt: null,
    madeBy: { id: "ada", name: "ada", role: "owner" },
    fromApproval: null,
    createdAt: count,
    endedAt: null,
    endedWhy: null,
    ...more,
  };
};
export const allow = (tool: string, match?: RuleMatch, more: Partial<NewRule> = {}) =>
  rule({ effect: "allow", tool, match, ...more });
export const deny = (tool: string, match?: RuleMatch, more: Partial<NewRule> = {}) =>
  rule({ effect: "deny", tool, match, ...more });
export const ask = (tool: string, match?: RuleMatch, more: Partial<NewRule> = {}) =>
  rule({ effect: "ask", tool, match, ...more });

export const call = (tool: string, input: ToolCall["input"], more: Partial<ToolCall> = {}): ToolCall => ({
  tool,
  input,
  agentKind: "claude",
  machineId: "studio",
  folder: "/home/ada/p",
  sessionId: "s1",
  role: null,
  context: { platform: "linux", home: "/home/ada" },
  ...more,
});
export const read = (path: string, more: Partial<ToolCall> = {}) => call("Read", { file_path: path }, more);
export const effectOf = (one: ToolCall, ...rules: RuleRecord[]) => judge.judge(one, rules).effect;
