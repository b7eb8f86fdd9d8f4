import { expect, test } from "vitest";
import { NewRule, type Rule } from "#contract/rule.ts";
import { againOf, draftOf, emptyDraft, problemsOf, type RuleDraft, ruleOf } from "./draft.ts";

const now = Date.parse("2026-01-01T12:00:00.000Z");
const draft = (change: Partial<RuleDraft> = {}): RuleDraft => ({ ...emptyDraft, match: "npm test", ...change });

const rule = (change: Partial<Rule> = {}): Rule => ({
  id: "r1",
  effect: "allow",
  tool: "Bash",
  match: { command: "git status **" },
  scope: { folder: "/src/api", role: "operator" },
  until: "2026-02-01T09:30:00.000Z",
  uses: 5,
  note: "For the release",
  used: 2,
  lastUsedAt: null,
  madeBy: { id: "p", name: "Ada", role: "owner" },
  fromApproval: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  endedAt: null,
  endedWhy: null,
  ...change,
});

test.each([
  rule(),
  rule({ match: null, scope: null, until: null, uses: null, note: null }),
  rule({ match: { path: "/src/**" }, scope: { sessionId: "s" }, until: "session" }),
  rule({ match: { exact: " {} " }, scope: { agentKind: "claude", machineId: "m" } }),
])("the form of a rule says the same rule", (given) => {
  const { effect, tool, match, scope, until, uses, note } = given;
  expect(ruleOf(draftOf(given))).toEqual({ effect, tool, match, scope, until, uses, note });
});

test("what the form says is what the hub takes", () => {
  const said = ruleOf(draft({ tool: " Bash ", folder: " /src ", uses: " 3 ", note: " x " }));
  expect(NewRule.parse(said)).toMatchObject({ tool: "Bash", scope: { folder: "/src" }, uses: 3, note: "x" });
});

test("a form that is not whole says what is missing", () => {
  expect(problemsOf(draft(), now, "owner")).toEqual({});
  expect(problemsOf(draft({ tool: " " }), now, "owner")).toHaveProperty("tool");
  expect(problemsOf(draft({ match: " " }), now, "owner")).toHaveProperty("match");
  expect(problemsOf(draft({ match: "", matchKind: "none" }), now, "owner")).toEqual({});
  expect(problemsOf(draft({ end: "session" }), now, "owner")).toHaveProperty("sessionId");
});

test.each(["0", "-1", "1.5", "many", "1000001"])("%s is no number of uses", (uses) => {
  expect(problemsOf(draft({ uses }), now, "owner")).toHaveProperty("uses");
});

test("an end that is over or not said is no end", () => {
  expect(problemsOf(draft({ end: "time" }), now, "owner")).toHaveProperty("endAt");
  expect(problemsOf(draft({ end: "time", endAt: "2025-12-31T00:00" }), now, "owner")).toHaveProperty("endAt");
  expect(problemsOf(draft({ end: "time", endAt: "2026-12-31T00:00" }), now, "owner")).toEqual({});
});

test("an operator's rule is for one session and ends with it", () => {
  const problems = problemsOf(draft(), now, "operator");
  expect(problems).toHaveProperty("sessionId");
  expect(problems).toHaveProperty("end");
  expect(problemsOf(draft({ sessionId: "s", end: "session" }), now, "operator")).toEqual({});
});

test("a rule that is made again has the uses that were left", () => {
  expect(againOf(rule())).toMatchObject({ uses: 3, match: { command: "git status **" }, note: "For the release" });
  expect(againOf(rule({ used: 5 })).uses).toBe(1);
  expect(againOf(rule({ uses: null })).uses).toBeNull();
});
