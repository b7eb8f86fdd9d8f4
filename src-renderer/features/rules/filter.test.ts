import { expect, test } from "vitest";
import type { Rule } from "#contract/rule.ts";
import { rulesWith } from "./filter.ts";

const rule = (id: string, change: Partial<Rule>): Rule => ({
  id,
  effect: "allow",
  tool: "Bash",
  match: null,
  scope: null,
  until: null,
  uses: null,
  note: null,
  used: 0,
  lastUsedAt: null,
  madeBy: { id: "p", name: "Ada", role: "owner" },
  fromApproval: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  endedAt: null,
  endedWhy: null,
  ...change,
});

const rules = [
  rule("git", { match: { command: "git status **" }, scope: { machineId: "m1" } }),
  rule("deny", { effect: "deny", tool: "WebFetch", note: "Nothing from outside" }),
  rule("other", { madeBy: { id: "q", name: "Bo", role: "operator" }, scope: { sessionId: "s1" } }),
];
const names = { machine: () => "build-box", session: () => "Refactor", kind: (kind: string) => kind };
const found = (text: string) => rulesWith(rules, text, names).map(({ id }) => id);

test("nothing typed shows every rule", () => expect(found("  ")).toEqual(["git", "deny", "other"]));

test.each([
  ["STATUS", ["git"]],
  ["build-box", ["git"]],
  ["deny", ["deny"]],
  ["outside webfetch", ["deny"]],
  ["bo refactor", ["other"]],
  ["git refactor", []],
])("“%s” is found in what a rule matches, where it counts, who made it and its note", (text, ids) =>
  expect(found(text)).toEqual(ids),
);
