import type { NewRule } from "#contract/rule.ts";
import type { RuleRecord, VerdictRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import type { ShellParser } from "./shell/parser.ts";

export interface Judge {
  /** What these rules say to the call: deny beats ask beats allow; `ask` when none decides. */
  judge(call: ToolCall, rules: readonly RuleRecord[]): VerdictRecord;
  /** Rules that would allow the call, narrowest first. */
  suggest(call: ToolCall): NewRule[];
}

export const createJudge = (_parts: { shellParser: ShellParser }): Judge => ({
  judge: () => ({ effect: "ask", rule: null, why: "No rule is about this call.", parts: [], risks: [] }),
  suggest: () => [],
});
