import type { NewRule, RuleMatch } from "#contract/rule.ts";
import type { RuleRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { canonicalJson } from "./canonical.ts";
import { pathsOfCall } from "./file-tools.ts";
import type { ShellJudge } from "./judge-shell.ts";
import { patternsFor } from "./judge-paths.ts";

const MOST_EXACT = 65_536;

/** A rule for this very input; none where a rule can't hold it. */
const exactly = (text: string): RuleMatch[] =>
  text.trim() === "" || text.length > MOST_EXACT ? [] : [{ exact: text }];

const matchesFor = (call: ToolCall, shell: ShellJudge, rules: readonly RuleRecord[]): RuleMatch[] => {
  const read = shell.read(call);
  if (read !== undefined) {
    const { exact, patterns } = shell.suggest(call, read, rules);
    return [...exactly(exact), ...patterns.map((command) => ({ command }))];
  }
  const given = pathsOfCall(call.tool, call.input);
  const patterns = given === undefined ? [] : patternsFor(call).map((path) => ({ path }));
  // What several files share may be far more than they are: the folder above all projects.
  const isOnePath = given?.paths.length === 1 && patterns.length > 0;
  return isOnePath ? patterns : [...exactly(canonicalJson(call.input)), ...patterns];
};

/**
 * Rules that would each allow the call beside the `rules` in whose scope it is, narrowest first; the last one is for every
 * call of the tool.
 */
export const suggestFor = (call: ToolCall, shell: ShellJudge, rules: readonly RuleRecord[]): NewRule[] => {
  const { tool } = call;
  const narrow: NewRule[] = matchesFor(call, shell, rules).map((match) => ({ effect: "allow", tool, match }));
  return [...narrow, { effect: "allow", tool }];
};
