import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RuleRecord } from "../core/records.ts";
import type { ToolCall } from "../core/rules/call.ts";
import { createJudge, type Judge } from "../core/rules/judge.ts";
import { loadShellParser } from "../testing/shell-parser.ts";
import { createBox, type Shell, shellsHere } from "./box.ts";
import { randomLines } from "./lines.ts";
import { allowed, allowing, forbidden, isAllowedRun } from "./pieces.ts";

// What the judge says, held against what shells do. For a longer look: SHELL_TRUTH_LINES=200000 SHELL_TRUTH_SEED=$RANDOM.
const count = Number(process.env["SHELL_TRUTH_LINES"] ?? 2500);
const seed = Number(process.env["SHELL_TRUTH_SEED"] ?? 20_261);
const patienceMs = 60_000 + count * 20;

const rules = allowing.map(
  (command, at): RuleRecord => ({
    id: `rule-${at}`,
    effect: "allow",
    tool: "Bash",
    match: { command },
    scope: null,
    until: null,
    uses: null,
    note: null,
    used: 0,
    lastUsedAt: null,
    madeBy: { id: "ada", name: "ada", role: "owner" },
    fromApproval: null,
    createdAt: at,
    endedAt: null,
    endedWhy: null,
  }),
);
const callOf = (command: string): ToolCall => ({
  tool: "Bash",
  input: { command },
  agentKind: "claude",
  machineId: "studio",
  folder: "/home/ada/p",
  sessionId: "s1",
  role: null,
  context: { platform: "linux", home: "/home/ada" },
});

const box = createBox();
const shells = shellsHere();
let judge: Judge;
beforeAll(async () => {
  const shellParser = await loadShellParser();
  judge = createJudge({ shellParser });
});
afterAll(box.remove);

const isAllowed = (line: string) => judge.judge(callOf(line), rules).effect === "allow";
const namesOf = (shell: Shell, line: string) => box.run(shell, line).runs.map(([name]) => name);

describe("the box", () => {
  test.each(shells)("shows what $name runs, in whatever disguise", (shell) => {
    expect(box.run(shell, "cat f; grep 'a b'; $X x").runs).toEqual([
      ["cat", "f"],
      ["grep", "a b"],
      ["rm", "x"],
    ]);
    expect(namesOf(shell, "PATH=./twin:$PATH; ls; . ./f")).toEqual(["twin/ls", "rm"]);
  });

  test.each(shells)("shows which files $name changes", (shell) => {
    for (const line of ["echo hi > f", "echo hi > o", "cd a; echo hi > ../../o", "true >> x; echo y >> x"]) {
      expect([line, box.run(shell, line).isChanged]).toEqual([line, true]);
    }
    expect(box.run(shell, "cat f > /dev/null")).toEqual({ runs: [["cat", "f"]], isChanged: false });
  });
});

test.each(shells)("$name is stopped in a loop without an end", (shell) => {
  expect(box.run(shell, "while true; do cd a; cd ..; done; cat f")).toEqual({ runs: [], isChanged: false });
});

test("each of the allowed commands is allowed, and none of the forbidden ones", () => {
  expect(allowed.filter((line) => !isAllowed(line))).toEqual([]);
  expect(forbidden.filter(isAllowed)).toEqual([]);
});

test("of what is allowed, no shell runs or writes anything else", { timeout: patienceMs }, () => {
  let [seen, ran] = [0, 0];
  const wrong: unknown[] = [];
  for (const line of randomLines(seed, count)) {
    if (!isAllowed(line)) continue;
    seen += 1;
    for (const shell of shells) {
      const { runs, isChanged } = box.run(shell, line);
      ran += runs.length;
      const others = runs.filter((run) => !isAllowedRun(run));
      if (others.length > 0 || isChanged) wrong.push({ shell: shell.name, line, others, isChanged });
    }
  }
  expect(wrong).toEqual([]);
  // Else this would have shown nothing.
  expect(seen).toBeGreaterThan(count / 100);
  expect(ran).toBeGreaterThan(seen);
});
