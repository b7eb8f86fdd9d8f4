import { expect, test } from "vitest";
import { effects, type NewRule, RuleMatch } from "#contract/rule.ts";
import { roles } from "#contract/role.ts";
import {
  behindWords,
  endedWords,
  matchWords,
  ruleEffectHelp,
  ruleEffectWords,
  scopeWords,
  untilWords,
  usesWords,
  verdictWords,
  wideWords,
} from "./rules.ts";

test("every effect, way to match, end and role has words", () => {
  for (const effect of effects)
    for (const words of [ruleEffectWords, ruleEffectHelp, verdictWords]) expect(words[effect]).toBeTruthy();
  for (const kind of ["none", ...Object.keys(RuleMatch.shape)] as (keyof typeof matchWords)[])
    expect(matchWords[kind].help).toMatch(/\.$/);
  for (const words of Object.values(endedWords)) expect(words).toBeTruthy();
  for (const role of roles) expect(behindWords[role]).toBeTruthy();
});

const names = {
  machine: (id: string) => (id === "m1" ? "build-box" : null),
  session: (id: string) => (id === "s1" ? "Refactor" : null),
  kind: (kind: string) => kind.toUpperCase(),
};

test("a scope is said piece by piece, also of what is gone", () => {
  expect(scopeWords(null, names)).toEqual([]);
  expect(
    scopeWords({ agentKind: "claude", machineId: "m1", folder: "/src", sessionId: "s1", role: "owner" }, names),
  ).toEqual(["CLAUDE", "on build-box", "in /src", "in “Refactor”", "only work for an owner"]);
  expect(scopeWords({ machineId: "x", sessionId: "x" }, names)).toEqual([
    "on a machine that is gone",
    "in “a session that is gone”",
  ]);
});

test("ends and uses are said in words", () => {
  expect(untilWords(null)).toBeNull();
  expect(untilWords("session")).toBe("until the session ends");
  expect(untilWords("2026-01-01T00:00:00.000Z")).toMatch(/^until .*202[56]/);
  expect(usesWords({ used: 0, uses: null })).toBe("never used");
  expect(usesWords({ used: 1, uses: null })).toBe("used once");
  expect(usesWords({ used: 2, uses: 5 })).toBe("used 2 of 5 times");
});

const wide: NewRule[] = [
  { effect: "allow", tool: "Bash" },
  { effect: "allow", tool: "*" },
  { effect: "allow", tool: "run_shell_command", scope: { folder: "/src" } },
  { effect: "allow", tool: "mcp__github__*" },
  { effect: "allow", tool: "Bash", match: { command: "* --version" } },
  { effect: "allow", tool: "Write", match: { path: "/**" } },
  { effect: "allow", tool: "Write", match: { path: "~/**" } },
  { effect: "allow", tool: "Read" },
];
const narrow: NewRule[] = [
  { effect: "deny", tool: "Bash" },
  { effect: "ask", tool: "*" },
  { effect: "allow", tool: "Bash", match: { command: "npm test" } },
  { effect: "allow", tool: "Write", match: { path: "/src/**" } },
  { effect: "allow", tool: "Read", scope: { folder: "/src" } },
];

test.each(wide)("$tool $match is called wide", (rule) => expect(wideWords(rule)).not.toEqual([]));
test.each(narrow)("$effect $tool $match is not", (rule) => expect(wideWords(rule)).toEqual([]));
