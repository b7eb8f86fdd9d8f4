import type { RuleMatch } from "#contract/rule.ts";
import type { RuleRecord } from "../../src-main/core/records.ts";
import type { ToolCall } from "../../src-main/core/rules/call.ts";
import { createJudge } from "../../src-main/core/rules/judge.ts";
import { loadShellParser } from "../../src-main/platform/shell-parser.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Part } from "./part.ts";

// What it costs to judge a call by many rules: each call that an agent asks about waits for it.

const RULES = 500;
const CALLS = 600;
const WARM = 100;

const ruleOf = (number: number, tool: string, match: RuleMatch): RuleRecord => ({
  id: `rule-${number}`,
  effect: number % 10 === 0 ? "deny" : "allow",
  tool,
  match,
  scope: number % 4 === 0 ? { folder: `/home/ada/project-${number}` } : null,
  until: null,
  uses: null,
  note: null,
  used: 0,
  lastUsedAt: null,
  madeBy: { id: "ada", name: "ada", role: "owner" },
  fromApproval: null,
  createdAt: number,
  endedAt: null,
  endedWhy: null,
});

const rules = Array.from({ length: RULES }, (_, number) =>
  number % 2 === 0
    ? ruleOf(number, "Bash", { command: `tool-${number} run **` })
    : ruleOf(number, "Read", { path: `/home/ada/project-${number}/**` }),
);

const realPaths = Array.from({ length: 20 }, (_, number) => ({
  given: `src/a${number}.ts`,
  real: `/home/ada/project/src/a${number}.ts`,
}));

const callOf = (tool: string, input: ToolCall["input"]): ToolCall => ({
  tool,
  input,
  agentKind: "claude",
  machineId: "studio",
  folder: "/home/ada/project",
  sessionId: "session",
  role: null,
  context: { platform: "linux", home: "/home/ada", realPaths },
});

export const judging: Part = async ({ say }) => {
  const shellParser = await loadShellParser();
  const judge = createJudge({ shellParser });
  say(`judging ${CALLS} calls of each kind by ${RULES} rules`);
  const timesOf = (make: () => ToolCall): number[] =>
    Array.from({ length: WARM + CALLS }, () => {
      const call = make();
      const from = performance.now();
      const { effect } = judge.judge(call, rules);
      const time = performance.now() - from;
      if (effect !== "ask") throw new Error("none of these rules is about the call");
      return time;
    }).slice(WARM);
  const lines = timesOf(() => callOf("Bash", { command: "cd src && npm test -- --run x 2>&1 | tee /tmp/log.txt" }));
  const paths = timesOf(() => callOf("Read", { file_path: "src/a1.ts" }));
  shellParser.close();
  return [
    {
      what: `judging a shell line by ${RULES} rules: median`,
      unit: "ms",
      value: median(lines),
      target: { is: "under", value: 5 },
      details: { p99: percentile(lines, 0.99), path: median(paths), pathP99: percentile(paths, 0.99) },
    },
  ];
};
